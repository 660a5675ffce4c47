// What is typed is kept and handed on: by link, by undo, among tabs, on the
// device, on the clipboard and in files; and where it cannot be, that is said.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { launch, startSite } from "./browser.mjs";
import { at, becomes, cells, controls, eventually, field, figures, open, panel, points, silent, type, unfold, wake } from "./screen.mjs";

let browser, site;
before(async () => { browser = await launch(); site = await startSite(); });
after(async () => { await browser?.close(); await site?.stop(); });

const fair = (S, D = 0) => points(S * (1 + 0.03 * 98 / 365) - D);
const toast = page => page.locator("#toast").textContent();
const link = page => page.evaluate(() => location.hash);
/** waits until the address has taken over what was typed. */
const settled = async (page, part) => eventually(async () => assert.ok((await link(page)).includes(part), `${part} in ${await link(page)}`));
const press = (page, keys) => page.keyboard.press(keys);

/** puts something of its own into every control of the calculator. */
async function fillEverything(page) {
  await page.locator('label[for="product-own"]').click();
  await at(page, "expiry").waitFor();
  await page.locator('label[for="dividends-cash"]').click();
  await at(page, "add-row").click();
  await at(page, "dividends.cash.0.points").waitFor();
  await at(page, "add-row").click();
  await at(page, "dividends.cash.1.points").waitFor();
  await unfold(page);
  const typed = {
    contract: "mine =1 & 2 #100%", date: "2024-10-08", expiry: "2025-01-03", multiplier: "250", tick: "0.5", spot: "4,321.987", futures: "４３００．５",
    rate: "185bp", hurdle: "4.25", "dividends.error": "1.5", "dividends.cash.0.ex_date": "2024-11-11", "dividends.cash.0.points": "3.25",
    "dividends.cash.1.ex_date": "tomorrow?", "dividends.cash.1.points": "1o", "costs.stock_loan_fee": "“nonsense” <b>&amp;", "costs.futures_fee": "万0.5",
    "sensitivity.x_from": "0.5", "sensitivity.x_to": "12", "sensitivity.y_from": "1", "sensitivity.y_to": "",
  };
  for (const [id, text] of Object.entries(typed)) await type(page, id, text);
  let n = 0;
  for (const id of Object.keys(await controls(page))) {
    if (/^costs\./.test(id) && !(id in typed) && await at(page, id).getAttribute("type") === "text") await at(page, id).fill(typed[id] = (0.11 + 0.13 * n++).toFixed(2));
  }
  for (const id of ["costs.round_trip", "costs.buy_back"]) await page.locator(`label[for="${id}"]`).click();
  for (const [id, value] of [["day_count", "act360"], ["sensitivity.x", "rate"], ["sensitivity.y", "costs.stock_cost"], ["sensitivity.output", "upper"]]) {
    await at(page, id).selectOption(value);
  }
  // Choosing a variable empties the ends of its axis.
  for (const id of ["sensitivity.x_from", "sensitivity.x_to", "sensitivity.y_from"]) await type(page, id, typed[id]);
  for (const id of ["waterfall-full", "break_even.goal-rate", "break_even.trade-holder"]) await page.locator(`label[for="${id}"]`).click();
  await page.locator('button[name="convention"][value="huatai"]').click();
  await at(page, "spot").focus();
  await at(page, "spot").blur();
  await settled(page, "convention=huatai");
  return typed;
}

