// Nothing leaves the device: once a page runs, typing asks no server for
// anything, and no page ever asks another origin. Nothing is said on the
// console under the site's content policy. Every page, theme and language.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { launch, pages, startSite } from "./browser.mjs";
import { at, becomes, drawn, eventually, figures, open, silent, type, unfold } from "./screen.mjs";

let browser, site;
before(async () => { browser = await launch({ serviceWorkers: "allow" }); site = await startSite(); });
after(async () => { await browser?.close(); await site?.stop(); });

/** uses a page as a visitor would: numbers, choices, keys, tools. */
async function use(page, curve) {
  await unfold(page);
  const answer = async () => JSON.stringify(await figures(page));
  const was = await answer();
  await type(page, "spot", "4380.5");
  await eventually(async () => assert.notEqual(await answer(), was, "the answer follows"));
  await type(page, curve ? "contracts.1.futures" : "costs.stock_loan_fee", "1o");
  await type(page, "rate", "2.5%");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Tab");
  await page.locator('label[for="product-IF"]').click();
  if (!curve) {
    await page.locator('label[for="waterfall-full"]').click();
    await page.locator('label[for="dividends-yield"]').click();
    await at(page, "save").click();
  }
  await at(page, "undo").click();
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await page.locator("body").press("t");
  await page.locator("body").press("t");
  await sleep(700); // the address and the device are written when typing pauses
}

/** loads a file into the data page as a visitor would, looks at it and corrects it. */
async function load(page) {
  const text = Array.from({ length: 60 }, (_, i) => `2024-09-13 10:${String(i).padStart(2, "0")},${3100 + i},${3101 + i},${3099 + i},${3100 + i},${10 + i}`);
  await at(page, "data-files").setInputFiles({ name: "bars.csv", mimeType: "text/csv", buffer: Buffer.from(["datetime,open,high,low,close,volume", ...text].join("\n")) });
  await page.locator("table#files tbody tr").waitFor();
  await drawn(page, "#preview");
  await page.locator("table#roles select").last().selectOption("ignore");
  await page.locator("body").press("t");
  await page.locator("body").press("t");
  await sleep(700);
}

/** computes on simulated data as a visitor would, and changes what it computes. */
async function study(page) {
  await page.locator("button[name=sample]").click();
  await drawn(page, "#signals-chart", { timeout: 30_000 });
  await type(page, "window", "3oo");
  await type(page, "window", "300");
  await page.keyboard.press("Tab");
  await page.locator('label[for="price-close"]').click();
  await at(page, "sweep").click();
  await page.locator("table.heat").first().waitFor({ timeout: 30_000 });
  await at(page, "undo").click();
  await page.locator("body").press("t");
  await page.locator("body").press("t");
  await sleep(700);
}

/** studies the basis of simulated data as a visitor would, and asks otherwise. */
async function studied(page) {
  await page.locator("button[name=sample]").click();
  await page.locator("#chart-drivers").waitFor({ timeout: 30_000 });
  await drawn(page, "#chart-history");
  await unfold(page);
  await type(page, "history.average", "1o");
  await type(page, "history.average", "10");
  await page.keyboard.press("Tab");
  await at(page, "value").selectOption("basis");
  await at(page, "undo").click();
  await page.locator("body").press("t");
  await page.locator("body").press("t");
  await sleep(700);
}

for (const path of pages) {
  const [theme, other] = path.startsWith("/en/") ? ["dark", "light"] : ["light", "dark"];
  test(`${path}, ${theme} and ${other}`, async () => {
    const context = await browser.newContext({ colorScheme: theme });
    await context.addInitScript(theme => {
      localStorage.setItem("theme", theme);
      window.refused = [];
      addEventListener("securitypolicyviolation", e => window.refused.push(`${e.violatedDirective} ${e.blockedURI}`));
    }, theme);
    const asked = [];
    context.on("request", r => { if (!/^(blob|data):/.test(r.url())) asked.push(r); });
    const curve = path.endsWith("curve"), data = path.endsWith("data"), signals = path.endsWith("signals"), basis = path.endsWith("basis"), page = await open(context, site.url + path);
    assert.match((await page.request.get(site.url + path)).headers()["content-security-policy"], /style-src 'self'(;|$)/, "the policy is strict");
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    if (curve) await drawn(page, ".chart");
    await page.waitForLoadState("networkidle");
    await becomes(() => page.evaluate(() => document.documentElement.dataset.theme), theme);
    const loaded = asked.length;
    assert.ok(loaded > 5, `only ${loaded} requests were seen`);
    await (data ? load(page) : signals ? study(page) : basis ? studied(page) : use(page, curve));
    await page.locator("body").press("t");
    await becomes(() => page.evaluate(() => document.documentElement.dataset.theme), other);
    await sleep(300); // charts are drawn anew
    const late = [];
    // A program that ends while it is fetched leaves a request without a response, which is never told.
    const response = r => Promise.race([r.response(), sleep(5000, null, { ref: false })]);
    for (const r of asked.slice(loaded)) if (!(await response(r))?.fromServiceWorker()) late.push(`${r.method()} ${new URL(r.url()).pathname.replace(/\.\w{10}\./, ".")}`);
    // Pages of files fetch the programs that read, compute and draw when the first file comes; nothing goes the other way.
    const programs = ["GET /assets/analyst.wasm", "GET /assets/chart.js", "GET /assets/engine.js", "GET /assets/engine.wasm", "GET /assets/reader.wasm", "GET /assets/store.js", "GET /assets/wasm_exec.js"];
    assert.deepEqual(late.filter(r => !((basis || data || signals) && programs.includes(r))), [], "typing asks no server");
    assert.deepEqual(asked.map(r => r.url()).filter(url => new URL(url).origin !== site.url), [], "no other origin is asked");
    if (!curve && !basis && !data && !signals) assert.deepEqual(page.requests.filter(url => /\/(analyst|chart|engine|reader)\b/.test(new URL(url).pathname)), [], "neither chart nor worker is fetched unasked");
    assert.deepEqual(await page.evaluate(() => window.refused), [], "the policy refused nothing");
    silent(page);
    await context.close();
  });
}
