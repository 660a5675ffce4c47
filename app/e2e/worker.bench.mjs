// How long the worker programs take: to start, to read 30 MB and hand the bars
// over, and to stop; and how long the page is held up meanwhile. Fails where a
// median misses its limit.
import { launch, startSite } from "./browser.mjs";
import { help } from "./programs.mjs";
import { at, open } from "./screen.mjs";

const limits = { "longest task of the page": 50, "reading is given up": 150, "the grid is cancelled": 150 };
const rounds = 7;

const browser = await launch({ serviceWorkers: "allow" }), site = await startSite();
const context = await browser.newContext();
const page = await open(context, `${site.url}/en/`, { start: false });
await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
await page.waitForLoadState("networkidle");
await help(page);

const results = await page.evaluate(async rounds => {
  const results = {}, note = (what, ms) => { (results[what] ??= []).push(ms); };
  const timed = async (what, work) => {
    const from = performance.now(), got = await work();
    note(what, performance.now() - from);
    return got;
  };
  const file = bars(2200);
  for (let i = 0; i < rounds; i++) {
    const both = programs();
    await timed("the engine starts", () => ask(both, "surface", {}));
    await timed("the reader starts", () => ask(both, "load", { ref: "none" }));
    const longest = watch();
    const [{ ref }] = await timed("30 MB are saved", () => store.add(new Blob([file, `# ${i}\n`]), "large.csv"));
    await timed("30 MB are read", () => ask(both, "load", { ref }));
    await timed("their bars are handed over, and rows shown", () => ask(both, "rows", { ref, count: 10 }));
    await timed("rows shown again", () => ask(both, "rows", { ref, count: 10 }));
    note("longest task of the page", longest());
    const stop = new AbortController();
    let from;
    setTimeout(() => { from = performance.now(); stop.abort(); }, 20 * i);
    const { fault } = await ask(both, "load", { ref }, { signal: stop.signal });
    if (fault?.code === "canceled") note("reading is given up", performance.now() - from);
    await store.remove([ref]);
    both.terminate();
  }
  return results;
}, rounds);

// A worker that never answers: the page ends it and says so.
const grid = await open(await browser.newContext(), `${site.url}/en/`);
await grid.evaluate(() => {
  const real = window.fbEngine;
  window.fbEngine = () => {
    const worker = real(), listen = worker.addEventListener.bind(worker);
    worker.addEventListener = (type, f) => listen(type, type === "message" ? e => { if (e.data?.total !== undefined) f(e); } : f);
    return worker;
  };
});
results["the grid is cancelled"] = [];
for (let i = 0; i < rounds; i++) {
  await at(grid, "grid").click();
  await at(grid, "grid-job").waitFor();
  results["the grid is cancelled"].push(await grid.evaluate(() => new Promise(done => {
    const from = performance.now();
    new MutationObserver((_, o) => { if (!document.getElementById("grid-job")) { o.disconnect(); done(performance.now() - from); } })
      .observe(document.body, { childList: true, subtree: true });
    document.querySelector("#grid-job button").click();
  })));
}
await browser.close();
await site.stop();

console.log(`Chromium ${browser.version()}, milliseconds`);
console.log("| measured | n | median | largest | limit |\n|---|---|---|---|---|");
for (const [what, times] of Object.entries(results)) {
  const sorted = times.sort((a, b) => a - b), median = sorted[sorted.length >> 1], limit = limits[what];
  console.log(`| ${what} | ${times.length} | ${median.toFixed(1)} | ${sorted.at(-1).toFixed(1)} | ${limit ?? ""} |`);
  if (median > limit) { console.error(`${what}: ${median.toFixed(1)} ms, limit ${limit}`); process.exitCode = 1; }
}