test("a link brings every field back in a fresh profile", async t => {
  const context = await browser.newContext(), page = await open(context, `${site.url}/`);
  const typed = await fillEverything(page);
  const want = await controls(page), hash = await link(page);
  for (const id of ["dividends.cash.1.ex_date", "dividends.cash.1.points", "costs.stock_loan_fee"]) {
    assert.equal(want[id], typed[id], `nonsense in ${id} stays as it was typed`);
  }
  const description = JSON.parse(await readFile(new URL("../../core/openapi/testdata/openapi.json", import.meta.url), "utf8"));
  const resolved = schema => schema.$ref ? description.components.schemas[schema.$ref.split("/").at(-1)] : schema;
  const { properties } = resolved(description.paths["/v1/arb"].post.requestBody.content["application/json"].schema);
  const costs = Object.keys(resolved(properties.costs).properties);
  for (const cost of costs) assert.ok(`costs.${cost}` in want, `costs.${cost} has a field`);

  const fresh = await browser.newContext(), there = await open(fresh, `${site.url}/${hash}`, { start: false });
  await there.locator("html[data-app=running]").waitFor({ state: "attached" });
  await eventually(async () => assert.deepEqual(await controls(there), want));
  assert.deepEqual(await figures(there), await figures(page), "the same answer");
  assert.deepEqual((await cells(panel(there, "h-annual").locator("table"))), await cells(panel(page, "h-annual").locator("table")));
  assert.equal(await there.locator('button[name="convention"][value="huatai"]').getAttribute("aria-pressed"), "true");

  await t.test("and the other language keeps it", async () => {
    await there.locator("header a[hreflang=en]").click();
    await there.locator("html[lang=en]").waitFor({ state: "attached" });
    await eventually(async () => assert.deepEqual(await controls(there), want));
    assert.deepEqual((await figures(there)).map(f => f[1]), (await figures(page)).map(f => f[1]));
    await there.locator("header a[hreflang=zh-CN]").click();
    await there.locator("html[lang=zh-CN]").waitFor({ state: "attached" });
    await eventually(async () => assert.deepEqual(await controls(there), want));
  });
  silent(page);
  silent(there);
  await Promise.all([context.close(), fresh.close()]);
});

test("a link with nonsense in it says what it left out", async () => {
  const context = await browser.newContext();
  const page = await open(context, `${site.url}/en/#contract=IM2412&date=2024-09-13&spot=4400&futures=4312&colour=red&rate=3%&rate=2%`);
  await becomes(async () => (await figures(page))[0][1], points(4400 * (1 + 0.02 * 98 / 365)));
  assert.match(await page.locator(".notes").textContent(), /colour/);
  silent(page);
  await context.close();
});

test("undo and redo, by button and by key", async () => {
  const context = await browser.newContext(), page = await open(context, `${site.url}/`);
  const shown = async () => (await figures(page))[0][1], spot = () => at(page, "spot").inputValue();
  assert.ok(await at(page, "undo").isDisabled(), "nothing to undo yet");
  await type(page, "spot", "4500");
  await becomes(shown, fair(4500));
  await at(page, "dividends.points").focus();
  await type(page, "dividends.points", "10");
  await becomes(shown, fair(4500, 10));
  await at(page, "undo").click();
  await becomes(shown, fair(4500), "the dividends are one step");
  await at(page, "undo").click();
  await becomes(shown, fair(4413.187), "the spot, typed in four keys, is one step");
  await becomes(spot, "4,413.187");
  await at(page, "redo").click();
  await becomes(shown, fair(4500));
  await press(page, "ControlOrMeta+Shift+z");
  await becomes(shown, fair(4500, 10));
  assert.ok(await at(page, "redo").isDisabled());
  await type(page, "spot", "4600");
  await press(page, "ControlOrMeta+z"); // in the field as well
  await becomes(shown, fair(4500, 10));
  await becomes(spot, "4,500.00");
  await press(page, "ControlOrMeta+y");
  await becomes(shown, fair(4600, 10));
  silent(page);
  await context.close();
});

test("saved scenarios survive, four stand side by side, and tabs see each other", async () => {
  const context = await browser.newContext(), page = await open(context, `${site.url}/en/`);
  const table = page => panel(page, "h-saved").locator("table").first();
  const spots = [4401, 4402, 4403, 4404, 4405];
  for (const [i, S] of spots.entries()) {
    await type(page, "spot", String(S));
    await becomes(async () => (await figures(page))[0][1], fair(S));
    if (i % 2) await press(page, "ControlOrMeta+s");
    else await at(page, "save").click();
    await becomes(() => panel(page, "h-saved").locator("button[name=load]").count(), i + 1);
  }
  const prices = async page => (await cells(table(page)))[2].slice(1);
  await becomes(() => prices(page), spots.slice(0, 4).map(S => fair(S)), "four side by side");
  const boxes = page.locator('input[id^="show-"]');
  await page.locator('label[for^="show-"]').nth(4).click();
  await eventually(async () => assert.match(await toast(page), /Hide one first/));
  await becomes(() => boxes.nth(4).isChecked(), false, "a fifth is refused");
  await page.locator('label[for^="show-"]').nth(0).click();
  await page.locator('label[for^="show-"]').nth(4).click();
  await becomes(() => prices(page), spots.slice(1).map(S => fair(S)), "another four");
  await type(page, await page.locator('input[id^="name-"]').nth(1).getAttribute("id"), "High rate & low");
  await press(page, "Tab");

  await page.reload();
  await wake(page);
  await becomes(() => prices(page), spots.slice(1).map(S => fair(S)), "after a reload");
  await becomes(() => page.locator('input[id^="name-"]').nth(1).inputValue(), "High rate & low");

  const other = await open(context, `${site.url}/`);
  await becomes(() => other.locator("button[name=load]").count(), 5, "another tab sees them");
  await type(other, "spot", "4390");
  await becomes(async () => (await figures(other))[0][1], fair(4390));
  await at(other, "save").click();
  await becomes(() => page.locator("button[name=load]").count(), 6, "and is seen");
  await page.locator("button[name=delete]").nth(0).click();
  await becomes(() => other.locator("button[name=load]").count(), 5);
  await other.locator("button[name=load]").nth(4).click();
  await becomes(async () => (await figures(other))[0][1], fair(4390));
  silent(page);
  silent(other);
  await context.close();
});

