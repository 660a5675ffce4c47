// Everyone can use the pages: axe finds nothing, targets are large enough,
// nothing scrolls sideways, the keyboard reaches and does everything, and the
// page holds in forced colours, on paper and without motion.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { launch, pages, startSite, tool } from "./browser.mjs";
import { at, becomes, drawn, eventually, figures, open, panel, points, silent, type, unfold, wake } from "./screen.mjs";

const axe = await readFile(createRequire(tool("package.json")).resolve("axe-core/axe.min.js"), "utf8");

let browser, site;
before(async () => { browser = await launch(); site = await startSite(); });
after(async () => { await browser?.close(); await site?.stop(); });

const isCurve = path => path.endsWith("curve"), isData = path => path.endsWith("data"), isSignals = path => path.endsWith("signals"), isBasis = path => path.endsWith("basis");
const fair = S => points(S * (1 + 0.03 * 98 / 365));

/** brings a page into its fullest state: saved scenarios, remarks, rows, everything open. */
async function fill(page, path) {
  await unfold(page);
  if (isCurve(path)) {
    await drawn(page, ".chart");
    await type(page, "contracts.1.futures", "44x");
    await type(page, "roll.horizon_days", "90");
  } else if (isSignals(path)) {
    await page.locator("button[name=sample]").click();
    await drawn(page, "#signals-chart", { timeout: 30_000 });
    await type(page, "window", "4x");
    await at(page, "sweep").click();
    await page.locator("table.heat").first().waitFor({ timeout: 30_000 });
  } else if (isBasis(path)) {
    await page.locator("button[name=sample]").click();
    await page.locator("#chart-drivers").waitFor({ timeout: 30_000 });
    await drawn(page, "#chart-history");
    await unfold(page);
    await type(page, "history.band", "7x");
    // Rows of a table are alike: thirty stand for hundreds, which would be looked at for minutes.
    await page.evaluate(() => document.querySelectorAll("main tbody").forEach(b => [...b.rows].slice(30).forEach(r => r.remove())));
  } else if (isData(path)) {
    const bars = Array.from({ length: 90 }, (_, i) => `2024-09-13 ${String(9 + (31 + i) / 60 | 0).padStart(2, "0")}:${String((31 + i) % 60).padStart(2, "0")}:00,38${i % 9}0,38${i % 9}2,38${i % 9}${i === 50 ? 5 : 0},38${i % 9}1,${i === 60 ? "many" : i}`);
    const file = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
    await at(page, "data-files").setInputFiles([file("bars.csv", `datetime,open,high,low,close,volume\n${bars.join("\n")}\n`), file("letter.pdf", "%PDF-1.7\n")]);
    await drawn(page, "#preview", { timeout: 30_000 });
    await page.locator("main .note.err").waitFor();
    await at(page, "join").click();
    await drawn(page, "#joined");
    await page.locator("button[name=delete]").first().click();
    await page.locator("button[name=really]").waitFor();
  } else {
    await page.locator('label[for="dividends-cash"]').click();
    await at(page, "add-row").click();
    await at(page, "dividends.cash.0.points").waitFor();
    await type(page, "dividends.cash.0.ex_date", "2025-01-10");
    await type(page, "dividends.cash.0.points", "5");
    await type(page, "dividends.error", "2");
    await type(page, "costs.stock_loan_fee", "1o.6");
    await at(page, "save").click();
    await panel(page, "h-saved").locator("button[name=load]").waitFor();
  }
  await unfold(page, "body");
  await sleep(200);
}

