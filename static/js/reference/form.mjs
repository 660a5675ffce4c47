// The form of one operation. What is typed stays until Reset takes it back.
import { lines, parameters, pretty, query } from "./text.mjs";

const most = 200_000; // characters of an answer that are shown

/** opens what the address leads to. */
export function look() {
  let at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let up = at; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  at?.scrollIntoView({ block: "nearest" });
}

/** makes the form inside a disclosure, once. */
export function load(box, words) {
  if (box.querySelector(".try")) return;
  const name = box.dataset.try, form = document.getElementById("form").content.firstElementChild.cloneNode(true);
  for (const el of form.querySelectorAll("[id]")) el.id = `${name}.try.${el.id}`;
  for (const el of form.querySelectorAll("[for]")) el.htmlFor = `${name}.try.${el.htmlFor}`;
  for (const el of form.querySelectorAll("[name]")) el.name = `${name}.try.by`;
  const find = selector => form.querySelector(selector), part = id => find(`[id="${name}.try.${id}"]`);
  const ways = { json: "data-query" in box.dataset, get: "get" in box.dataset, csv: "csv" in box.dataset };
  const only = box.dataset.only; // operations on a document have no request without one
  ways.json = only !== "csv";
  for (const [way, there] of Object.entries(ways)) if (!there) for (const el of [part(`by-${way}`), find(`[for="${name}.try.by-${way}"]`)]) el.remove();
  const seg = find(".seg");
  if (Object.values(ways).filter(Boolean).length < 2) seg.hidden = true;
  seg.querySelector("input").checked = true;

  const body = part("body"), parameter = part("query"), as = part("as"), outcome = find(".outcome"), send = find("[data-send]");
  const way = () => seg.querySelector("input:checked").value;
  const kept = {}; // what stands in the fields, by the way of asking

  const address = () => {
    const text = query(way() === "get" ? body.value : parameter.value);
    return `/v1/${name}${text ? `?${text}` : ""}`;
  };
  const follow = () => {
    const line = `${way() === "get" ? "GET" : "POST"} ${location.origin}${address()}`;
    find("[data-line]").textContent = line.length > 400 ? `${line.slice(0, 400)}…` : line;
  };
  let shown;
  const change = () => {
    if (shown) kept[shown] = { body: body.value, query: parameter.value };
    shown = way();
    find("[data-query]").hidden = shown === "get";
    find("[data-file]").hidden = shown !== "csv";
    if (kept[shown]) [body.value, parameter.value] = [kept[shown].body, kept[shown].query];
    else reset();
    follow();
  };

  async function fetched(path) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(answer.status);
    return answer.text();
  }
  async function reset() {
    const to = way();
    [body.value, parameter.value] = ["", to === "csv" ? box.dataset.csv : ""];
    try {
      const text = await fetched(to === "csv" ? box.dataset.file : box.dataset.example);
      if (way() !== to || body.value) return; // somebody was faster
      body.value = to === "get" ? lines(parameters(JSON.parse(text))) : to === "json" ? pretty(text) : text;
      follow();
    } catch {
      tell(words.request, "warn");
    }
  }

  function tell(text, kind) {
    const note = document.createElement("div"), p = document.createElement("p");
    note.className = `note ${kind}`;
    p.textContent = text;
    note.append(p);
    outcome.replaceChildren(note);
  }

  let asking; // ends the call under way when another begins
  async function ask() {
    asking?.abort();
    if (!navigator.onLine) return tell(words.offline, "warn");
    const mine = asking = new AbortController(), how = way(), began = performance.now();
    const headers = { Accept: as.value, "Accept-Language": document.documentElement.lang };
    if (how !== "get") headers["Content-Type"] = how === "csv" ? "text/csv" : "application/json";
    outcome.replaceChildren(Object.assign(document.createElement("p"), { className: "small", textContent: words.sending }));
    try {
      const answer = await fetch(address(), { method: how === "get" ? "GET" : "POST", headers, body: how === "get" ? undefined : body.value, signal: mine.signal, credentials: "omit" });
      const text = await answer.text();
      if (mine === asking) report(answer, text, performance.now() - began);
    } catch {
      if (mine === asking) tell(navigator.onLine ? words.unreached : words.offline, "warn");
    }
  }

  const element = (tag, props, ...children) => {
    const el = Object.assign(document.createElement(tag), props);
    el.append(...children);
    return el;
  };
  const title = text => element("p", { className: "k", textContent: text });

  function report(answer, text, ms) {
    const kind = answer.headers.get("Content-Type") ?? "";
    if (!/^(application\/(problem\+)?json|text\/csv)/.test(kind) && (!answer.ok || text)) return tell(words.noAPI, "warn");
    const parts = [element("p", { className: "b" }, `${answer.status} ${answer.statusText}`.trim(), element("small", { textContent: ` ${Math.max(1, Math.round(ms))} ms · ${new Blob([text]).size} B` }))];
    if (/^application\/problem/.test(kind)) {
      const problem = JSON.parse(text);
      const note = element("div", { className: "note err" }, element("p", { textContent: problem.detail ?? problem.title }));
      parts.push(note);
      if (problem.errors?.length) parts.push(title(words.errors), element("ul", {}, ...problem.errors.map(e => element("li", {}, element("code", { textContent: e.pointer }), element("span", { textContent: e.detail })))));
    }
    const facts = element("dl", { className: "facts" });
    for (const name of ["Content-Type", "X-Request-Id", "ETag", "Cache-Control", "Content-Language", "Retry-After", "Allow"]) {
      const value = answer.headers.get(name);
      if (value) facts.append(element("dt", { textContent: name }), element("dd", { textContent: value }));
    }
    parts.push(title(words.headers), facts, title(words.answer));
    const whole = /json/.test(kind) ? pretty(text) : text;
    const code = element("pre", { className: "code", tabIndex: 0 }, element("code", { textContent: whole.slice(0, most) || words.empty }));
    code.setAttribute("role", "region");
    code.setAttribute("aria-label", words.answer);
    parts.push(code);
    if (whole.length > most) parts.push(element("p", { className: "small", textContent: words.rest.replace("{n}", whole.length - most) }));
    outcome.replaceChildren(...parts);
  }

  async function take(file) {
    if (file) body.value = await file.text();
    follow();
  }
  seg.addEventListener("change", change);
  send.addEventListener("click", ask);
  find("[data-reset]").addEventListener("click", () => { outcome.replaceChildren(); reset(); });
  form.addEventListener("input", follow);
  form.addEventListener("keydown", e => {
    if (e.key !== "Enter" || !(e.ctrlKey || e.metaKey)) return;
    e.preventDefault();
    ask();
  });
  part("file").addEventListener("change", e => { take(e.target.files[0]); e.target.value = ""; });
  body.addEventListener("drop", e => { if (way() === "csv") take(e.dataTransfer.files[0]); });
  box.append(form);
  change();
}
