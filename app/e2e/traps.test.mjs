// Six inputs that go wrong: each is answered for at its own field, in both
// languages, the text stays as it was typed and the rest of the page goes on.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { launch, startSite } from "./browser.mjs";
import { at, becomes, cells, eventually, field, figures, open, panel, points, silent, type, unfold } from "./screen.mjs";

let browser, site, context;
before(async () => { browser = await launch(); site = await startSite(); context = await browser.newContext(); });
after(async () => { await browser?.close(); await site?.stop(); });

const words = {
  "/": {
    nonsense: "不是数字：“1o.6”。请写成 10.6", expired: "IM2412 已于 2024-12-20 到期，早于估值日 2024-12-23。请换更晚的合约或更早的日期",
    positive: "必须大于 0", outside: "不在计入的日期之内，已略去", undefined: "没有年化收益", na: "无意义", noDay: "没有剩余交易日（N = 0）",
    unlisted: "IM2703 在 2024-09-13 未上市", estimated: "2027-03-19 为估计", days: /约 \d+ 交易日（估计）/, kept: /最后一次有效/,
  },
  "/en/": {
    nonsense: "Not a number: “1o.6”. Write 10.6", expired: "IM2412 expired on 2024-12-20, before 2024-12-23. Choose a later contract or an earlier date",
    positive: "Must be above 0", outside: "Outside the days that count; left out", undefined: "No annual return", na: "n/a", noDay: "no trading day left (N = 0)",
    unlisted: "IM2703 is not listed on 2024-09-13", estimated: "2027-03-19 estimated", days: /about \d+ trading \(estimated\)/, kept: /last valid answer/,
  },
};

const fair = (S, days, D = 0) => points(S * (1 + 0.03 * days / 365) - D);
const shown = page => figures(page).then(f => f[0][1]);
const says = (page, id, text) => eventually(async () => {
  const now = await field(page, id);
  assert.ok(now.says.includes(text), `at ${id}: “${now.says}”, not “${text}”`);
});

/** what must hold whenever a field is refused. */
async function refused(page, w, id, text, message) {
  await says(page, id, message);
  assert.deepEqual(await field(page, id).then(f => [f.text, f.wrong]), [text, true], `${id} keeps its text and is marked`);
  assert.match(await page.locator("#kept").textContent(), w.kept);
  assert.ok(await page.locator("dl.figs.stale").count(), "the answer is greyed");
  const whole = await page.locator("body").innerText();
  assert.doesNotMatch(whole, /NaN|Infinity|undefined\b(?! )|[{}]/);
}

