// The curve page with its chart: when the chart is fetched, what it shows, what
// can be saved of it, and that a link brings everything back. The figures
// expected are worked out here from the prices, or printed in the sources.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { launch, startSite } from "./browser.mjs";
import { at, becomes, cells, controls, drawn, eventually, field, figures, open, silent, type, unfold } from "./screen.mjs";

let browser, site;
before(async () => { browser = await launch(); site = await startSite(); });
after(async () => { await browser?.close(); await site?.stop(); });

/** opens the curve in a context of its own and waits for the live chart. */
async function curve(path = "/curve", options = {}) {
  const context = await browser.newContext(options);
  const page = await open(context, site.url + path);
  await drawn(page, ".chart");
  return { context, page };
}

const contracts = page => cells(page.locator("table#contracts"));
const minus = text => text.replace("-", "\u2212");
const percent = x => minus((x * 100).toFixed(2)) + "%";

/** the bytes of the file that a press hands over. */
async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("the chart is fetched by the curve page and by no other", async () => {
  const context = await browser.newContext();
  const home = await open(context, `${site.url}/`);
  await home.waitForLoadState("networkidle");
  assert.deepEqual(home.requests.filter(r => /chart/.test(r)), [], "the home page asks for the chart");
  await context.close();

  const { context: other, page } = await curve();
  assert.equal(page.requests.filter(r => /\/chart[^/]*\.js$/.test(r)).length, 1);
  silent(page);
  await other.close();
});

test("the chart takes the place of its drawing without a move", async () => {
  const context = await browser.newContext({ viewport: { width: 1180, height: 820 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.moved = 0;
    new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.moved += e.value; })
      .observe({ type: "layout-shift", buffered: true });
    window.refused = [];
    document.addEventListener("securitypolicyviolation", e => window.refused.push(e.violatedDirective));
  });
  await page.goto(`${site.url}/en/curve#roll.beta=1.00`);
  // In one go: the program may be putting another chart in the place of this one.
  const box = () => page.evaluate(() => { const { top, height } = document.querySelector(".chart").getBoundingClientRect(); return [top + scrollY, height]; });
  const before = await box();
  assert.equal(await page.locator(".still circle").count(), 4, "dots of the drawing");
  await drawn(page, ".chart");
  assert.deepEqual(await box(), before);
  // Hovering draws the tooltip; it must not need markup or styles of its own.
  await page.locator(".chart").hover({ position: { x: 300, y: 160 } });
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate(() => window.moved), 0);
  assert.deepEqual(await page.evaluate(() => window.refused), []);
  await context.close();
});

test("a price changes its row, the total, the chart and its table", async () => {
  const { context, page } = await curve("/en/curve");
  const before = await page.locator(".chart canvas").evaluate(c => c.toDataURL());
  await type(page, "contracts.1.futures", "4400");
  const S = 4450.959, r = (4400 - S) / S, annual = (x, N) => x * 252 / (N + 1);
  await becomes(async () => (await contracts(page))[1].slice(5), [`${minus((4400 - S).toFixed(2))} | ${percent(r)}`, percent(annual(r, 18)), percent(r * 365 / 35)]);
  const held = [73474, 30292, 98105, 44654], prices = [4444.8, 4400, 4376.6, 4322.4], N = [3, 18, 63, 121];
  const total = prices.reduce((sum, F, i) => sum + annual((F - S) / S, N[i]) * held[i], 0) / held.reduce((a, b) => a + b);
  assert.equal((await figures(page))[0][1], percent(total));
  await eventually(async () => assert.notEqual(await page.locator(".chart canvas").evaluate(c => c.toDataURL()), before));
  await unfold(page);
  assert.equal((await cells(page.locator("table#repo-table")))[1][2], percent(r * 365 / 35));
  assert.match(await page.locator(".chart").getAttribute("aria-label"), new RegExp(`IC2410 ${percent(r * 365 / 35)}`));
  await page.keyboard.press("ControlOrMeta+z");
  await becomes(() => field(page, "contracts.1.futures").then(f => f.text), "4,419.0");
  silent(page);
  await context.close();
});

test("dividends move the stripped curve and leave the raw one", async () => {
  const { context, page } = await curve();
  await type(page, "contracts.3.dividends", "40");
  await unfold(page);
  const S = 4450.959, far = async () => (await cells(page.locator("table#repo-table")))[3][2];
  await becomes(far, percent((4322.4 + 40 - S) / S * 365 / 189));
  await page.locator('label[for="repo-raw"]').click();
  await becomes(far, percent((4322.4 - S) / S * 365 / 189));
  silent(page);
  await context.close();
});

