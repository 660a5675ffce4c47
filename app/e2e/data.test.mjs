// The data page with genuine files: what is recognised and what is found,
// corrections that stay, exports, joined series, files that are refused. What
// is expected was typed from the description of the files and from the files.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { launch, startSite } from "./browser.mjs";
import { at, becomes, cells, drawn, eventually, open, silent, wake } from "./screen.mjs";

const shared = name => join(fileURLToPath(new URL("../../../shared/data/", import.meta.url)), name);
const missing = existsSync(shared("README.md")) ? false : "the genuine files (../shared/data) are not here";

let browser, site;
before(async () => { browser = await launch(); site = await startSite(); });
after(async () => { await browser?.close(); await site?.stop(); });

/** opens the page in a context of its own. */
async function data(path = "/data", options = {}) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await open(context, site.url + path);
  return { context, page };
}

/** chooses files: paths, or {name, text} made here. */
async function choose(page, ...files) {
  const list = files.map(f => typeof f === "string" ? f : { name: f.name, mimeType: "application/octet-stream", buffer: Buffer.from(f.text) });
  await at(page, "data-files").setInputFiles(list);
}

/** waits until so many files are listed and read, and nothing is under way. */
const settled = (page, n) => eventually(async () => {
  assert.equal(await page.locator("table#files tbody tr").count(), n);
  assert.equal(await page.locator(".job").count(), 0);
  assert.equal(await page.locator("table#files .tag").filter({ hasText: /not read yet|还没有读取/ }).count(), 0);
}, 60_000);

/** the row of a file: name | size, recognised, encoding, rows, range. */
const row = async (page, name) => (await cells(page.locator("table#files"))).find(r => r[0].includes(name));

/** the facts that stand without a choice, by label. */
const facts = page => page.locator('section[aria-labelledby="facts-title"] dl.facts').evaluate(dl =>
  Object.fromEntries([...dl.querySelectorAll("dt")].map(dt => [dt.textContent, dt.nextElementSibling.textContent])));

/** what a choice shows, and the evidence below it. */
const choice = (page, id) => at(page, `choice-${id}`).evaluate(el => [el.selectedOptions[0].textContent, document.getElementById(`${el.id}-note`)?.textContent]);

/** the meaning of every column, by its name. */
const roles = page => page.locator("table#roles").evaluate(t => Object.fromEntries([...t.querySelectorAll("tbody tr")].map(tr => [tr.querySelector("th span").textContent, tr.querySelector("select").value])));

const findings = page => page.locator("table#findings tbody tr").evaluateAll(all => all.map(tr => [...tr.children].map(td => td.textContent).join(" / ")));

/** the bytes of the file that a press hands over. */
async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 30_000 }), press()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const minute = (rows, columns = "datetime,open,high,low,close,volume") => ({ name: "made.csv", text: `${columns}\n${rows.join("\n")}\n` });

/** a morning of minute bars that end at the minute they are stamped with. */
function morning(day, first = 3800) {
  return Array.from({ length: 120 }, (_, i) => {
    const m = 9 * 60 + 31 + i, p = first + (i % 7) * 0.2;
    return `${day} ${String(m / 60 | 0).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}:00,${p.toFixed(1)},${(p + 1).toFixed(1)},${(p - 1).toFixed(1)},${p.toFixed(1)},${100 + i}`;
  });
}

test("the empty page says what it gives, and is there before the program", async () => {
  for (const [path, title, local] of [["/data", /把行情文件拖进来/, /数据不上传/], ["/en/data", /Drop a file of bars/, /Data is not uploaded/]]) {
    const context = await browser.newContext({ javaScriptEnabled: false }), page = await context.newPage();
    await page.goto(site.url + path);
    assert.match(await page.locator("h1").textContent(), title);
    assert.match(await page.locator("main").textContent(), local);
    assert.equal(await page.locator("input[type=file]").count(), 1);
    await context.close();
  }
});

