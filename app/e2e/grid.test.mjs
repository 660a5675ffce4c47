// The fine grid is computed by the engine in its Web Worker: the page goes on,
// the work can be stopped, and a worker that is dead is said and replaced.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { launch, startSite } from "./browser.mjs";
import { at, becomes, eventually, figures, open, points, silent, type, wake } from "./screen.mjs";

let browser, site;
before(async () => { browser = await launch(); site = await startSite(); });
after(async () => { await browser?.close(); await site?.stop(); });

/** a page of its own profile that fetches everything from the server. */
async function start() {
  const context = await browser.newContext({ acceptDownloads: true });
  return { context, page: await open(context, `${site.url}/en/`) };
}

const rows = async file => (await readFile(await file.path(), "utf8")).replace(/^\ufeff/, "").trimEnd().split("\r\n").map(l => l.split(","));

/** the reverse return at a loan fee and dividend points, by the formula. */
const reverse = (loan, D) => {
  const S = 4413.187, F = 4312, tau = 98 / 365;
  return (S - F - D - S * 0.001 - F * 0.23e-4 - S * loan * tau) / (F * 0.2 + S * 0.5) / tau;
};

test("201 × 201 cells arrive from the worker as a file", async () => {
  const { context, page } = await start();
  const workers = [];
  page.on("worker", w => workers.push(w.url()));
  const [file] = await Promise.all([page.waitForEvent("download"), at(page, "grid").click()]);
  assert.equal(workers.length, 1, "one worker");
  const table = await rows(file);
  assert.equal(table.length, 202);
  assert.ok(table.every(r => r.length === 202), "a column for each step");
  for (const i of [1, 77, 201]) {
    for (const j of [1, 100, 201]) {
      const [x, y] = [Number(table[0][j]), Number(table[i][0])];
      assert.ok(Math.abs(Number(table[i][j]) - reverse(x, y)) < 1e-12, `cell ${i}, ${j}: ${table[i][j]} at ${x}, ${y}`);
    }
  }
  // A second file comes from the same worker.
  await Promise.all([page.waitForEvent("download"), at(page, "grid").click()]);
  assert.equal(workers.length, 1, "the worker is kept");
  silent(page);
  await context.close();
});

// The worker answers too soon to be caught at it, so what it says is held back.
const slow = () => {
  const real = window.fbEngine;
  window.fbEngine = () => {
    const worker = real(), listen = worker.addEventListener.bind(worker);
    window.held = [];
    worker.addEventListener = (type, f) => listen(type, type !== "message" ? f : e => {
      if (e.data?.total !== undefined) f(e);
      else window.held.push(() => f(e));
    });
    const end = worker.terminate.bind(worker);
    worker.terminate = () => { window.ended = true; end(); };
    return worker;
  };
};

test("progress is shown, the page goes on, and cancelling ends a worker that does not stop", async () => {
  const { context, page } = await start();
  await page.evaluate(slow);
  await at(page, "grid").click();
  await at(page, "grid-job").waitFor();
  await eventually(async () => assert.ok(Number(await page.locator("#grid-job progress").getAttribute("value")) > 0, "rows are counted"));
  assert.equal(await page.locator("#grid-job progress").getAttribute("max"), "201");
  await type(page, "spot", "4400");
  await becomes(async () => (await figures(page))[0][1], points(4400 * (1 + 0.03 * 98 / 365)), "the page answers meanwhile");
  // The page does not wait for the worker, which will not answer: how soon that is, worker.bench.mjs measures.
  await page.locator("#grid-job button").click();
  await at(page, "grid-job").waitFor({ state: "detached" });
  await eventually(async () => assert.match(await page.locator("#toast").textContent(), /cancelled/));
  await becomes(() => page.evaluate(() => !!window.ended), true, "a worker that does not stop is ended");
  await page.evaluate(() => { window.held = []; }); // a worker that is ended says nothing more
  const [file] = await Promise.all([page.waitForEvent("download"), (async () => {
    await at(page, "grid").click();
    await becomes(() => page.evaluate(() => window.held.length), 1);
    await page.evaluate(() => window.held.forEach(f => f()));
  })()]);
  assert.equal((await rows(file)).length, 202, "the next one runs through");
  silent(page);
  await context.close();
});