/** what axe finds, in a line for each; of what holds it only counts, which halves its work. */
const findings = page => page.evaluate(async () => {
  const { violations } = await window.axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
  return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary.split("\n")[1]?.trim()}`));
});

/** elements that reach beyond the right edge at a width. */
async function beyond(page, width) {
  await page.setViewportSize({ width, height: 900 });
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= room) return [];
    return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > room + 0.5 && !e.closest(".scroll, .fx, .vh"))
      .slice(0, 5).map(e => `${e.tagName}.${e.className?.baseVal ?? e.className} “${e.textContent.slice(0, 20)}” to ${Math.round(e.getBoundingClientRect().right)}`);
  });
}

/** what is pressed and smaller than that many pixels at a size. */
async function small(page, size, least) {
  await page.setViewportSize(size);
  return page.evaluate(least => {
    const out = [];
    for (const e of document.querySelectorAll("a[href], button, input, select, summary, [role=button]")) {
      // A box is pressed through its label as well. A link in running text
      // is excepted, and so is what is not shown.
      if (e.closest(".skip") || e.closest("p a") || !e.checkVisibility({ visibilityProperty: true }) || e.disabled) continue;
      const boxes = [e, ...(e.matches("input[type=radio], input[type=checkbox], input[type=file]") ? e.labels : [])].map(x => x.getBoundingClientRect());
      const [width, height] = [["left", "right"], ["top", "bottom"]].map(([from, to]) => Math.max(...boxes.map(b => b[to])) - Math.min(...boxes.map(b => b[from])));
      if (width && (width < least - 0.05 || height < least - 0.05)) out.push(`${e.tagName} ${e.id || e.name || e.className || e.textContent} ${width.toFixed(1)}×${height.toFixed(1)}`);
    }
    return [...new Set(out)];
  }, least);
}

/** fails if something moves, or would. */
async function still(page) {
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("*")].filter(e => {
    const s = getComputedStyle(e), moves = list => list.split(",").some(t => parseFloat(t) > 0.001);
    return moves(s.transitionDuration) || s.animationName !== "none" && moves(s.animationDuration);
  }).slice(0, 5).map(e => `${e.tagName}.${e.className}`)), []);
  assert.deepEqual(await page.evaluate(() => document.getAnimations().length), 0);
}

/** on paper there are formulas and figures, and no controls. */
async function paper(page, path) {
  await page.evaluate(() => document.querySelectorAll("details").forEach(d => { d.open = false; }));
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const shown = await page.evaluate(() => [...document.querySelectorAll("button, nav, .step, .toasts, .mini, summary.btn")].filter(e => e.checkVisibility({ visibilityProperty: true }))
    .map(e => `${e.tagName} ${e.id || e.className || e.textContent}`));
  assert.deepEqual(shown, [], "controls on paper");
  if (!isCurve(path) && !isData(path) && !isSignals(path) && !isBasis(path)) {
    assert.ok(await page.locator("#more-formulas .fx").isVisible(), "the formulas");
    assert.ok((await page.locator("#more-formulas .fx").boundingBox()).height > 60);
  }
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor.replace(/rgba\(0, 0, 0, 0\)/, "rgb(255, 255, 255)")), "rgb(255, 255, 255)", "paper is white");
  assert.ok((await page.pdf({ format: "A4" })).length > 10_000);
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
}

// A page is the same markup in both languages: where its words could make a
// difference is the narrowest screen, and there the second language is looked
// at. Colours depend neither on the width nor on the words. What computes on
// files is looked at on a tablet as well, its tables being the widest.
const [wide, tablet, middle, narrow] = [{ width: 1440, height: 900 }, { width: 1180, height: 820 }, { width: 820, height: 1180 }, { width: 390, height: 844 }];
const second = path => path.startsWith("/en/");
const looks = path => [...second(path) ? [["dark", narrow]] : [["light", wide], ["dark", middle], ["light", narrow]], ...isSignals(path) ? [[second(path) ? "dark" : "light", tablet]] : []];

/** the words of a page without charts, which the program draws in another way, and what only this device knows. */
const words = page => page.locator("main").evaluate(main => {
  const copy = main.cloneNode(true);
  copy.querySelectorAll('.chart, [aria-labelledby="storage-title"]').forEach(el => el.remove());
  return copy.textContent;
});

// One visit to each page: before its program runs, then live. The first
// language is used at a desk and without motion, the second on a phone.
for (const path of pages) {
  test(`${path}: readable still, starts at the first touch without a word, axe finds nothing, nothing scrolls sideways, targets are large enough, paper is for reading`, async t => {
    const context = await browser.newContext({ bypassCSP: false, ...second(path) ? { hasTouch: true, isMobile: true, viewport: narrow } : { reducedMotion: "reduce" } });
    await context.addInitScript(axe);
    const page = await open(context, site.url + path, { start: false });
    const look = (when, colorScheme, size) => t.test(`${when}, ${colorScheme}, ${size.width}`, async () => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      // Colours fade from one theme to the other.
      await page.evaluate(() => new Promise(requestAnimationFrame).then(() => Promise.allSettled(document.getAnimations().map(a => a.finished))));
      assert.deepEqual(await findings(page), []);
    });
    assert.equal(await page.evaluate(() => document.documentElement.dataset.app), "still");
    if (!isBasis(path) && !isData(path) && !isSignals(path)) assert.match(await page.locator("main").innerText(), /\d,\d{3}\.\d/, "the worked example has figures");
    const before = await words(page);
    await unfold(page, "body");
    await look("before it starts", second(path) ? "light" : "dark", narrow);
    if (!second(path)) await page.setViewportSize({ width: 1280, height: 720 });
    await wake(page);
    assert.equal(await words(page), before, "the program draws what was prerendered");
    await t.test("on paper", () => paper(page, path));
    if (!second(path)) {
      await t.test("no motion where none is wanted", async () => {
        if (path === "/") {
          await type(page, "spot", "4500");
          await at(page, "undo").click(); // figures that change so would flash
          await page.locator("dd.flash").first().waitFor();
        }
        await still(page);
      });
    }

    await fill(page, path);
    for (const [colorScheme, size] of looks(path)) await look("live, everything open", colorScheme, size);
    for (const width of [320, 390, 720, 820, 1180, 1440]) assert.deepEqual(await beyond(page, width), [], `at ${width}`);
    if (!second(path)) {
      assert.deepEqual(await small(page, wide, 24), [], "24 px for a mouse");
      await (await context.newCDPSession(page)).send("Emulation.setTouchEmulationEnabled", { enabled: true });
      assert.ok(await page.evaluate(() => matchMedia("(pointer: coarse)").matches));
    }
    for (const size of second(path) ? [narrow] : [narrow, middle]) assert.deepEqual(await small(page, size, 44), [], `44 px for a finger at ${size.width}`);
    assert.deepEqual(page.requests.filter(r => !r.startsWith(site.url + "/")), [], "nothing from elsewhere");
    silent(page);
    await context.close();
  });
}

test("the tab order follows the page, and the focus is seen", async () => {
  const context = await browser.newContext();
  let page;
  for (const [path, width, order] of [
    ["/en/", 1280, ["skip", "top", "contract", "inputs", "tools", "panels"]],
    ["/en/", 390, ["skip", "top", "contract", "tools", "inputs", "panels"]],
    ["/en/curve", 1280, ["skip", "top", "answer", "tools", "panels", "foot"]],
    ["/en/basis", 1280, ["skip", "top", "answer", "tools", "answer", "foot"]],
    ["/en/signals", 1280, ["skip", "top", "inputs", "answer", "tools", "panels"]],
    ["/en/signals", 390, ["skip", "top", "answer", "tools", "inputs", "panels"]],
    ["/en/data", 1280, ["skip", "top", "answer", "panels", "foot"]],
  ]) {
    if (!page?.url().endsWith(path)) page = await open(context, site.url + path);
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(() => scrollTo(0, 0));
    await page.mouse.click(1, 1);
    const stops = [];
    for (let i = 0; i < 200; i++) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const e = document.activeElement;
        if (!e || e === document.body) return null;
        const shown = x => {
          const s = getComputedStyle(x);
          return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 || x.matches(".ctl") && s.boxShadow !== "none";
        };
        // The ring is on the element, on the frame around it, or on the label that stands for it.
        const around = [e, e.closest(".ctl"), e.nextElementSibling?.tagName === "LABEL" ? e.nextElementSibling : null].filter(Boolean);
        return { name: e.id || e.name || e.textContent.trim().slice(0, 20), step: e.matches(".step"), ring: around.some(shown),
          part: e.closest(".skip") ? "skip" : e.closest("header") ? "top" : e.closest(".pick") ? "contract" : e.closest(".tools:not(.save)") ? "tools"
            : e.closest(".answer") ? "answer" : e.closest(".ask") ? "inputs" : e.closest("main") ? "panels" : e.closest("footer") ? "foot" : "other" };
      });
      if (!stop) break;
      if (stops.length && stop.part === "skip") break;
      stops.push(stop);
    }
    assert.deepEqual(stops.filter(s => s.step), [], "steppers are no stops");
    assert.deepEqual(stops.filter(s => !s.ring).map(s => s.name), [], "every stop shows its focus");
    const parts = stops.map(s => s.part).filter((p, i, all) => p !== all[i - 1]);
    assert.deepEqual(parts, order, `${path} at ${width}`);
  }
  await context.close();
});

test("the keys do what the list says", async () => {
  const context = await browser.newContext();
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: site.url });
  const page = await open(context, `${site.url}/en/`);
  const active = () => page.evaluate(() => document.activeElement.id), value = id => at(page, id).inputValue(), press = k => page.keyboard.press(k);
  const shown = async () => (await figures(page))[0][1];
  const leave = () => page.evaluate(() => document.activeElement.blur());
  await press("/");
  await becomes(active, "futures");
  await press("ArrowUp");
  await becomes(() => value("futures"), "4,312.2");
  await press("Shift+ArrowDown");
  await becomes(() => value("futures"), "4,310.2");
  await press("Alt+ArrowUp");
  await becomes(() => value("futures"), "4,310.22");
  await type(page, "spot", "4500");
  await press("Enter");
  await becomes(() => value("spot"), "4,500.00", "Enter commits");
  assert.equal(await active(), "spot");
  await type(page, "spot", "46");
  await press("Escape");
  await becomes(() => value("spot"), "4,500.00", "Escape restores");
  await becomes(shown, fair(4500));
  await press("t");
  await leave();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme ?? ""), "", "a letter typed into a field is a letter");
  await press("ControlOrMeta+z");
  await becomes(() => value("spot"), "4,500.00");
  for (const [key, contract] of [["1", "IM2409"], ["2", "IM2410"], ["4", "IM2503"], ["3", "IM2412"], ["]", "IF2412"], ["[", "IM2412"], ["[", "IC2412"], ["]", "IM2412"]]) {
    await press(key);
    await eventually(async () => assert.ok((await page.locator(".about").textContent()).includes(contract), `${key} leads to ${contract}: ${await page.locator(".about").textContent()}`));
  }
  await press("t");
  await becomes(() => page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await press("t");
  await becomes(() => page.evaluate(() => document.documentElement.dataset.theme), "light");
  await press("?");
  await becomes(() => page.locator("#keys dl").isVisible(), true);
  await press("Escape");
  await becomes(() => page.locator("#keys dl").isVisible(), false);
  await press("ControlOrMeta+s");
  await becomes(() => page.locator("button[name=load]").count(), 1);
  await press("ControlOrMeta+Shift+c");
  await becomes(() => page.locator("#toast").textContent().then(s => s.trim()), "Link copied");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  await press("g");
  await press("u");
  await page.waitForURL(/\/en\/curve/);
  await page.locator("table#contracts").waitFor();
  await press("]");
  await becomes(() => page.locator("table#contracts th[scope=row]").first().textContent().then(s => s.slice(0, 6)), "IM2409");
  await press("g");
  await press("d");
  await page.waitForURL(/\/en\/data/);
  await press("/");
  await becomes(active, "data-files");
  await leave();
  await press("g");
  await press("c");
  await page.waitForURL(/\/en\/(#|$)/);
  await at(page, "futures").waitFor();
  await press("?");
  await page.locator('label[for="keys-on"]').click();
  await page.locator("#settings > summary").press("Escape");
  await leave();
  await press("t");
  await press("/");
  await sleep(200);
  assert.notEqual(await active(), "futures", "single letters are off");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "light");
  silent(page);
  await context.close();
});

/** how many colours cover at least a thousandth of a picture of an element. */
async function colours(page, locator) {
  const picture = await locator.screenshot();
  const blank = await page.context().newPage();
  const count = await blank.evaluate(async data => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const seen = new Map(), { data: px } = pen.getImageData(0, 0, image.width, image.height);
    for (let i = 0; i < px.length; i += 4) { const c = px[i] << 16 | px[i + 1] << 8 | px[i + 2]; seen.set(c, (seen.get(c) ?? 0) + 1); }
    return [...seen.values()].filter(n => n > px.length / 4000).length;
  }, picture.toString("base64"));
  await blank.close();
  return count;
}

test("in forced colours the drawings are still drawings", async () => {
  const context = await browser.newContext({ forcedColors: "active" }), page = await open(context, `${site.url}/`);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, forcedColors: "active" });
    assert.ok(await colours(page, page.locator("main svg[role=img]").first()) >= 4, `strip, ${colorScheme}: ground, band, text and marks differ`);
    assert.ok(await colours(page, panel(page, "h-fall").locator("table").first()) >= 3, `waterfall, ${colorScheme}: ground, text and bars differ`);
  }
  await context.close();
});