test("genuine files are recognised", { skip: missing }, async t => {
  const { context, page } = await data();
  const files = [
    ["min1/IF_1min_sina_2020-04_2021-12.csv", ["新浪 / akshare · 1 分钟", "UTF-8", "21,483", "2020-04-13 13:51 | 2021-12-17 15:00"]],
    ["min1/SH#000300.txt", ["通达信 · 1 分钟", "GB18030", "24,720", "2017-04-27 09:31 | 2017-09-21 15:00"]],
    ["daily/Choice_IF00C1_2010-2023.csv", ["Choice · 日线", "UTF-8 BOM", "3,328", "2010-04-16 | 2023-12-22"]],
    ["daily/Wind_IF_close_matrix_2015-2024.csv", ["Wind 宽表 · 日线", "UTF-8 BOM", null, "2015-04-16 | 2024-01-05"]],
    ["daily/tushare_IF00.csv", ["tushare · 日线", "UTF-8 BOM", "2,000", "2017-03-07 | 2025-05-30"]],
  ];
  await choose(page, ...files.map(([name]) => shared(name)));
  await settled(page, files.length);
  for (const [name, want] of files) {
    await t.test(name, async () => {
      const got = (await row(page, name.split("/")[1])).slice(1, 5);
      assert.deepEqual(got.map((x, i) => want[i] === null ? null : x), want);
    });
  }
  silent(page);
  await context.close();
});

test("minute bars without symbol: facts, evidence, findings, series", { skip: missing }, async () => {
  for (const [path, want] of [["/data", {
    facts: { 格式: "新浪 / akshare", 分隔符: "逗号", 表头: "第 1 行", 周期: "1 分钟", 每日根数: "240 根" },
    stamp: ["自动：结束时刻", "依据：交易时段"], found: /文件中间重复的表头/, rows: /1025, 2049, 3073/,
  }], ["/en/data", {
    facts: { Format: "Sina / akshare", Delimiter: "comma", Header: "row 1", "Bar length": "1 min", "Bars a day": "240" },
    stamp: ["automatic: the end of a bar", "from: trading hours"], found: /The header again inside the file/, rows: /1025, 2049, 3073/,
  }]]) {
    const { context, page } = await data(path);
    await choose(page, shared("min1/IF_1min_sina_2020-04_2021-12.csv"));
    await settled(page, 1);
    const seen = await facts(page);
    for (const [label, value] of Object.entries(want.facts)) assert.equal(seen[label], value, label);
    assert.deepEqual(await choice(page, "stamp"), want.stamp);
    assert.deepEqual(await roles(page), { datetime: "stamp", open: "open", high: "high", low: "low", close: "close", volume: "volume", hold: "open_interest", ...await roles(page).then(r => ({ [Object.keys(r)[0]]: "ignore" })) });
    const found = (await findings(page)).find(f => want.found.test(f));
    assert.match(found, want.rows);
    assert.match(found, /20/);
    const series = await cells(page.locator("table#series"));
    assert.equal(series[0][0].slice(0, 6), "IF2004");
    assert.deepEqual(series[0][1], "2020-04-13 13:51 | 2020-04-17 15:00");
    await page.locator('button[name=whole][value=series]').click();
    await becomes(async () => (await cells(page.locator("table#series"))).length, 21);
    assert.equal((await cells(page.locator("table#series")))[20][0].slice(0, 6), "IF2112");
    silent(page);
    await context.close();
  }
});

test("a correction is read at once, is remembered, and can be taken back", async () => {
  const { context, page } = await data("/en/data");
  await choose(page, minute(morning("2024-09-13"), "datetime,open,high,low,close,volume"));
  await settled(page, 1);
  assert.equal((await roles(page)).close, "close");
  await at(page, "role-4").focus();
  const before = await page.evaluate(() => scrollY);
  await at(page, "role-4").selectOption("settle");
  await becomes(async () => (await roles(page)).close, "settle");
  await page.locator("table#roles .tag").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "role-4", "the focus stays");
  assert.ok(Math.abs(await page.evaluate(() => scrollY) - before) < 200, "the page does not jump");
  await at(page, "choice-symbol").fill("IF2409");
  await at(page, "choice-symbol").press("Enter");
  await eventually(async () => assert.equal((await cells(page.locator("table#series")))[0][0].slice(0, 6), "IF2409"));
  await at(page, "choice-stamp").selectOption("begin");
  await becomes(async () => (await row(page, "made.csv"))[4], "2024-09-13 09:32 | 2024-09-13 11:31");
  await page.waitForTimeout(300);
  await page.reload();
  await page.keyboard.press("Shift");
  await settled(page, 1);
  assert.equal((await roles(page)).close, "settle");
  assert.equal((await cells(page.locator("table#series")))[0][0].slice(0, 6), "IF2409");
  assert.equal((await choice(page, "stamp"))[0], "the beginning of a bar");
  await at(page, "reset").click();
  await becomes(async () => (await roles(page)).close, "close");
  await becomes(async () => (await row(page, "made.csv"))[4], "2024-09-13 09:31 | 2024-09-13 11:30");
  assert.equal(await at(page, "reset").count(), 0);
  silent(page);
  await context.close();
});

