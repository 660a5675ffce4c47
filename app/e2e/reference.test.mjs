// The reference of the hosted API: a document that works without a program.
// Its list filters, its forms ask what they show and nothing before they are
// told to, and it is there without a network.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { launch, startSite, tool } from "./browser.mjs";
import { at, becomes, eventually, open, wake } from "./screen.mjs";
import { lines, parameters, pretty, query } from "../../static/js/reference/text.mjs";
import { matches } from "../../static/js/reference/filter.mjs";

const axe = await readFile(createRequire(tool("package.json")).resolve("axe-core/axe.min.js"), "utf8");

let browser, site;
before(async () => { browser = await launch({ serviceWorkers: "allow" }); site = await startSite(); });
after(async () => { await browser?.close(); await site?.stop(); });

/** opens the reference where nothing may be refused by the policy of the site. */
async function visit(path, options) {
  const context = await browser.newContext(options);
  await context.addInitScript(() => {
    window.refused = [];
    addEventListener("securitypolicyviolation", e => window.refused.push(`${e.violatedDirective} ${e.blockedURI}`));
  });
  const page = await open(context, site.url + path, { start: false });
  return { context, page };
}

/** fails if something went wrong that no request of a form is to blame for. */
async function clean(page) {
  assert.deepEqual(page.problems.filter(p => !/Failed to load resource.*\/v1\//s.test(p)), []);
  assert.deepEqual(await page.evaluate(() => window.refused), [], "the policy refused nothing");
  assert.deepEqual(page.requests.filter(url => new URL(url).origin !== site.url), [], "no other origin is asked");
}

const asked = page => page.requests.filter(url => new URL(url).pathname.startsWith("/v1/"));

/** the parts of the form of an operation. */
function form(page, name) {
  const box = at(page, `${name}.try`);
  return {
    open: () => box.locator("> summary").click(),
    body: box.locator("textarea"), query: at(page, `${name}.try.query`), by: way => box.locator(`label[for="${name}.try.by-${way}"]`).click(), as: at(page, `${name}.try.as`),
    send: () => box.locator("[data-send]").click(), reset: () => box.locator("[data-reset]").click(),
    outcome: box.locator(".outcome"), answer: box.locator(".outcome pre"),
    says: (text, what) => eventually(async () => assert.match(await box.locator(".outcome").innerText(), text, what)),
  };
}

test("texts of requests and answers", () => {
  assert.equal(pretty('{"a":1.50,"b":[1,2,{"c":"x, [y]: \\"z\\""}],"d":{},"e":[],"f":12345678901234567890}'),
    '{\n  "a": 1.50,\n  "b": [1, 2, { "c": "x, [y]: \\"z\\"" }],\n  "d": {},\n  "e": [],\n  "f": 12345678901234567890\n}', "digits and texts as they came");
  assert.equal(pretty("{ spot"), "{ spot");
  assert.equal(pretty("7"), "7");
  assert.equal(pretty(`{"a":[${Array(60).fill("123").join(",")}]}`).split("\n").length, 64, "what is long stands over lines");
  const pairs = parameters({ spot: 4413.187, dividends: { points: 0 }, contracts: [{ futures: 1 }, { futures: 2 }] });
  assert.equal(lines(pairs), "spot=4413.187\ndividends.points=0\ncontracts.0.futures=1\ncontracts.1.futures=2");
  assert.equal(query("rate=3.50%\n spot=1,2 \n\nname=a%26b&date=2024-09-13 09:31"), "rate=3.50%25&spot=1,2&name=a%26b&date=2024-09-13%2009:31");
  assert.deepEqual(matches("ROLL hedg", ["roll_plan Hedging", "roll", "hedge"]), [true, false, false]);
});

test("the list filters and the forms ask", async () => {
  const { context, page } = await visit("/en/api");
  await page.locator("#find").fill("Repo Forward");
  assert.deepEqual(await page.locator(".side li:visible code").allTextContents(), ["curve"]);
  await page.locator("#find").fill("no such thing");
  assert.equal(await page.locator("#found").textContent(), "No operation matches.");
  await page.locator("#find").fill("roll_pl");
  await page.keyboard.press("Enter");
  await becomes(() => page.evaluate(() => location.hash), "#roll_plan");
  assert.equal(await page.locator("[data-base]").first().textContent(), site.url, "the address of this site");

  const arb = form(page, "arb");
  await arb.open();
  await eventually(async () => assert.match(await arb.body.inputValue(), /"spot": 4413.187/));
  assert.deepEqual(asked(page), [], "nothing is asked unasked");
  await arb.body.focus();
  await page.keyboard.press("ControlOrMeta+Enter");
  await arb.says(/200 OK[\s\S]*"fair_value": 4448\.7343/);
  assert.match(await arb.outcome.innerText(), /X-Request-Id/);
  // What is wrong is named, and stays to be mended.
  const right = await arb.body.inputValue();
  await arb.body.fill(right.replace("4413.187", "-4413.187"));
  await arb.send();
  await arb.says(/422[\s\S]*#\/spot/);
  await arb.body.fill("{ spot");
  await arb.send();
  await arb.says(/400/);
  assert.equal(await arb.body.inputValue(), "{ spot");
  // GET has a body of its own; the other one is still there.
  await arb.by("get");
  await eventually(async () => assert.match(await arb.body.inputValue(), /^spot=4413.187$/m));
  await arb.body.fill(`${await arb.body.inputValue()}\nfields=fair_value`);
  await arb.send();
  await arb.says(/200[\s\S]*ETag[\s\S]*\{\s*"fair_value": 4448\.\d+\s*\}$/);
  await arb.by("json");
  assert.equal(await arb.body.inputValue(), "{ spot");
  await arb.reset();
  await eventually(async () => assert.equal(await arb.body.inputValue(), right));

  const batch = form(page, "batch");
  await batch.open();
  await eventually(async () => assert.match(await batch.body.inputValue(), /"calls"/));
  await batch.send();
  await batch.says(/200[\s\S]*"status": 200[\s\S]*"status": 422/);

  const signals = form(page, "signals");
  await signals.open();
  await signals.by("csv");
  await eventually(async () => assert.match(await signals.body.inputValue(), /^\S*datetime|date|time/));
  await signals.query.fill(`${await signals.query.inputValue()}&tail=3`);
  await signals.as.selectOption("text/csv");
  await signals.send();
  await signals.says(/200[\s\S]*text\/csv/);
  assert.equal((await signals.answer.innerText()).trim().split("\n").length, 4, "a head and three rows");
  await signals.body.fill("time,close\nnever,1\n");
  await signals.send();
  await signals.says(/422/);

  await context.setOffline(true);
  await becomes(() => page.locator(".net").innerText(), "Offline");
  const before = asked(page).length;
  await signals.send();
  await signals.says(/No network/);
  assert.equal(await signals.body.inputValue(), "time,close\nnever,1\n", "what is typed stays");
  assert.equal(asked(page).length, before);
  await context.setOffline(false);
  await clean(page);
  await context.close();
});

test("everyone can use it", async () => {
  for (const [path, colorScheme, widths] of [["/api", "dark", [320, 820]], ["/en/api", "light", [320, 390, 760, 820, 1180, 1440]]]) {
    const { context, page } = await visit(path, { colorScheme, hasTouch: true, viewport: { width: 390, height: 844 } });
    const arb = form(page, "arb");
    await page.evaluate(() => { for (const id of ["arb.request", "history.request", "history.example"]) document.getElementById(id).open = true; });
    await arb.open();
    await eventually(async () => assert.match(await arb.body.inputValue(), /spot/));
    await arb.body.fill('{"spot": "x"}');
    await arb.send();
    await arb.says(/422[\s\S]*#\/spot/);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      assert.deepEqual(await page.evaluate(() => {
        const room = document.documentElement.clientWidth;
        return document.scrollingElement.scrollWidth <= room ? [] : [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > room + 0.5).slice(0, 5).map(e => `${e.tagName}.${e.className} ${e.textContent.slice(0, 30)}`);
      }), [], `${path} scrolls sideways at ${width}`);
    }
    // A link in running text is as large as its words.
    await page.setViewportSize({ width: 390, height: 844 });
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("a[href], button, select, summary, textarea, input:not([type=file], [type=radio])")]
      .filter(e => e.checkVisibility() && !e.closest(".skip, p, dd, td")).filter(e => { const b = e.getBoundingClientRect(); return b.width < 43.95 || b.height < 43.95; })
      .map(e => `${e.tagName} ${e.textContent.slice(0, 30)} ${e.getBoundingClientRect().width}×${e.getBoundingClientRect().height}`).slice(0, 8)), [], "44 px for a finger");
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } })).violations
      .flatMap(v => v.nodes.slice(0, 3).map(n => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary.split("\n")[1]?.trim()}`)));
    assert.deepEqual(found, [], `${path}: axe`);
    const dark = () => page.evaluate(() => document.documentElement.dataset.theme);
    await page.locator("body").press("t");
    assert.equal(await dark(), colorScheme === "dark" ? "light" : "dark");
    await clean(page);
    await context.close();
  }
});

test("the pages lead to it and back, and it is there without a network", async () => {
  const { context, page } = await visit("/en/");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await wake(page);
  await at(page, "spot").fill("4444");
  await eventually(() => assert.match(page.url(), /spot=4444/));
  await page.locator(".nav a", { hasText: "API" }).click();
  await page.waitForURL("**/en/api");
  assert.equal(await page.locator("h1").textContent(), "API reference");
  await page.goBack();
  await page.locator("html[data-app=running]").waitFor({ state: "attached" });
  await eventually(async () => assert.match(await at(page, "spot").inputValue(), /4,?444/));
  await page.locator("body").press("g");
  await page.locator("body").press("a");
  await page.waitForURL("**/en/api");
  await eventually(() => page.evaluate(() => navigator.serviceWorker.controller.state));
  await site.stop();
  await page.goto(`${site.url}/api#arb.try`);
  assert.equal(await page.locator("h1").textContent(), "API 参考");
  const arb = form(page, "arb");
  await arb.says(/示例没有取到/, "an address opens what it leads to");
  await arb.body.fill("{}");
  await arb.send();
  await arb.says(/服务器没有应答/);
  assert.equal(await arb.body.inputValue(), "{}");
  for (const path of ["/openapi.json", "/client/fairbasis.mjs", "/v1/version"]) {
    assert.equal(await page.evaluate(path => fetch(path).then(a => a.status, () => "none"), path), "none", `${path} is not answered from what is kept`);
  }
  await context.close();
});
