// The list of operations, shorter with every letter.

/** the texts of the items that hold every word of what was typed. */
export const matches = (typed, texts) => {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return texts.map(text => wanted.every(word => text.toLowerCase().includes(word)));
};

/** lets the list follow its field. */
export function filter(words) {
  const field = document.getElementById("find"), found = document.getElementById("found"), groups = [...document.querySelectorAll(".side .group")];
  const items = groups.flatMap(group => [...group.querySelectorAll("li")].map(li => ({ li, group, text: `${li.textContent} ${group.querySelector("h3").textContent}` })));
  const show = () => {
    const seen = matches(field.value, items.map(it => it.text)), n = seen.filter(Boolean).length;
    items.forEach((it, i) => { it.li.hidden = !seen[i]; });
    for (const g of groups) g.hidden = !items.some((it, i) => it.group === g && seen[i]);
    found.textContent = !field.value.trim() ? "" : n ? words.found.replace("{n}", n) : words.none;
  };
  field.addEventListener("input", show);
  field.addEventListener("keydown", e => {
    if (e.key === "Escape") field.value = "";
    if (e.key === "Enter") items.find(it => !it.li.hidden)?.li.querySelector("a").click();
    show();
  });
  show(); // a browser that goes back keeps what was typed
}
