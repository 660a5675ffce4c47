// The signals page: simulated data at once, every input answers, a search runs
// and is stopped, files are handed out, a link brings the settings back, and
// genuine files come to the figures of the core's own golden file.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, startSite } from "./browser.mjs";
import { at, becomes, drawn, eventually, field, open, shown, silent, type, unfold } from "./screen.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const shared = name => join(root, "../shared/data", name);
const missing = existsSync(shared("README.md")) ? false : "the genuine files (../shared/data) are not here";

let browser, site;
before(async () => { browser = await launch(); site = await startSite(); });
after(async () => { await browser?.close(); await site?.stop(); });

/** opens the page in a context of its own, with simulated data where sample is set. */
async function signals(path = "/en/signals", { sample = true, ...options } = {}) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await open(context, site.url + path);
  if (sample) {
    await page.locator("button[name=sample]").click();
    await answered(page);
  }
  return { context, page };
}

const title = page => page.locator("#verdict").textContent();
const said = page => page.locator("#said").textContent();

/** waits for the back-test, and returns what is announced of it: [trades, net]. */
const answered = (page, not) => eventually(async () => {
  const m = /(?:Back-test of|回测) ([\d,]+) .*?([+−]?[\d.]+%)/.exec(await said(page));
  assert.ok(m, await said(page));
  if (not) assert.notDeepEqual([m[1], m[2]], not);
  return [m[1], m[2]];
}, 30_000);

/** the text of the file that a press hands over. */
async function saved(page, what, as) {
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 30_000 }), page.locator(`button[name=${what}][value=${as}]`).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** the rows of a CSV without quoted commas, by their heads. */
function table(bytes) {
  const [head, ...rows] = bytes.toString("utf8").replace(/^\ufeff/, "").trim().split(/\r?\n/).map(l => l.split(","));
  return rows.map(r => Object.fromEntries(head.map((h, i) => [h, r[i]])));
}

test("the page stands before the program, with the settings of the report", async () => {
  for (const [path, name] of [["/signals", "多项式信号与主动对冲"], ["/en/signals", "Polynomial signals and the active hedge"]]) {
    const context = await browser.newContext({ javaScriptEnabled: false }), page = await context.newPage();
    await page.goto(site.url + path);
    assert.equal(await title(page), name);
    for (const [id, text] of Object.entries({ order: "4", window: "450", take_profit: "1.10", stop_loss: "−1.30" })) assert.equal((await field(page, id)).text, text, id);
    // Golden case 12: what the report published.
    const main = await page.locator("main").textContent();
    for (const figure of ["−12.04%", "−3.30%", "−0.57%", "24.21%"]) assert.ok(main.includes(figure), figure);
    await context.close();
  }
});

test("simulated data: a verdict at once, and every input answers", async () => {
  for (const [path, words] of [["/en/signals", /^(Rising|Falling|Neutral).*; (flat|long|short|already traded today, flat)$/], ["/signals", /^(上升|下跌|中性).*，(空仓|持多仓|持空仓|今日已交易，空仓)$/]]) {
    const { context, page } = await signals(path);
    assert.match(await title(page), words);
    assert.match(await page.locator(".about").textContent(), /IF2412 · 2024-12-20 15:00/);
    await drawn(page, "#signals-chart");
    let now = await answered(page);
    await type(page, "window", "120");
    now = await answered(page, now);
    await page.locator('label[for="price-close"]').click();
    now = await answered(page, now);
    await at(page, "days").selectOption("same_day");
    now = await answered(page, now);
    await page.locator('label[for="directions-long_only"]').click();
    now = await answered(page, now);
    await at(page, "undo").click();
    await at(page, "undo").click();
    await page.keyboard.press("ControlOrMeta+Shift+z");
    assert.equal(await at(page, "days").inputValue(), "same_day");
    assert.equal(await at(page, "preset").inputValue(), "custom");
    await at(page, "preset").selectOption("report001");
    await becomes(() => field(page, "window").then(f => f.text), "450");
    silent(page);
    await context.close();
  }
});

test("what cannot be used is kept as typed, and the last answer stays", async () => {
  const { context, page } = await signals();
  const was = await answered(page);
  for (const [text, says] of [["4", /From 10 to 2,?000; read 4/], ["45o", /Not a number/], ["", /empty|Empty/]]) {
    await type(page, "window", text);
    await eventually(async () => assert.match((await field(page, "window")).says, says));
    const f = await field(page, "window");
    assert.deepEqual([f.text, f.wrong], [text, true]);
  }
  assert.match(await page.locator("#answer").textContent(), /last valid result/);
  assert.deepEqual(await answered(page), was);
  await page.keyboard.press("Escape");
  await becomes(() => field(page, "window"), { text: "450", wrong: false, says: "spans 1.9 sessions, across lunch and overnight" });
  silent(page);
  await context.close();
});