test("a full device loses nothing and is told", async () => {
  const context = await browser.newContext({ acceptDownloads: true }), page = await open(context, `${site.url}/en/`);
  await at(page, "save").click();
  await becomes(() => page.locator("button[name=load]").count(), 1);
  const kept = await page.evaluate(() => localStorage.getItem("fairbasis.scenarios"));
  await page.evaluate(() => {
    for (let size = 1 << 22, i = 0; size >= 1; size >>= 1) {
      try { for (;;) { localStorage.setItem(`filler${i}`, "x".repeat(size)); i++; } } catch { /* smaller */ }
    }
  });
  await type(page, "spot", "4444");
  await becomes(async () => (await figures(page))[0][1], fair(4444));
  await at(page, "save").click();
  await eventually(async () => assert.match(await page.locator(".notes").textContent(), /no room left/));
  await becomes(() => page.locator("button[name=load]").count(), 2, "the page still has it");
  assert.equal(await page.evaluate(() => localStorage.getItem("fairbasis.scenarios")), kept, "what was stored is untouched");
  await settled(page, "spot=4444");
  const [file] = await Promise.all([page.waitForEvent("download"), at(page, "export-saved").click()]);
  const out = JSON.parse(await readFile(await file.path(), "utf8"));
  assert.equal(out.saved.length, 2, "the download has both");
  await page.evaluate(() => Object.keys(localStorage).filter(k => k.startsWith("filler")).forEach(k => localStorage.removeItem(k)));
  await type(page, "spot", "4445");
  await becomes(async () => (await figures(page))[0][1], fair(4445));
  await at(page, "save").click();
  await becomes(async () => JSON.parse(await page.evaluate(() => localStorage.getItem("fairbasis.scenarios"))).saved.length, 3, "all three once there is room");
  silent(page);
  await context.close();
});

test("damaged storage is kept aside and said", async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => { if (!localStorage.getItem("once")) { localStorage.setItem("once", "1"); localStorage.setItem("fairbasis.scenarios", '{"version":1,"saved":[{'); } });
  const page = await open(context, `${site.url}/en/`);
  await eventually(async () => assert.match(await page.locator(".notes").textContent(), /kept aside/));
  assert.equal(await page.evaluate(() => localStorage.getItem("fairbasis.scenarios.damaged")), '{"version":1,"saved":[{');
  silent(page);
  await context.close();
});

/** the records of a CSV file, read strictly. */
function records(text) {
  const out = [[]];
  for (let i = 0; i < text.length;) {
    let cell = "";
    if (text[i] === '"') {
      for (i++; ; i++) {
        if (text[i] === '"' && text[i + 1] === '"') { cell += '"'; i++; } else if (text[i] === '"') break;
        else cell += text[i] ?? assert.fail("an open quote");
      }
      i++;
    } else while (i < text.length && !",\r\n".includes(text[i])) cell += text[i++];
    out.at(-1).push(cell);
    if (text[i] === ",") i++;
    else if (text.startsWith("\r\n", i)) { i += 2; if (i < text.length) out.push([]); } else assert.equal(i, text.length, `text behind a cell: ${text.slice(i, i + 20)}`);
  }
  return out;
}