test("what cannot be used is refused beside its name, and the others stay", async () => {
  const { context, page } = await data("/en/data");
  const bomb = gzipSync(Buffer.alloc(300 << 20, "1,"));
  await choose(page, minute(morning("2024-09-13")), { name: "letter.pdf", text: "%PDF-1.7\n" }, { name: "nothing.csv", text: "" });
  await at(page, "data-files").setInputFiles([{ name: "bomb.csv.gz", mimeType: "application/gzip", buffer: bomb }]);
  const says = name => page.locator("main .note.err").filter({ hasText: name }).textContent();
  await eventually(async () => assert.match(await says("letter.pdf"), /PDF document.*CSV or XLSX/), 30_000);
  await eventually(async () => assert.match(await says("nothing.csv"), /empty/));
  await eventually(async () => assert.match(await says("bomb.csv.gz"), /unpacks to|at most/), 30_000);
  await settled(page, 1);
  assert.ok(await row(page, "made.csv"));
  for (let n = 3; n > 0; n--) {
    await becomes(() => page.locator("main .note.err").count(), n);
    await page.locator("main .note.err button").first().click();
  }
  await becomes(() => page.locator("main .note.err").count(), 0);
  await context.close();
});

test("rows that were not read are listed, and handed out", async () => {
  const { context, page } = await data("/en/data");
  const rows = morning("2024-09-13");
  rows[4] = rows[4].replace(/^[^,]*/, "2024-02-30 09:35:00");
  rows[9] = "total";
  rows[20] = rows[20].replace(/,[^,]*$/, ",many");
  await choose(page, minute(rows));
  await settled(page, 1);
  assert.equal((await row(page, "made.csv"))[3], "118");
  const found = await findings(page);
  assert.ok(found.some(f => /2024-02-30/.test(f) && / 6 /.test(f)), `row 6: ${found.join("\n")}`);
  assert.ok(found.some(f => /many/.test(f) && / 22 /.test(f)), `row 22: ${found.join("\n")}`);
  const rejected = (await saved(page, () => at(page, "export-rejected").click())).bytes.toString();
  assert.match(rejected, /2024-02-30/);
  assert.match(rejected, /many/);
  const list = (await saved(page, () => at(page, "export-findings").click())).bytes.toString();
  assert.match(list, /2024-02-30/);
  silent(page);
  await context.close();
});

test("a device without room says so, and the file works all the same", async () => {
  const { context, page } = await data("/en/data");
  const cdp = await context.newCDPSession(page); // before anything is saved: the browser asks itself once in a while only
  await cdp.send("Storage.overrideQuotaForOrigin", { origin: site.url, quotaSize: 1000 });
  await choose(page, { ...minute(morning("2024-09-13")), name: "second.csv" });
  const notice = page.locator("main .note.warn").filter({ hasText: "second.csv" });
  await notice.waitFor({ timeout: 20_000 });
  assert.match(await notice.textContent(), /not saved on this device.*until the page is closed/);
  await settled(page, 1);
  await eventually(async () => assert.equal((await cells(page.locator("table#rows")))[0][0], "2024-09-13 09:31"));
  await cdp.send("Storage.overrideQuotaForOrigin", { origin: site.url });
  await notice.getByRole("button", { name: "Save again" }).click();
  await becomes(() => notice.count(), 0);
  await page.reload();
  await page.keyboard.press("Shift");
  await settled(page, 1);
  await context.close();
});

test("what waits its turn is listed and can be canceled", async () => {
  const { context, page } = await data("/en/data");
  const dir = await mkdtemp(join(tmpdir(), "data-"));
  const days = Array.from({ length: 1200 }, (_, i) => new Date(Date.UTC(2015, 0, 5 + i))).filter(d => d.getUTCDay() % 6).map(d => d.toISOString().slice(0, 10));
  const names = ["one.csv", "two.csv", "three.csv"];
  for (const [i, name] of names.entries()) await writeFile(join(dir, name), minute(days.flatMap(d => morning(d, 3000 + 100 * i))).text.repeat(3));
  await at(page, "data-files").setInputFiles(names.map(n => join(dir, n)));
  await page.getByRole("button", { name: "Cancel three.csv" }).click();
  await page.getByRole("button", { name: "Cancel two.csv" }).click();
  await settled(page, 1);
  assert.ok(await row(page, "one.csv"));
  silent(page);
  await context.close();
  await rm(dir, { recursive: true });
});

