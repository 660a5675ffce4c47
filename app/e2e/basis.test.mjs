// The basis page: a file of all contracts fills every part, the table of a week
// is that of a spreadsheet, what is changed is answered and can be taken back,
// the report comes out as files and on paper, and all of it without a network.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, startSite } from "./browser.mjs";
import { at, becomes, cells, drawn, eventually, open, shown, silent, type, unfold } from "./screen.mjs";

const shared = name => fileURLToPath(new URL(`../../../shared/data/daily/${name}`, import.meta.url));
const all = "cffex_basis_daily_2018-10_2024-06.csv", board = "all_contracts_20days_to_2024-09-13.csv";
const missing = existsSync(shared(all)) ? false : "the genuine files (../shared/data) are not here";
const parts = ["overview", "history", "basis", "spread", "stages", "volatility", "seasonality", "events", "drivers"];

let browser, site;
before(async () => { browser = await launch(); site = await startSite(); });
after(async () => { await browser?.close(); await site?.stop(); });

/** opens the page with files, and waits until every part is answered. */
async function basis(path, files, options = {}) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await open(context, site.url + path);
  if (files) await at(page, "basis-files").setInputFiles(files);
  else await page.locator("button[name=sample]").click();
  await filled(page);
  return { context, page };
}

const filled = page => eventually(async () => {
  for (const part of parts) assert.ok(await page.locator(`section[aria-labelledby="${part}-title"] button[value=xlsx]`).count(), `${part} has no table`);
  assert.equal(await page.locator(".stale").count(), 0);
}, 60_000);

const title = page => page.locator("#verdict").textContent();
const table = (page, id) => cells(at(page, id));
const box = (page, id) => page.locator(`label[for="${id}"]`).click();

/** what a press hands over. */
async function saved(page, name, value) {
  const button = page.locator(`button[name="${name}"][value=${value}]`).first();
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 30_000 }), button.evaluate(b => b.click())]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** the rows of a CSV without quoted commas, by their heads. */
const rows = text => {
  const [head, ...lines] = text.replace(/^\ufeff/, "").trim().split(/\r?\n/).map(l => l.split(","));
  return lines.map(l => Object.fromEntries(head.map((h, i) => [h, l[i]])));
};
const signed = (x, decimals) => (x > 0 ? "+" : "") + (100 * x).toFixed(decimals).replace("-", "\u2212") + "%";