test("the chart saves as PNG, SVG and CSV", async () => {
  const { context, page } = await curve("/curve", { acceptDownloads: true });
  const press = kind => () => page.locator(`button[name="repo-curve"][value="${kind}"]`).click();
  const png = await saved(page, press("png"));
  assert.match(png.name, /\.png$/);
  assert.equal(png.bytes.toString("latin1", 0, 8), "\x89PNG\r\n\x1a\n");
  const width = await page.locator(".chart").evaluate(e => e.clientWidth);
  assert.equal(png.bytes.readUInt32BE(16), 2 * width, "twice the density of the screen");
  const svg = (await saved(page, press("svg"))).bytes.toString();
  const reader = await context.newPage(); // the site's own policy would report the styles of the parsed file
  const wrong = await reader.evaluate(text => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror")?.textContent, svg);
  assert.equal(wrong, undefined, "well-formed");
  assert.match(svg, /\u22125\.58%/);
  const csv = (await saved(page, press("csv"))).bytes.toString();
  assert.match(csv, /^\ufeff/);
  assert.match(csv, /IC2412 → IC2503,91,-0\.0557/);
  const all = (await saved(page, () => at(page, "export").click())).bytes.toString();
  assert.match(all, /IC2409,2024-09-20,7,3,4444\.8,0,73474,/);
  silent(page);
  await context.close();
});

test("a link brings the whole page back in a fresh profile", async () => {
  const { context, page } = await curve();
  await page.locator('label[for="product-IM"]').click();
  await type(page, "contracts.2.futures", "4,300");
  await type(page, "contracts.2.dividends", "12.5");
  await type(page, "roll.horizon_days", "120");
  await page.locator('label[for="roll.side-long"]').click();
  await page.locator('label[for="repo-raw"]').click();
  await at(page, "convention").selectOption("sinolink");
  await becomes(() => page.evaluate(() => location.hash.includes("convention=sinolink") && location.hash.includes("contracts.2.dividends=12.5")), true);
  const link = page.url(), state = await controls(page), rows = await contracts(page);
  silent(page);
  await context.close();

  const fresh = await browser.newContext();
  const again = await open(fresh, link);
  await drawn(again, ".chart");
  await becomes(() => contracts(again), rows);
  const now = await controls(again);
  for (const id of Object.keys(state)) {
    assert.equal(String(now[id]).replace(/,|(?<=\.\d*)0+$|\.0*$/g, ""), String(state[id]).replace(/,|(?<=\.\d*)0+$|\.0*$/g, ""), id);
  }
  silent(again);
  await fresh.close();
});

test("contracts of one's own work throughout and travel in the link", async () => {
  const { context, page } = await curve("/en/curve");
  await page.locator('label[for="product-own"]').click();
  await type(page, "multiplier", "7");
  await type(page, "contracts.0.contract", "A50 Sep");
  await type(page, "contracts.0.expiry", "2024-09-27");
  await at(page, "add-contract").click();
  await becomes(() => page.evaluate(() => document.activeElement.id), "contracts.4.contract");
  assert.equal((await field(page, "contracts.4.futures")).wrong, false, "an empty row is no mistake");
  for (const [name, text] of [["contract", "A50 Jun"], ["expiry", "2025-06-27"], ["futures", "4300"]]) await type(page, `contracts.4.${name}`, text);
  const S = 4450.959, repo = (F, days) => percent((F / S - 1) * 365 / days);
  await becomes(async () => (await contracts(page)).slice(0, 5).map(r => r[7]), [repo(4444.8, 14), repo(4419, 35), repo(4376.6, 98), repo(4322.4, 189), repo(4300, 287)]);
  const lots = async () => (await cells(page.locator("table#roll-table"))).map(r => r[3]);
  await becomes(lots, [4419, 4376.6, 4322.4, 4300].map(F => Math.round(1e8 / F / 7).toLocaleString("en")));

  await type(page, "contracts.4.expiry", "2024-09-01");
  await becomes(async () => (await field(page, "contracts.4.expiry")).wrong, true);
  await page.keyboard.press("Escape");
  await becomes(() => field(page, "contracts.4.expiry").then(f => [f.text, f.wrong]), ["2025-06-27", false]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  assert.equal((await field(page, "contracts.4.expiry")).text, "2025-06-27");

  await page.locator('button[name="remove-contract"][value="1"]').click();
  await becomes(() => controls(page).then(c => c["contracts.1.contract"]), "IC2412");
  await becomes(() => page.evaluate(() => /product=own.*contracts\.3\.contract=A50/.test(location.hash) && !/contracts\.4/.test(location.hash)), true);
  const link = page.url(), rows = await contracts(page);
  await page.keyboard.press("ControlOrMeta+z");
  await becomes(() => controls(page).then(c => c["contracts.1.contract"]), "IC2410");
  silent(page);
  await context.close();

  const fresh = await browser.newContext();
  const again = await open(fresh, link);
  await becomes(() => contracts(again), rows);
  assert.equal((await field(again, "contracts.3.contract")).text, "A50 Jun");
  silent(again);
  await fresh.close();
});

test("nonsense, an expiry day and missing prices leave the rest alive", async () => {
  const { context, page } = await curve("/en/curve");
  await type(page, "contracts.0.futures", "44o4");
  await becomes(async () => (await field(page, "contracts.0.futures")).wrong, true);
  assert.match((await field(page, "contracts.0.futures")).says, /44o4/);
  assert.equal((await contracts(page))[2][6], "−6.58%");
  await type(page, "contracts.0.futures", "4444.8");
  await becomes(async () => (await field(page, "contracts.0.futures")).wrong, false);

  await type(page, "date", "2024-09-20");
  await becomes(async () => (await contracts(page))[0][7], "n/a");
  assert.match(await at(page, "row-notes").textContent(), /IC2409.*undefined/);

  await type(page, "date", "2024-10-21");
  await becomes(async () => (await contracts(page)).slice(0, 4).map(r => r[0].slice(0, 6)), ["IC2411", "IC2412", "IC2503", "IC2506"]);
  const missing = await field(page, "contracts.0.futures");
  assert.deepEqual([missing.text, missing.wrong], ["", true]);
  await becomes(async () => (await contracts(page))[0][7], "—");
  assert.notEqual((await contracts(page))[1][7], "—");
  await type(page, "date", "2024-09-13");
  await becomes(async () => (await contracts(page))[0][6], "−8.72%");
  silent(page);
  await context.close();
});

test("the chart follows the theme", async () => {
  const { context, page } = await curve("/curve", { colorScheme: "light" });
  const picture = () => page.locator(".chart canvas").evaluate(c => c.toDataURL());
  const light = await picture();
  await page.keyboard.press("t");
  await eventually(async () => assert.notEqual(await picture(), light));
  await page.keyboard.press("t");
  await becomes(picture, light);
  silent(page);
  await context.close();
});
