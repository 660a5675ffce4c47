// How long the signals page takes over 400,000 one-minute bars: from the file's
// being read to the painted chart, from a key to the painted answer, and a
// search over 1,000 settings on one engine and on two; and the longest task of
// the main thread meanwhile. Says which limits are missed, and fails then.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { launch, startSite } from "./browser.mjs";
import { at, eventually, open, shown } from "./screen.mjs";

const samples = 9, sweeps = 5, bars = 400_000;
const limits = { "file read to painted chart": 300, "key to painted answer": 100, "1,000 settings, two engines": 1000, "longest task": 50 };
const gain = 1.6; // of two engines over one

/** seven years of one-minute bars: a random walk in ticks of 0.2 points, about 1.2 % a day. */
function years() {
  const two = n => String(n).padStart(2, "0"), lines = ["datetime,open,high,low,close,volume,open_interest\n"];
  let seed = 20_240_913, price = 40_000; // tenths of a point
  const random = n => { seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0; return Math.floor(seed / 2 ** 32 * n); };
  const points = tenths => `${Math.floor(tenths / 10)}.${tenths % 10}`;
  for (let day = Date.UTC(2018, 7, 1); lines.length <= bars; day += 86_400_000) {
    if (new Date(day).getUTCDay() % 6 === 0) continue;
    const date = new Date(day).toISOString().slice(0, 10);
    for (let i = 1; i <= 240; i++) {
      const m = i <= 120 ? 570 + i : 660 + i, first = price + 2 * (random(3) - 1);
      price = Math.max(20_000, first + 2 * (random(31) - 15) + 2 * (random(31) - 15));
      lines.push(`${date} ${two(m / 60 | 0)}:${two(m % 60)}:00,${points(first)},${points(Math.max(first, price) + 2)},${points(Math.min(first, price) - 2)},${points(price)},${100 + random(900)},${90_000 + random(9000)}\n`);
    }
  }
  return Buffer.from(lines.join(""));
}

/** notes in window.clock when each operation was asked and answered, when something was painted after, and the long tasks. */
const watch = engines => {
  if (engines) Object.defineProperty(navigator, "hardwareConcurrency", { value: engines });
  const clock = window.clock = { asked: [], answered: [], painted: [], pressed: [], drawn: 0, tasks: [] };
  for (const kind of ["keydown", "click"]) addEventListener(kind, e => clock.pressed.push(e.timeStamp), true);
  const Plain = window.Worker;
  let workers = 0;
  window.Worker = class extends Plain {
    constructor(...a) {
      super(...a);
      const names = new Map(), worker = ++workers;
      this.addEventListener("message", ({ data }) => {
        if (names.has(data?.id) && data.total === undefined && data.need === undefined) {
          clock.answered.push({ op: names.get(data.id), at: performance.now(), worker, fault: Boolean(data.fault) });
          names.delete(data.id);
        }
      });
      const post = this.postMessage;
      this.postMessage = (m, ...rest) => {
        if (m?.op && m.id !== undefined) {
          names.set(m.id, m.op);
          clock.asked.push({ op: m.op, at: performance.now(), worker });
        }
        return post.call(this, m, ...rest);
      };
    }
  };
  const frame = new MessageChannel();
  let waiting = false;
  frame.port1.onmessage = () => { waiting = false; clock.painted.push(performance.now()); };
  addEventListener("DOMContentLoaded", () => new MutationObserver(list => {
    if (list.some(m => m.attributeName === "data-drawn" && m.target.id === "signals-chart" || [...m.addedNodes].some(n => n.nodeName === "CANVAS"))) clock.drawn = performance.now();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => frame.port2.postMessage(0)); // comes after the frame
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true }));
  new PerformanceObserver(list => clock.tasks.push(...list.getEntries().map(e => ({ at: e.startTime, ms: e.duration })))).observe({ type: "longtask" });
};

const results = [];
const note = (what, times) => {
  const sorted = [...times].sort((a, b) => a - b);
  results.push({ what, n: times.length, median: sorted[times.length >> 1], max: sorted.at(-1) });
  return sorted[times.length >> 1];
};

const browser = await launch({ serviceWorkers: "allow" }), site = await startSite();
const version = browser.version(), buffer = years();
const folder = await mkdtemp(join(tmpdir(), "bars-")), path = join(folder, "IF2503.csv");
await writeFile(path, buffer);

/** a page with the file, and how long it took from the file's being read to the chart. */
async function visit(engines) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
  await context.addInitScript(watch, engines);
  const page = await open(context, `${site.url}/en/signals`);
  await page.waitForLoadState("networkidle");
  await sleep(500);
  const since = await page.evaluate(() => performance.now());
  await page.locator("#signals-files").setInputFiles(path);
  const shown = await eventually(async () => {
    const clock = await page.evaluate(() => window.clock), { answered, drawn } = clock;
    const read = answered.find(a => a.op === "load"), view = answered.find(a => a.op === "signals");
    if (!read || !view || drawn < view.at) throw new Error(`no chart within a minute: ${JSON.stringify(answered)}`);
    const asked = clock.asked.find(a => a.op === "signals");
    return { opened: read.at - since, chart: drawn - read.at, steps: [asked.at - read.at, view.at - asked.at, drawn - view.at] };
  }, 60_000);
  await quiet(page);
  return { context, page, since, shown };
}