test("a worker that cannot be loaded, or dies, is said and replaced", async t => {
  for (const [what, pattern] of [["the script", "**/engine*.js*"], ["the program", "**/engine*.wasm"]]) {
    await t.test(what, async () => {
      const { context, page } = await start();
      await page.route(pattern, r => r.abort());
      await at(page, "grid").click();
      await eventually(async () => assert.match(await page.locator(".notes").textContent(), /grid could not be computed/));
      assert.ok(await at(page, "grid").isVisible(), "it can be tried again");
      await type(page, "spot", "4400");
      await becomes(async () => (await figures(page))[0][1], points(4400 * (1 + 0.03 * 98 / 365)), "the page is alive");
      await page.unroute(pattern);
      const [file] = await Promise.all([page.waitForEvent("download"), at(page, "grid").click()]);
      assert.equal((await rows(file)).length, 202);
      // What the browser says of the request that was cut off is its own.
      assert.deepEqual(page.problems.filter(p => !/ERR_FAILED|NetworkError/.test(p)), []);
      await context.close();
    });
  }

  // The program that is asked falls over instead of answering, so many times.
  const falls = times => {
    const real = window.fbEngine;
    window.fbEngine = () => {
      const worker = real();
      if (times-- > 0) worker.postMessage = () => setTimeout(() => worker.dispatchEvent(new MessageEvent("message", { data: { dead: "panic: test" } })), 50);
      return worker;
    };
  };

  await t.test("once in the middle of its work, which nobody notices", async () => {
    const { context, page } = await start();
    await page.evaluate(falls, 1);
    const [file] = await Promise.all([page.waitForEvent("download"), at(page, "grid").click()]);
    assert.equal((await rows(file)).length, 202);
    assert.equal(await page.locator(".notes").getByText("could not be computed").count(), 0);
    silent(page);
    await context.close();
  });

  await t.test("twice over the same work", async () => {
    const { context, page } = await start();
    await page.evaluate(falls, 2);
    await at(page, "grid").click();
    await eventually(async () => assert.match(await page.locator(".notes").textContent(), /grid could not be computed.*panic: test/));
    await Promise.all([page.waitForEvent("download"), at(page, "grid").click()]);
    silent(page);
    await context.close();
  });
});

test("an engine that has grown large is replaced when nobody waits for it", async () => {
  const { context, page } = await start();
  await page.evaluate(() => {
    const real = window.fbEngine;
    window.engines = [];
    window.fbEngine = () => {
      const worker = real(), listen = worker.addEventListener.bind(worker), end = worker.terminate.bind(worker), about = { ended: false };
      window.engines.push(about);
      worker.terminate = () => { about.ended = true; end(); };
      worker.addEventListener = (type, f) => listen(type, type !== "message" ? f : ({ data }) => {
        if (data.memory) about.memory = data.memory;
        f({ data: data.memory && window.engines.length === 1 ? { ...data, memory: 600 * 2 ** 20 } : data });
      });
      return worker;
    };
  });
  for (let i = 0; i < 3; i++) {
    const [file] = await Promise.all([page.waitForEvent("download"), at(page, "grid").click()]);
    assert.equal((await rows(file)).length, 202);
    await becomes(() => page.evaluate(() => window.engines[0].ended), true, "the first is ended");
  }
  const engines = await page.evaluate(() => window.engines);
  assert.deepEqual(engines.map(e => e.ended), [true, false], "the second stays");
  assert.ok(engines.every(e => e.memory > 2 ** 20 && e.memory < 2 ** 27), `memory is told: ${JSON.stringify(engines)}`);
  silent(page);
  await context.close();
});

test("what was typed before the program is there survives its start", async () => {
  const context = await browser.newContext();
  const page = await open(context, `${site.url}/`, { start: false });
  let release;
  const held = new Promise(r => { release = r; });
  await page.route("**/app*.wasm", async r => { await held; await r.continue(); });
  await page.reload();
  await type(page, "spot", "4400.25");
  await type(page, "costs.stock_loan_fee", "1o.6");
  await type(page, "rate", "2.");
  assert.notEqual(await page.locator("html").getAttribute("data-app"), "running");
  release();
  await wake(page);
  await page.keyboard.type("5");
  await becomes(() => at(page, "rate").inputValue(), "2.5", "typing went on across the start");
  assert.equal(await at(page, "spot").inputValue(), "4400.25");
  assert.equal(await at(page, "costs.stock_loan_fee").inputValue(), "1o.6");
  await becomes(async () => (await figures(page))[0][1], points(4400.25 * (1 + 0.025 * 98 / 365)));
  assert.equal(await at(page, "costs.stock_loan_fee").getAttribute("aria-invalid"), "true");
  silent(page);
  await context.close();
});