test("deleting asks first; renaming stays", async () => {
  const { context, page } = await data("/en/data");
  await choose(page, minute(morning("2024-09-13")), { ...minute(morning("2024-09-12")), name: "other.csv" });
  await settled(page, 2);
  await page.getByRole("button", { name: "Open other.csv" }).click();
  await at(page, "rename").click();
  await at(page, "file-name").fill("IF on Thursday");
  await at(page, "file-name").press("Enter");
  await eventually(async () => assert.ok(await row(page, "IF on Thursday")));
  await page.getByRole("button", { name: "Delete made.csv", exact: true }).click();
  await page.getByRole("button", { name: "Keep made.csv" }).click();
  await becomes(() => page.locator("table#files tbody tr").count(), 2);
  await page.getByRole("button", { name: "Delete made.csv", exact: true }).click();
  await page.getByRole("button", { name: "Really delete made.csv" }).click();
  await becomes(() => page.locator("table#files tbody tr").count(), 1);
  await page.reload();
  await page.keyboard.press("Shift");
  await settled(page, 1);
  assert.ok(await row(page, "IF on Thursday"));
  silent(page);
  await context.close();
});

test("two tabs see each other's files", async () => {
  const { context, page } = await data("/en/data");
  const other = await open(context, `${site.url}/en/data`);
  await choose(page, minute(morning("2024-09-13")));
  await settled(page, 1);
  await eventually(async () => assert.ok(await row(other, "made.csv")));
  await other.getByRole("button", { name: "Open made.csv" }).click();
  await at(other, "role-4").selectOption("settle");
  await eventually(async () => assert.equal((await roles(page)).close, "settle"));
  await page.getByRole("button", { name: "Delete made.csv", exact: true }).click();
  await page.getByRole("button", { name: "Really delete made.csv" }).click();
  await becomes(() => other.locator("table#files").count(), 0);
  silent(page);
  silent(other);
  await context.close();
});

test("the chart and the rows show the bars, and move", async () => {
  const { context, page } = await data("/en/data", { viewport: { width: 1180, height: 820 } });
  await choose(page, minute([...morning("2024-09-12"), ...morning("2024-09-13", 3900)]));
  await settled(page, 1);
  const chart = page.locator("#preview");
  await drawn(page, "#preview");
  assert.match(await chart.getAttribute("aria-label"), /240 bars from 2024-09-12 09:31 to 2024-09-13 11:30, low 3,799\.0, high 3,902\.2/);
  const picture = () => chart.locator("canvas").evaluate(c => c.toDataURL());
  const whole = await picture();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await eventually(async () => assert.notEqual(await picture(), whole));
  await page.getByRole("button", { name: "Later", exact: true }).click();
  await eventually(async () => assert.match(await chart.getAttribute("aria-label"), /to 2024-09-13 11:30/));
  await page.getByRole("button", { name: "All", exact: true }).click();
  await eventually(async () => assert.match(await chart.getAttribute("aria-label"), /240 bars/));
  // The wheel zooms with Ctrl, and the engine is asked for what is then in view.
  await chart.hover({ position: { x: 600, y: 100 } });
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -300);
  await page.keyboard.up("Control");
  await eventually(async () => assert.doesNotMatch(await chart.getAttribute("aria-label"), /, 240 bars/));

  const rows = () => cells(page.locator("table#rows"));
  assert.deepEqual((await rows())[0], ["2024-09-12 09:31", "3800.0", "3801.0", "3799.0", "3800.0", "100", "2"]);
  await page.getByRole("button", { name: "Last page" }).click();
  await eventually(async () => assert.deepEqual((await rows()).at(-1)[0], "2024-09-13 11:30"));
  assert.equal((await rows()).at(-1).at(-1), "241");
  await page.getByRole("button", { name: "First page" }).click();
  await eventually(async () => assert.equal((await rows())[0][0], "2024-09-12 09:31"));

  const svg = (await saved(page, () => page.locator('button[name=preview][value=svg]').click())).bytes.toString();
  assert.match(svg, /^<svg/);
  const png = (await saved(page, () => page.locator('button[name=preview][value=png]').click())).bytes;
  assert.equal(png.toString("latin1", 0, 8), "\x89PNG\r\n\x1a\n");
  silent(page);
  await context.close();
});