/** waits until nothing is asked and nothing painted for a while. */
const quiet = page => eventually(async () => {
  const wait = await page.evaluate(() => {
    const c = window.clock;
    return c.asked.length > c.answered.length || performance.now() - Math.max(c.painted.at(-1) ?? 0, c.answered.at(-1)?.at ?? 0) < 400;
  });
  if (wait) throw new Error("the page does not come to rest");
}, 60_000);

/** the longest task of the main thread since a moment. */
const longest = (page, since) => page.evaluate(since => Math.max(0, ...window.clock.tasks.filter(t => t.at >= since).map(t => t.ms)), since);

const opened = [], charts = [], steps = [[], [], []], tasks = { "file": [], "a key": [], "a search": [] };
for (let i = 0; i < 3; i++) {
  const { context, page, since, shown } = await visit();
  opened.push(shown.opened);
  charts.push(shown.chart);
  shown.steps.forEach((ms, k) => steps[k].push(ms));
  tasks.file.push(await longest(page, since));
  await context.close();
}
note("file dropped to read", opened);
note("file read to painted chart", charts);
["until it is asked for", "until it is answered", "until it is drawn"].forEach((what, k) => note(`- ${what}`, steps[k]));

{
  const { context, page } = await visit();
  const keys = [[], [], [], []];
  await at(page, "window").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Backspace");
  await quiet(page);
  for (let i = 0; i < samples + 2; i++) { // the first two warm up
    const since = await page.evaluate(() => performance.now());
    await page.keyboard.press(i % 2 ? "Backspace" : "0"); // 450, 45, 450, ...
    const took = await eventually(async () => {
      const { pressed, asked, answered, painted } = await page.evaluate(() => window.clock);
      const key = pressed.find(t => t >= since), first = list => Math.max(...["signals", "backtest"].map(op => list.find(a => a.op === op && a.at > key)?.at ?? Infinity));
      const shown = painted.find(t => t >= first(answered));
      if (!shown) throw new Error("a key was not answered within twenty seconds");
      return [shown - key, first(asked) - key, first(answered) - first(asked), shown - first(answered)];
    }, 20_000);
    if (i >= 2) took.forEach((ms, k) => keys[k].push(ms));
    await quiet(page);
    tasks["a key"].push(await longest(page, since));
  }
  ["key to painted answer", "- until all is asked for", "- until all is answered", "- until it is painted"].forEach((what, k) => note(what, keys[k]));
  await context.close();
}

/** the times of searches, from the press to the painted maps. */
async function search(engines) {
  const { context, page } = await visit(engines), times = [];
  await shown(page, "#sweep");
  for (let i = 0; i < sweeps + 1; i++) {
    const since = await page.evaluate(() => performance.now());
    await at(page, "sweep").click();
    const took = await eventually(async () => {
      const enabled = await at(page, "sweep").isEnabled(), c = await page.evaluate(() => window.clock);
      const parts = c.asked.filter(a => a.op === "sweep" && a.at >= since), done = c.answered.filter(a => a.op === "sweep" && a.at >= since);
      if (done.some(d => d.fault)) throw new Error("the search was refused");
      const shown = c.painted.find(t => t >= Math.max(...done.map(d => d.at)));
      if (!shown || done.length < parts.length || !enabled) throw new Error("a search took more than a minute");
      return { ms: shown - c.pressed.find(t => t >= since), workers: new Set(parts.map(p => p.worker)).size };
    }, 60_000);
    if (took.workers !== engines) throw new Error(`${took.workers} engines were asked, not ${engines}`);
    await quiet(page);
    if (i > 0) times.push(took.ms); // the first one starts an engine and hands it the bars
    tasks["a search"].push(await longest(page, since));
  }
  await context.close();
  return times;
}
const two = note("1,000 settings, two engines", await search(2)), one = note("1,000 settings, one engine", await search(1));
for (const [what, times] of Object.entries(tasks)) note(`longest task, ${what}`, times);

await browser.close();
await site.stop();
await rm(folder, { recursive: true });

console.log(`Chromium ${version}, ${bars.toLocaleString("en")} bars, ${(buffer.length / 1e6).toFixed(1)} MB, milliseconds`);
console.log("| measured | limit | n | median | largest |\n|---|---|---|---|---|");
for (const r of results) {
  const limit = Object.entries(limits).find(([what]) => r.what.startsWith(what))?.[1];
  console.log(`| ${r.what} | ${limit ?? ""} | ${r.n} | ${r.median.toFixed(1)} | ${r.max.toFixed(1)} |`);
  if (r.median > limit) { console.error(`${r.what}: ${r.median.toFixed(1)} ms, limit ${limit}`); process.exitCode = 1; }
}
console.log(`two engines: ${(one / two).toFixed(2)} times as fast as one, limit ${gain}`);
if (one / two < gain) { console.error(`two engines are ${(one / two).toFixed(2)} times as fast as one, limit ${gain}`); process.exitCode = 1; }