test("a link brings the settings back, and carries no prices", async () => {
  const { context, page } = await signals();
  let want = await answered(page);
  await type(page, "window", "300");
  want = await answered(page, want);
  await page.locator('label[for="price-close"]').click();
  want = await answered(page, want);
  await unfold(page);
  await type(page, "slippage", "0.2");
  await page.keyboard.press("Tab");
  want = await answered(page, want);
  await eventually(() => assert.match(new URL(page.url()).hash, /^#order=4&window=300&price=close&slippage=0\.2$/));
  const other = await open(context, page.url());
  assert.deepEqual([(await field(other, "window")).text, await at(other, "price-close").isChecked(), (await field(other, "slippage")).text], ["300", true, "0.2"]);
  await becomes(() => answered(other), want, "the same files, the same answer");
  assert.equal(await other.getByRole("link", { name: "中文" }).getAttribute("href"), "/signals" + new URL(page.url()).hash);
  silent(page);
  await context.close();
});

test("a search runs, is stopped, and runs through", async () => {
  const { context, page } = await signals();
  await shown(page, "#sweep");
  assert.match(await at(page, "sweep").textContent(), /1,000/);
  await at(page, "sweep").click();
  await eventually(async () => assert.ok(await page.locator("table.heat").count() >= 2), 30_000);
  // What is framed are the present settings, and a press takes over others.
  assert.equal(await page.locator("table.heat .now").count(), 2);
  const other = page.locator("table.heat").first().locator("button").first();
  await other.click();
  await becomes(() => field(page, "window").then(f => f.text), "60");
  await eventually(async () => assert.equal(await page.locator("table.heat .now").count(), 2));
  await page.keyboard.press("ControlOrMeta+z");
  await becomes(() => field(page, "window").then(f => f.text), "450");
  await at(page, "sweep.windows").fill(Array.from({ length: 190 }, (_, i) => 20 + 10 * i).join(" "));
  await page.keyboard.press("Tab");
  await at(page, "sweep").click();
  const job = at(page, "sweep-job");
  await job.waitFor({ timeout: 10_000 });
  await job.getByRole("button").click();
  await job.waitFor({ state: "detached" });
  await becomes(() => at(page, "sweep").isEnabled(), true);
  silent(page);
  await context.close();
});

test("files hold what the page shows", async () => {
  const { context, page } = await signals();
  const [trades] = await answered(page);
  const list = await saved(page, "trades", "csv");
  assert.match(list.name, /IF2412.*\.csv$/);
  assert.equal(table(list.bytes).length, Number(trades));
  const book = await saved(page, "metrics", "xlsx");
  assert.equal(book.bytes.subarray(0, 2).toString(), "PK");
  silent(page);
  await context.close();
});

test("pasted prices become a series", async () => {
  const { context, page } = await signals("/en/signals", { sample: false });
  await page.locator("#more-paste summary").click();
  // A parabola: from the first whole window on it rises and speeds up.
  const prices = Array.from({ length: 300 }, (_, i) => 3000 + i * i / 100);
  await at(page, "paste").fill(prices.map(p => p.toFixed(2)).join("\n"));
  await at(page, "paste-read").click();
  await at(page, "series").waitFor();
  await type(page, "window", "60");
  await page.keyboard.press("Tab");
  await eventually(async () => assert.match(await title(page), /^Rising and speeding up/), 15_000);
  silent(page);
  await context.close();
});

test("offline the page works as before", async () => {
  const { context, page } = await signals("/en/signals", { serviceWorkers: "allow" });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  const was = await answered(page);
  await context.setOffline(true);
  await page.reload();
  await page.keyboard.press("Shift");
  assert.deepEqual(await answered(page), was);
  await context.setOffline(false);
  await context.close();
});

test("genuine minutes of IF and the index: as the core's golden file has them", { skip: missing }, async () => {
  const golden = await readFile(join(root, "core/hedge/testdata/real.golden"), "utf8");
  const block = golden.split(/^(?=\S)/m).find(b => b.startsWith("IF by minutes, report 001"));
  const trades = /(\d+) trades/.exec(block)[1], net = /overlay (-?[\d.]+)/.exec(block)[1];
  const counts = [..."up accelerating,up slowing,down accelerating,down slowing,neutral,none".split(",")].map(name => Number(new RegExp(`(\\d+) ${name}`).exec(block)[1]));
  const { context, page } = await signals("/en/signals", { sample: false });
  await at(page, "signals-files").setInputFiles([shared("min1/IF_1min_sina_2020-04_2021-12.csv"), shared("min1/SH#000300.txt"), shared("daily/Choice_000300_2005-2023.csv")]);
  await eventually(async () => assert.match(await at(page, "index").evaluate(el => el.selectedOptions[0].textContent), /000300.*Choice/), 30_000);
  await eventually(async () => {
    const [n, share] = await answered(page);
    assert.deepEqual([n, Number(share.replace("−", "-").replace("%", ""))], [trades, Math.round(net * 10000) / 100]);
  }, 30_000);
  const { bytes } = await saved(page, "signals", "csv");
  const rows = table(bytes);
  assert.equal(rows.length, counts.reduce((a, b) => a + b));
  ["up accelerating", "up slowing", "down accelerating", "down slowing", "neutral", ""].forEach((name, i) =>
    assert.equal(rows.filter(r => (r.regime ?? "") === name).length, counts[i], name || "no window"));
  silent(page);
  await context.close();
});
