// Lighthouse over the built site.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { startSite, launchArgs, chromiumPath, tool } from "./browser.mjs";

const require = createRequire(tool("package.json"));
const lighthouse = (await import(require.resolve("lighthouse"))).default;
const { launch } = await import(require.resolve("chrome-launcher"));

/** does work(address of the site, browser) and ends both. */
export async function measured(work) {
  const site = await startSite();
  const chrome = await launch({ chromePath: chromiumPath(), chromeFlags: launchArgs, ignoreDefaultFlags: true });
  try {
    await work(site.url, chrome);
  } finally {
    chrome.kill();
    await site.stop();
  }
}

// Lighthouse waits for seconds until nothing stirs, so that measured times are
// whole; what is asked of a page's markup is there when the page is loaded.
const hasty = { pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 200, cpuQuietThresholdMs: 0 };

/** the scores of a page in categories, from 0 to 100, and what took from them. */
export async function score(url, chrome, categories) {
  for (let tries = 1; ; tries++) {
    const { lhr } = await lighthouse(url, { port: chrome.port, output: "json", logLevel: "error", onlyCategories: categories, disableFullPageScreenshot: true, ...categories.includes("performance") ? {} : hasty });
    // Chromium has begun to trace only after the page was asked for: no measurement.
    if (lhr.runtimeError?.code === "NO_NAVSTART" && tries < 3) continue;
    assert.equal(lhr.runtimeError, undefined, lhr.runtimeError?.message);
    return {
      scores: Object.fromEntries(categories.map(k => [k, Math.round(lhr.categories[k].score * 100)])),
      failed: Object.values(lhr.audits).filter(a => a.score !== null && a.score < 0.9 && a.scoreDisplayMode !== "informative").map(a => `${a.id} ${a.displayValue ?? ""}`).join("; "),
    };
  }
}