for (const [path, w] of Object.entries(words)) {
  // One page for all of them: a link followed in it leaves nothing of the one before.
  let page;
  const start = async () => {
    const link = "#contract=IM2412&date=2024-09-13&spot=4413.187&futures=4312";
    page ??= await open(context, site.url + path);
    await page.evaluate(link => {
      document.activeElement.blur();
      location.hash = link;
      dispatchEvent(new HashChangeEvent("hashchange")); // what was typed last may not stand in the address yet
    }, link);
    await becomes(() => page.locator("main [aria-invalid=true], #kept, dl.figs.stale").count(), 0);
    await becomes(() => shown(page), fair(4413.187, 98));
    await becomes(() => at(page, "spot").inputValue(), "4,413.187");
    await unfold(page);
    return page;
  };
  /** the field is in sight and has the focus: nothing folds away under the fingers. */
  const stays = async (page, id) => {
    assert.equal(await page.evaluate(() => document.activeElement.id), id, `correcting ${id} does not lose the focus`);
    assert.ok(await at(page, id).isVisible(), `${id} is in sight`);
  };

  test(`${path} nonsense`, async () => {
    const page = await start();
    await type(page, "costs.stock_loan_fee", "1o.6");
    await refused(page, w, "costs.stock_loan_fee", "1o.6", w.nonsense);
    await type(page, "spot", "4400");
    await becomes(() => shown(page), fair(4400, 98), "the fair value does not need the loan fee");
    assert.equal((await field(page, "costs.stock_loan_fee")).text, "1o.6");
    await type(page, "costs.stamp_duty", "x");
    await becomes(async () => (await field(page, "costs.stamp_duty")).wrong, true);
    await type(page, "costs.stamp_duty", "0");
    await becomes(async () => (await field(page, "costs.stamp_duty")).wrong, false);
    await stays(page, "costs.stamp_duty");
    await type(page, "costs.stock_loan_fee", "10.6");
    await becomes(() => page.locator("#kept").count(), 0, "all is well again");
    await stays(page, "costs.stock_loan_fee");
    silent(page);
  });

  test(`${path} an expired contract`, async () => {
    const page = await start();
    await type(page, "date", "2024-12-23");
    await refused(page, w, "contract", "IM2412", w.expired);
    assert.equal((await field(page, "date")).text, "2024-12-23", "the date stays as typed");
    await type(page, "spot", "4400");
    await becomes(() => shown(page), fair(4400, 98), "the last day that was possible answers");
    await type(page, "date", "2024-12-18");
    await becomes(() => shown(page), fair(4400, 2));
    await stays(page, "date");
    silent(page);
  });

  test(`${path} the expiry day`, async () => {
    const page = await start();
    await type(page, "date", "2024-12-20");
    await becomes(() => page.locator("h1").textContent(), w.undefined);
    await becomes(() => shown(page), "4,413.19", "no time is left: the fair value is the spot");
    const years = await cells(panel(page, "h-annual").locator("table"));
    assert.equal(years[1][3], `${w.na} | ${w.noDay}`, "252/N divides by nothing");
    assert.equal(years[2][3], "\u2212577.79%", "252/(N + 1) does not"); // −101.187 ÷ 4413.187 × 252
    assert.match(years[3][3], new RegExp(`^${w.na} | `));
    assert.equal(await page.locator(".trades .v > span").first().textContent(), w.na);
    assert.doesNotMatch(await page.locator("body").innerText(), /NaN|Infinity/);
    assert.equal((await field(page, "date")).wrong, false, "the expiry day is a day like any other");
    await type(page, "spot", "4400");
    await becomes(() => shown(page), "4,400.00");
    silent(page);
  });

  for (const S of ["0", "-5", "−0.2"]) {
    test(`${path} a spot of ${S}`, async () => {
      const page = await start();
      await type(page, "spot", S);
      await refused(page, w, "spot", S, w.positive);
      await type(page, "futures", "4300");
      await becomes(async () => (await figures(page))[2][1], "−148.73", "the future is compared with the last fair value"); // 4300 − 4448.734
      await type(page, "rate", "0");
      await becomes(() => shown(page), "4,413.19");
      silent(page);
    });
  }

  test(`${path} a dividend after expiry`, async () => {
    const page = await start();
    await page.locator('label[for="dividends-cash"]').click();
    for (const [i, [ex, amount]] of [["2024-12-23", "30"], ["2024-10-10", "10"]].entries()) {
      await at(page, "add-row").click();
      await at(page, `dividends.cash.${i}.ex_date`).waitFor();
      await type(page, `dividends.cash.${i}.ex_date`, ex);
      await type(page, `dividends.cash.${i}.points`, amount);
    }
    await says(page, "dividends.cash.0.ex_date", w.outside);
    assert.equal((await field(page, "dividends.cash.0.ex_date")).wrong, false, "a remark, not a refusal");
    assert.equal((await field(page, "dividends.cash.1.ex_date")).says, "");
    // 10 points on 2024-10-10 earn interest for the 71 days that are left.
    await becomes(() => shown(page), fair(4413.187, 98, 10 * (1 + 0.03 * 71 / 365)), "one counts, the other does not");
    silent(page);
  });

  test(`${path} a contract of 2027`, async () => {
    const page = await start();
    await type(page, "contract", "IM2703");
    await says(page, "contract", w.unlisted);
    await says(page, "contract", w.estimated);
    await eventually(async () => assert.match(await page.locator(".facts").first().textContent(), w.days));
    await becomes(() => shown(page), fair(4413.187, 917), "calendar days are exact: 2024-09-13 to 2027-03-19");
    await type(page, "date", "2026-10-12");
    await becomes(() => shown(page), fair(4413.187, 158));
    await says(page, "contract", w.estimated);
    assert.equal((await field(page, "contract")).wrong, false, "computed, with a remark");
    silent(page);
  });
}
