// The calculator and the curve show the published figures, before any script
// runs and after, and every answer follows a changed number on the keystroke.
// The expected values are worked out here from the formulas, or are printed in
// the reports; none comes from the program.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { launch, startSite } from "./browser.mjs";
import { at, becomes, cells, figures, open, panel, percent, points, signed, signedPercent, silent, type } from "./screen.mjs";

let browser, site;
before(async () => { browser = await launch(); site = await startSite(); });
after(async () => { await browser?.close(); await site?.stop(); });

// The Sinolink setting of IM2412 on 2024-09-13: 98 days, 63 trading days.
const example = { S: 4413.187, F: 4312, D: 0, r: 0.03, R: 0.05, days: 98, N: 63, lot: 200,
  fee: 0.23e-4, stock: 0.001, loan: 0.106, heldF: 0.2, heldS: 0.5 };

/** every figure of the page by the formulas of the sheet, in its order. */
function answer(given) {
  const { S, F, D, r, R, days, N, lot, fee, stock, loan, heldF, heldS } = { ...example, ...given };
  const tau = days / 365, fair = S * (1 + r * tau) - D, basis = F - S;
  const forward = (F - S + D - S * stock - F * fee) / (S + F * heldF) / tau;
  const reverse = (S - F - D - S * stock - F * fee - S * loan * tau) / (F * heldF + S * heldS) / tau;
  const upperAt = R => (S * (1 + stock + R * tau) - D) / (1 - fee - R * tau * heldF);
  const lowerAt = R => (S * (1 - stock - (loan + R * heldS) * tau) - D) / (1 + fee + R * tau * heldF);
  const lower = lowerAt(R), upper = upperAt(R);
  const hold = (S * (1 - stock) * (1 + r * tau) - D) / (1 + fee), gain = (hold - F) * (1 + fee);
  const around = 2 * S * stock + F * fee;
  const bands = [
    [fair - around, fair + around],
    [(S * (1 + r * tau - loan * tau - heldS * r * tau) - D) / (1 + heldF * r * tau), (S * (1 + r * tau) - D) / (1 - heldF * r * tau)],
    [lower, upper],
    [lowerAt(r), upperAt(r)],
    [(S * ((1 - stock) - loan * tau - heldS * r * tau - stock) - D) / (1 + fee), (S * ((1 + stock) * (1 + r * tau) + stock) - D) / (1 - fee)],
    [hold, null],
  ];
  // Each bound with its costs switched on one after the other, from the spot
  // to the future; without any, money costs and earns r.
  const up = [[R], [R, stock], [R, stock, fee], [R, stock, fee, heldF]]
    .map(([R, stock = 0, fee = 0, heldF = 0]) => (S * (1 + stock + R * tau) - D) / (1 - fee - R * tau * heldF));
  const down = [[loan, r], [loan, 0], [loan, 0, heldS], [loan, 0, heldS, stock], [loan, 0, heldS, stock, fee], [loan, 0, heldS, stock, fee, heldF]]
    .map(([loan, earned, heldS = 0, stock = 0, fee = 0, heldF = 0]) => (S * (1 - stock - (loan + R * heldS - earned) * tau) - D) / (1 + fee + R * tau * heldF));
  const steps = way => way.map((x, i) => x - (i ? way[i - 1] : fair)).filter(x => x !== 0);
  const rate = (F - S + D) / S;
  return { fair, basis, gap: F - fair, lots: (F - fair) * lot, lower, upper, forward, reverse, gain, bands, up: steps(up), down: steps(down),
    years: [rate, rate * 252 / N, rate * 252 / (N + 1), rate * 365 / days, -rate * 360 / days] };
}

const words = {
  "/": { perLot: x => `每手 ${x} 元`, none: "无套利空间", reverse: x => `反向套利年化 ${x}`, loan: "10.6%" },
  "/en/": { perLot: x => `per lot ${x} CNY`, none: "No arbitrage", reverse: x => `Reverse arb earns ${x} p.a.`, loan: "10.6%" },
};

