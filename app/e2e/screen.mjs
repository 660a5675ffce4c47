// What a visitor sees and does on a page: the tests' eyes and hands. Nothing
// here knows how the page works, only how it is read and operated.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/** the input, list or button of a path; paths hold dots, so not "#path". */
export const at = (page, id) => page.locator(`[id="${id}"]`);

/** a panel by the id of its title. */
export const panel = (page, id) => page.locator(`section[aria-labelledby="${id}"]`);

/**
 * Opens an address. page.problems are the warnings and errors of its console
 * and what broke in it; page.requests the addresses it asked for. With start,
 * the program is woken as a first touch would.
 */
export async function open(context, url, { start = true } = {}) {
  const page = await context.newPage();
  page.problems = [];
  page.requests = [];
  const blocked = "Service Worker registration blocked by Playwright"; // see launch
  page.on("console", m => { if (["error", "warning"].includes(m.type()) && m.text() !== blocked) page.problems.push(`${m.type()}: ${m.text()} ${m.location().url}`); });
  page.on("pageerror", e => page.problems.push(`broke: ${e.stack}`));
  page.on("request", r => { if (!/^(blob|data):/.test(r.url())) page.requests.push(r.url()); });
  await page.goto(url);
  if (start) await wake(page);
  return page;
}

/** wakes the program and waits until it runs. */
export async function wake(page) {
  await page.keyboard.press("Shift");
  await page.locator("html[data-app=running]").waitFor({ state: "attached", timeout: 30_000 });
}

/** replaces the text of a field key by key and leaves the focus in it. */
export async function type(page, id, text) {
  await at(page, id).focus();
  assert.equal(await page.evaluate(() => document.activeElement.id), id, `${id} takes the focus`);
  await page.keyboard.press("ControlOrMeta+a");
  if (text === "") await page.keyboard.press("Delete");
  else await page.keyboard.type(text);
}

/** tries until an assertion holds, or fails as the last try did. */
export async function eventually(check, within = 5000) {
  const end = Date.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (why) {
      if (Date.now() > end) throw why;
      await sleep(25);
    }
  }
}

/** waits until what read returns equals want. */
export const becomes = (read, want, what) => eventually(async () => assert.deepEqual(await read(), want, what));

/** Brings a chart to the screen, where alone charts are drawn, and waits for it. */
export async function drawn(page, chart, options) {
  await shown(page, chart);
  await page.locator(`${chart}[data-drawn] canvas`).first().waitFor(options);
}

/**
 * Scrolls an element into view, in one go: the program may put another in the
 * place of the prerendered one between finding it and scrolling to it.
 */
export async function shown(page, selector) {
  await page.locator(selector).first().waitFor({ state: "attached" });
  await page.evaluate(selector => document.querySelector(selector).scrollIntoView({ block: "nearest" }), selector);
}

/** the texts of an answer's figures: one list for each, label first. */
export const figures = page => page.locator("dl.figs > div").evaluateAll(all => all.map(d => [...d.children].map(x => x.textContent)));

/** the cells of a table: "text" or "text | second line". */
export const cells = table => table.evaluate(t => [...t.querySelectorAll("tbody tr, tfoot tr")].map(tr => [...tr.children].map(td => {
  const second = td.querySelector(".l2"), field = td.querySelector("input");
  if (field) return field.value;
  const copy = td.cloneNode(true);
  copy.querySelectorAll(".l2, .tag, .vh").forEach(x => x.remove());
  return copy.textContent + (second ? ` | ${second.textContent}` : "");
})));

/** what stands at a field: its text, whether it is marked wrong, and the message tied to it. */
export const field = (page, id) => at(page, id).evaluate(el => ({
  text: el.value,
  wrong: el.getAttribute("aria-invalid") === "true",
  says: (el.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean).map(id => document.getElementById(id)?.textContent ?? `no #${id}`).join(" "),
}));

/** the state of every control that holds something typed or chosen, by id. */
export const controls = page => page.locator("main").evaluate(main => Object.fromEntries(
  [...main.querySelectorAll("input[id], select[id]")].filter(el => !/^(name|show)-/.test(el.id))
    .map(el => [el.id, el.type === "radio" || el.type === "checkbox" ? el.checked : el.value]).sort()));

/** opens every disclosure of the page, or of all around it, which covers some of it. */
export const unfold = (page, where = "main") => page.evaluate(where => document.querySelectorAll(`${where} details`).forEach(d => { d.open = true; }), where);

/** fails if the console said anything. */
export const silent = page => assert.deepEqual(page.problems, [], "the console is not empty");

const minus = text => text.replace("-", "\u2212");
const grouped = text => text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");

/** numbers as the page prints them. */
export const points = x => minus(grouped(x.toFixed(2)));
export const signed = (x, decimals = 2) => (x > 0 ? "+" : "") + minus(grouped(x.toFixed(decimals)));
export const percent = x => minus((x * 100).toFixed(2)) + "%";
export const signedPercent = x => (x > 0 ? "+" : "") + percent(x);