test("every contract of five years: all parts, a week as a spreadsheet has it, changes, files, paper, no network", { skip: missing }, async () => {
  const { context, page } = await basis("/en/basis", shared(all), { serviceWorkers: "allow" });
  assert.match(await title(page), /^IF at a (discount|premium), \d+(st|nd|rd|th) percentile since /);
  for (const chart of ["#chart-history", "#chart-stages", "#chart-spread-days"]) await drawn(page, chart);
  for (const plot of ["basis-level", "spread-level", "volatility", "months", "year", "events", "drivers"]) assert.ok(await page.locator(`#chart-${plot} svg.plot`).count(), plot);

  // The week to 2023-03-17, by hand from the rows of the file.
  const data = rows(await readFile(shared(all), "utf8"));
  await type(page, "overview.date", "2023-03-15");
  await page.keyboard.press("Tab");
  const want = ["IF", "IH", "IC", "IM"].map(product => {
    const of = day => data.filter(r => r.symbol.startsWith(product) && r.date.startsWith(day)), now = of("2023-03-17"), then = of("2023-03-10");
    const main = now.reduce((a, b) => Number(b.volume) > Number(a.volume) ? b : a), before = then.find(r => r.symbol === main.symbol);
    const interest = now.reduce((sum, r) => sum + Number(r.hold), 0);
    return [main.symbol, signed(main.spot_close / before.spot_close - 1, 2), signed(main.close / before.close - 1, 2), signed(main.close / main.spot_close - 1, 3), (interest / 10_000).toFixed(2)];
  });
  await eventually(async () => assert.deepEqual((await table(page, "overview")).map(r => [r[1], r[2], r[3], r[4], r[8]]), want), 15_000);
  await page.locator("button[name=week][value='-1']").click();
  await becomes(() => at(page, "overview.date").inputValue(), "2023-03-10");

  // What is changed is answered; the link carries it; it is taken back.
  const was = await page.locator("#chart-basis-level").getAttribute("aria-label");
  await at(page, "of").selectOption("volume");
  await eventually(async () => assert.notEqual(await page.locator("#chart-basis-level").getAttribute("aria-label"), was), 15_000);
  await at(page, "spread.definition").selectOption("points");
  await eventually(async () => assert.doesNotMatch(await page.locator("#chart-spread-level").getAttribute("aria-label"), /%/), 15_000);
  await filled(page);
  await becomes(async () => /of=volume.*spread\.definition=points/.test(page.url()), true);
  const other = await open(context, page.url());
  await filled(other);
  assert.deepEqual([await at(other, "of").inputValue(), await at(other, "spread.definition").inputValue(), await title(other)], ["volume", "points", await title(page)]);
  await other.close();
  for (let i = 0; i < 2; i++) await at(page, "undo").click();
  await eventually(async () => assert.equal(await page.locator("#chart-basis-level").getAttribute("aria-label"), was), 15_000);
  await filled(page);

  // Tables, charts and the report are files, and a file goes in again.
  const csv = await saved(page, "overview", "csv");
  assert.match(csv.name, /\.csv$/);
  assert.match(csv.bytes.toString("utf8"), /IF2303,/);
  const days = rows((await saved(page, "chart-history", "csv")).bytes.toString("utf8"));
  assert.ok(days.length > 1300 && days.every(d => /^\d{4}-\d\d-\d\d$/.test(Object.values(d)[0])), `${days.length} days`);
  for (const chart of ["chart-history", "chart-months"]) {
    assert.equal((await saved(page, chart, "png")).bytes.subarray(1, 4).toString(), "PNG");
    assert.match((await saved(page, chart, "svg")).bytes.toString("utf8"), /^<svg[^]*<\/svg>$/);
  }
  for (const part of parts.slice(4)) await box(page, `report.${part}`);
  const text = (await saved(page, "report", "md")).bytes.toString("utf8");
  assert.match(text, /^# .*IF/);
  assert.match(text, /\| CSI 300 \|/);
  assert.doesNotMatch(text, /NaN|undefined/);
  const book = await saved(page, "weekly", "xlsx");
  assert.equal(book.bytes.subarray(0, 2).toString(), "PK");

  // On paper: the chosen parts, and nothing to press.
  await page.evaluate(() => document.querySelectorAll("details").forEach(d => { d.open = false; }));
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const visible = selector => page.evaluate(selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility({ visibilityProperty: true })).map(e => e.id || e.textContent.slice(0, 30)), selector);
  assert.deepEqual(await visible("button, input, select, nav, summary, .drop"), []);
  assert.deepEqual(await visible("main h2"), ["overview-title", "history-title", "basis-title", "spread-title"]);
  assert.ok(await page.locator("#terms-history dl").isVisible(), "definitions and sources");
  assert.ok((await page.pdf({ format: "A4" })).length > 30_000);
  await page.emulateMedia({ media: "screen" });

  // The same without a network.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  const said = await title(page), figures = await table(page, "overview");
  await context.setOffline(true);
  await page.reload();
  await page.keyboard.press("Shift");
  await eventually(async () => assert.equal(await title(page), said), 60_000);
  await eventually(async () => assert.deepEqual(await table(page, "overview"), figures), 30_000);
  await context.setOffline(false);
  assert.deepEqual(page.requests.filter(url => !url.startsWith(site.url + "/")), [], "nothing from elsewhere");
  silent(page);
  await context.close();
});

test("table 1 of report 001, for its own week, to every printed digit", { skip: missing }, async () => {
  // Golden case 1: settlements of 2024-09-06, from which the report counts the change of the contract.
  const settled = "date,contract,settle\n2024-09-06,IF2409,3231.2\n2024-09-06,IC2409,4525.8\n2024-09-06,IM2409,4494.4\n2024-09-06,IH2409,2265.8\n";
  const context = await browser.newContext(), page = await open(context, `${site.url}/basis`);
  await at(page, "basis-files").setInputFiles([{ name: board, mimeType: "text/csv", buffer: await readFile(shared(board)) }, { name: "settle.csv", mimeType: "text/csv", buffer: Buffer.from(settled) }]);
  // Index, contract, basis rate, mean of 20 days, volume and open interest.
  const want = {
    "沪深300": ["−2.23%", "−2.27%", "−0.039%", "−0.143%", "8.88", "24.09"], "上证50": ["−2.55%", "−2.71%", "−0.064%", "−0.099%", "4.74", "10.23"],
    "中证500": ["−1.91%", "−1.79%", "−0.138%", "−0.312%", "9.19", "24.65"], "中证1000": ["−2.11%", "−1.73%", "+0.082%", "−0.386%", "15.67", "28.08"],
  };
  await eventually(async () => assert.deepEqual(Object.fromEntries((await table(page, "overview")).map(r => [r[0], [r[2], r[3], r[4], r[6], r[7], r[8]]])), want), 60_000);
  silent(page);
  await context.close();
});

test("a workbook of a part is a file like any other", async () => {
  const { context, page } = await basis("/en/basis");
  await unfold(page);
  await shown(page, "#seasonality-title");
  const book = await saved(page, "history_summary", "xlsx");
  assert.equal(book.bytes.subarray(0, 2).toString(), "PK");
  const data = await open(context, `${site.url}/en/data`);
  await at(data, "data-files").setInputFiles({ name: "again.xlsx", mimeType: "application/octet-stream", buffer: book.bytes });
  await eventually(async () => assert.match(await data.locator("main").textContent(), /again\.xlsx/), 30_000);
  silent(page);
  await context.close();
});