/** compares the whole page with the arithmetic. */
async function shows(page, path, given) {
  const want = answer(given), w = words[path];
  await becomes(async () => (await figures(page)).map(f => f[1]),
    [points(want.fair), `${points(want.lower)} – ${points(want.upper)}`, signed(want.gap), signed(want.basis)], "the four figures");
  const [, , gap, basis] = await figures(page);
  assert.equal(gap[2], `${signedPercent(want.gap / { ...example, ...given }.S)} · ${w.perLot(signed(want.lots, 0))}`, "gap in percent and per lot");
  assert.ok(basis[2].startsWith(signedPercent(want.basis / { ...example, ...given }.S)), `basis rate: ${basis[2]}`);
  assert.ok(basis[2].includes(signedPercent(want.years[1])), `annualised basis: ${basis[2]}`);
  const trades = await page.locator(".trades .v > span").allTextContents();
  assert.deepEqual(trades, [signedPercent(want.forward), signedPercent(want.reverse), signed(want.gain)], "the three trades");

  const years = await cells(panel(page, "h-annual").locator("table"));
  assert.deepEqual(years.map(r => r[3]), want.years.map(signedPercent), "the five conventions");

  const bands = await cells(panel(page, "h-bands").locator("table"));
  assert.deepEqual(bands.map(r => [r[1], r[2]]), want.bands.map(([lo, up]) => [points(lo), up === null ? "—" : points(up)]), "the bands");

  const falls = panel(page, "h-fall").locator("table");
  for (const [i, [steps, bound]] of [[want.up, want.upper], [want.down, want.lower]].entries()) {
    const printed = (await falls.nth(i).locator("td.n").allTextContents()).map(s => Number(s.replace("\u2212", "-").replaceAll(",", "")));
    const parts = printed.slice(0, -2);
    assert.equal(parts.length, steps.length, "steps of the waterfall");
    parts.forEach((p, k) => assert.ok(Math.abs(p - steps[k]) < 0.0101, `step ${k}: ${p}, not ${steps[k]}`));
    assert.equal(parts.reduce((sum, p) => sum + Math.round(p * 100), 0), Math.round(printed.at(-1) * 100), "the printed steps add up");
    assert.equal(points(printed.at(-2)), points(bound), "they lead to the bound");
  }

  const best = want.gap > 0 ? want.forward : want.reverse;
  assert.equal(await page.locator("h1").textContent(), best >= 0.05 ? w.reverse(signedPercent(best)) : w.none, "the verdict");
  const sentence = await page.locator(".verdict p").textContent();
  for (const part of [points(Math.abs(want.gap)), signedPercent(best)]) assert.ok(sentence.includes(part), `${part} in “${sentence}”`);
  const strip = await page.locator("main svg[role=img]").first().getAttribute("aria-label");
  for (const x of [want.lower, want.fair, want.upper]) assert.ok(strip.includes(points(x)), `${points(x)} on the strip: ${strip}`);
}

for (const path of Object.keys(words)) {
  test(`${path} holds the worked example before any script`, async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await open(context, site.url + path, { start: false });
    // Golden case 11.
    assert.deepEqual((await figures(page)).slice(0, 3).map(f => f[1]), ["4,448.73", "4,242.06 – 4,489.00", "−136.73"]);
    assert.deepEqual((await page.locator(".trades .v > span").allTextContents()).slice(0, 2), ["−7.46%", "−3.51%"]);
    await shows(page, path, {});
    await context.close();
  });

  test(`${path} shows golden case 1 and follows what is typed`, async () => {
    const context = await browser.newContext();
    const page = await open(context, site.url + path);
    await shows(page, path, {});

    // Golden case 1: 6.8769, 5.1577 and 4.2688 %; Xingzheng's sign is the other way round.
    await page.locator('label[for="month-IM2409"]').click();
    const annual = async () => (await cells(panel(page, "h-annual").locator("table"))).map(r => r[3]);
    await becomes(annual, ["+0.08%", "+6.88%", "+5.16%", "+4.27%", "−4.21%"], "IM2409");
    // The basis rates of the four products, as the report prints them.
    for (const [product, b] of [["IF", -0.00039471], ["IC", -0.00138375], ["IH", -0.00064009]]) {
      await page.locator(`label[for="product-${product}"]`).click();
      await becomes(annual, [b, b * 84, b * 63, b * 365 / 7, -b * 360 / 7].map(signedPercent), `${product}2409`);
    }
    await page.locator('label[for="product-IM"]').click();
    await page.locator('label[for="month-IM2412"]').click();
    await shows(page, path, {});

    // The focus stays in the field: nothing waits for it to be left.
    for (const S of [4400, 4801.5]) {
      await type(page, "spot", String(S));
      await shows(page, path, { S });
      assert.equal(await page.evaluate(() => document.activeElement.id), "spot");
      assert.equal(await at(page, "spot").inputValue(), String(S), "the text stays as it was typed");
    }
    await at(page, "spot").blur();
    await becomes(() => at(page, "spot").inputValue(), "4,801.50", "written in the standard form when it is left");
    await type(page, "spot", "4413.187");
    await type(page, "costs.stock_loan_fee", "0");
    await shows(page, path, { loan: 0 });
    await type(page, "costs.stock_loan_fee", "1060bp");
    await type(page, "dividends.points", "２０．５");
    await shows(page, path, { D: 20.5 });
    silent(page);
    await context.close();
  });

  test(`${path}curve holds golden case 8, before any script and after`, async () => {
    const want = ["−8.72%", "−9.52%", "−6.58%", "−5.97%"];
    const interest = { IF: "240,944", IH: "102,293", IC: "246,525", IM: "280,786" };
    for (const script of [false, true]) {
      const context = await browser.newContext({ javaScriptEnabled: script });
      const page = await open(context, `${site.url}${path}curve`, { start: script });
      const rows = await cells(page.locator("table#contracts"));
      assert.deepEqual(rows.slice(0, 4).map(r => r[6]), want, "annualised, contract by contract");
      assert.equal(rows.at(-1)[6], "−7.47%", "weighted by open interest");
      assert.equal(rows.at(-1)[3], "246,525", "open interest");
      assert.equal((await figures(page))[0][1], "−7.47%");
      if (script) {
        for (const [product, total] of Object.entries(interest)) {
          await page.locator(`label[for="product-${product}"]`).click();
          await becomes(async () => (await cells(page.locator("table#contracts"))).at(-1)[3], total, `open interest of ${product}`);
        }
        silent(page);
      }
      await context.close();
    }
  });
}
