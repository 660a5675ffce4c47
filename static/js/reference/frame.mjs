// The frame around the page: appearance, network, versions and keys, as the
// other pages have them.

/** makes the bar above the page work. */
export function frame(words) {
  const find = selector => document.querySelector(selector), stored = name => { try { return localStorage.getItem(name); } catch { return null; } };
  const set = (name, value) => {
    if (name === "theme" && value === "system") localStorage.removeItem(name);
    else localStorage.setItem(name, value);
    window.fbTheme?.();
    const field = document.getElementById(`${name}-${value}`);
    if (field) field.checked = true;
  };
  for (const name of ["theme", "updown"]) {
    const field = document.getElementById(`${name}-${(stored(name) ?? "").replaceAll('"', "")}`);
    if (field) field.checked = true;
    for (const f of document.getElementsByName(name)) f.addEventListener("change", () => set(name, f.value));
  }
  const letters = document.getElementById("keys-on");
  letters.checked = stored("keys") !== "off";
  letters.addEventListener("change", () => localStorage.setItem("keys", letters.checked ? "on" : "off"));

  const net = find(".net"), pictures = [...net.querySelectorAll("svg")];
  const network = () => {
    net.classList.toggle("is-off", !navigator.onLine);
    net.lastElementChild.textContent = navigator.onLine ? words.online : words.netOff;
    pictures[0]?.toggleAttribute("data-off", !navigator.onLine);
  };
  addEventListener("online", network);
  addEventListener("offline", network);
  network();

  const fresh = () => {
    const notice = document.createElement("div"), text = document.createElement("p"), button = document.createElement("button");
    notice.className = "note";
    text.textContent = words.update;
    Object.assign(button, { type: "button", className: "btn", id: "update", textContent: words.load, onclick: () => window.fbUpdate() });
    notice.append(text, button);
    find(".notes").replaceChildren(notice);
  };
  if (window.fbUpdateReady) fresh();
  addEventListener("fbupdate", fresh);

  let before = "";
  const links = [...document.querySelectorAll(".nav a")];
  document.addEventListener("keydown", e => {
    const previous = before, key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
    before = key;
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches?.("textarea, select, input[type=text]")) return;
    if (key === "Escape") document.getElementById("settings").open = false;
    if (!letters.checked) return;
    const page = previous === "g" ? "cuhsda".indexOf(key) : -1;
    if (page >= 0) links[page].click();
    else if (key === "/") {
      e.preventDefault();
      document.getElementById("find").focus();
    } else if (key === "t") {
      const dark = (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
      set("theme", dark ? "light" : "dark");
    } else if (key === "?") for (const id of ["settings", "keys"]) document.getElementById(id).open = true;
  });
}