test("exports read back as they were", async () => {
  const { context, page } = await data("/en/data");
  const rows = morning("2024-09-13");
  await choose(page, minute(rows));
  await settled(page, 1);
  await at(page, "choice-symbol").fill("IF2409");
  await at(page, "choice-symbol").press("Enter");
  await eventually(async () => assert.equal((await cells(page.locator("table#series")))[0][0].slice(0, 6), "IF2409"));
  const csv = await saved(page, () => at(page, "export-csv").click());
  assert.match(csv.name, /\.csv$/);
  const lines = csv.bytes.toString().replace(/^\ufeff/, "").trimEnd().split(/\r?\n/);
  assert.equal(lines.length, 121);
  assert.match(lines[1], /IF2409,2024-09-13 09:31(:00)?,3800\.0,3801\.0,3799\.0,3800\.0,100/);
  const xlsx = await saved(page, () => at(page, "export-xlsx").click());
  assert.equal(xlsx.bytes.toString("latin1", 0, 2), "PK");
  await choose(page, { name: "again.csv", text: csv.bytes });
  await settled(page, 2);
  const again = await row(page, "again.csv");
  assert.deepEqual(again.slice(3, 5), (await row(page, "made.csv")).slice(3, 5));
  silent(page);
  await context.close();
});

test("a future and its index are joined", { skip: missing }, async () => {
  const { context, page } = await data("/en/data");
  await choose(page, shared("daily/Choice_IF00C1_2010-2023.csv"), shared("daily/Choice_000300_2005-2023.csv"));
  await settled(page, 2);
  await at(page, "join-index").selectOption({ index: 1 });
  await at(page, "join").click();
  await drawn(page, "#joined");
  const got = await page.locator("#joined").evaluate(el => Object.fromEntries([...el.closest("section").querySelectorAll("dl.facts dt")].map(dt => [dt.textContent, dt.nextElementSibling.textContent])));
  assert.equal(got["Stamps in all"], "3,328");
  assert.equal(got["Only in futures"], "0");
  silent(page);
  await context.close();
});

test("simulated data is one press away", async () => {
  const { context, page } = await data("/en/data");
  await page.locator('button[name=sample][value=minute]').click();
  await settled(page, 1);
  await drawn(page, "#preview");
  assert.match((await cells(page.locator("table#files")))[0][0], /simulat/i);
  silent(page);
  await context.close();
});

test("offline, files are there and are read", async () => {
  const { context, page } = await data("/en/data", { serviceWorkers: "allow" });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await choose(page, minute(morning("2024-09-13")));
  await settled(page, 1);
  await context.setOffline(true);
  await page.reload();
  await page.keyboard.press("Shift");
  await settled(page, 1);
  await drawn(page, "#preview", { timeout: 20_000 });
  await at(page, "role-4").selectOption("settle");
  await becomes(async () => (await roles(page)).close, "settle");
  await context.close();
});

test("nothing of a file leaves the device", { skip: missing }, async () => {
  const { context, page } = await data("/en/data");
  await choose(page, shared("min1/SH#000300.txt"));
  await settled(page, 1);
  await drawn(page, "#preview");
  assert.deepEqual(page.requests.filter(r => !r.startsWith(site.url)), []);
  const posted = page.requests.filter(r => /000300/.test(r));
  assert.deepEqual(posted, []);
  await context.close();
});

// What falls over is the worker that is asked, so many times, instead of answering.
const falls = ([name, times]) => {
  let real;
  Object.defineProperty(window, name, {
    configurable: true,
    get: () => real && (() => {
      const worker = real();
      window.started = (window.started ?? 0) + 1;
      if (times-- > 0) worker.postMessage = () => setTimeout(() => worker.dispatchEvent(new MessageEvent("message", { data: { dead: "panic: test" } })), 50);
      return worker;
    }),
    set: f => { real = f; },
  });
};

test("a reader or an engine that falls over while bars are fetched is replaced, and nobody notices", async () => {
  const { context, page } = await data("/en/data");
  await choose(page, minute(morning("2024-09-13")));
  await settled(page, 1);
  await page.close();
  for (const name of ["fbReader", "fbEngine"]) {
    const again = await context.newPage();
    await again.addInitScript(falls, [name, 1]);
    await again.goto(`${site.url}/en/data`);
    await wake(again);
    await drawn(again, "#preview");
    assert.match(await again.locator("#preview").getAttribute("aria-label"), /120 bars from 2024-09-13 09:31 to 2024-09-13 11:30/);
    assert.equal(await again.evaluate(() => window.started), 2, `${name}: a second one was started`);
    await again.close();
  }
  // Twice over the same work, and it is said; the page goes on.
  const again = await context.newPage();
  await again.addInitScript(falls, ["fbReader", 2]);
  await again.goto(`${site.url}/en/data`);
  await wake(again);
  await eventually(async () => assert.match(await again.locator("main").textContent(), /panic: test/), 30_000);
  await context.close();
});