const formula = cell => /^[=+\-@\t\r＝＋－＠]/.test(cell) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(cell);

test("the table is copied for a sheet and for a document, and exported as CSV", async t => {
  const context = await browser.newContext({ acceptDownloads: true });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: site.url });
  const page = await open(context, `${site.url}/`);
  await page.locator('label[for="product-own"]').click();
  await at(page, "expiry").waitFor();
  await type(page, "contract", '=HYPERLINK("http://x.example","y")');
  await type(page, "dividends.error", "@SUM(1+1)");
  await settled(page, "HYPERLINK");

  await t.test("copied", async () => {
    await at(page, "copy").click();
    await becomes(() => toast(page), "表格已复制");
    const clip = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const get = async kind => (await item.getType(kind)).text();
      const html = new DOMParser().parseFromString(await get("text/html"), "text/html");
      return { text: await get("text/plain"), html: [...html.querySelectorAll("tr")].map(tr => [...tr.children].map(td => td.textContent)) };
    });
    const lines = clip.text.trimEnd().split("\n").map(l => l.split("\t"));
    assert.ok(lines.length > 40, `only ${lines.length} lines`);
    assert.deepEqual(clip.html.map(r => r.filter(Boolean)), lines.map(r => r.filter(Boolean)), "both forms hold the same cells");
    assert.deepEqual(lines.flat().filter(formula), [], "no cell is a formula");
    const row = lines.find(r => r[0] === "理论价");
    assert.ok(Math.abs(Number(row[1]) - 4448.734314) < 1e-6, `fair value: ${row}`);
  });

  await t.test("exported", async () => {
    const [file] = await Promise.all([page.waitForEvent("download"), at(page, "csv").click()]);
    assert.match(file.suggestedFilename(), /^fairbasis-[\w.-]+\.csv$/);
    const text = await readFile(await file.path(), "utf8");
    assert.equal(text.codePointAt(0), 0xfeff, "spreadsheets see UTF-8");
    const rows = records(text.slice(1));
    assert.deepEqual(rows.flat().filter(formula), [], "no cell is a formula");
    assert.ok(rows.flat().includes(`'=HYPERLINK("http://x.example","y")`), "the text is there, defused");
    assert.ok(rows.flat().includes("'@SUM(1+1)"));
    const gap = rows.find(r => r[0] === "市价 − 理论价");
    assert.ok(Math.abs(Number(gap[1]) + 136.734314) < 1e-6, `a negative number stays a number: ${gap}`);
  });

  await t.test("and so is the curve, whatever a link puts in it", async () => {
    const curve = await open(context, `${site.url}/curve#product=IM&date=2024-09-13&spot=4413.187&contracts.0.contract=IM2409&contracts.0.futures=4416.8&contracts.1.contract=%3D1%2B1&contracts.1.futures=4380&contracts.2.contract=IM2412&contracts.2.futures=4312`);
    const [file] = await Promise.all([curve.waitForEvent("download"), at(curve, "export").click()]);
    const rows = records((await readFile(await file.path(), "utf8")).replace(/^\ufeff/, ""));
    assert.deepEqual(rows.flat().filter(formula), [], "no cell is a formula");
    await at(curve, "copy").click();
    await becomes(() => toast(curve), "表格已复制");
    silent(curve);
  });
  silent(page);
  await context.close();
});

// Last, for the site is gone afterwards.
test("a link works with the site gone", async () => {
  const own = await startSite(), context = await browser.newContext({ serviceWorkers: "allow" });
  const first = await open(context, `${own.url}/`);
  await first.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await becomes(() => first.evaluate(() => !!navigator.serviceWorker.controller), true);
  await own.stop();
  const hash = "#contract=IF2412&date=2024-09-13&spot=3159.247&futures=3142.6&rate=1.85%25&costs.stock_loan_fee=1o.6&dividends=cash&dividends.cash.0.ex_date=2024-10-10&dividends.cash.0.points=5";
  for (const path of ["/", "/en/", "/?from=mail"]) {
    const page = await open(context, own.url + path + hash);
    await becomes(async () => (await figures(page))[0][1], points(3159.247 * (1 + 0.0185 * 98 / 365) - 5 * (1 + 0.0185 * 71 / 365)), path);
    assert.equal((await field(page, "costs.stock_loan_fee")).text, "1o.6");
    await page.close();
  }
  await context.close();
});
