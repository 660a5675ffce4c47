// What is alive on the reference page: the settings, the list that filters as
// one types, and a form for every operation. Nothing is sent before somebody
// presses Send, and then to this site alone.
import { load, look } from "./reference/form.mjs";
import { filter } from "./reference/filter.mjs";
import { frame } from "./reference/frame.mjs";

const words = JSON.parse(document.getElementById("form").content.querySelector("[data-say]").dataset.say);

frame(words);
filter(words);

// The page is written without knowing where it will be.
const known = document.querySelector("[data-base]").textContent;
if (known !== location.origin) {
  for (const code of document.querySelectorAll("code")) {
    for (const text of code.childNodes) if (text.data?.includes(known)) text.data = text.data.replaceAll(known, location.origin);
  }
}

// A form is made when it is first looked at.
document.addEventListener("toggle", e => { if (e.target.open && e.target.dataset.try) load(e.target, words); }, { capture: true });
for (const open of document.querySelectorAll("[data-try][open]")) load(open, words);
addEventListener("hashchange", look);
look();
