// Lighthouse on every page, as a phone sees it: accessibility, best practices
// and SEO are exact. Performance is a measurement: lighthouse.bench.mjs.
import { test } from "node:test";
import assert from "node:assert/strict";
import { measured, score } from "./lighthouse.mjs";
import { pages } from "./browser.mjs";

test("Lighthouse, mobile", { timeout: 600_000 }, async t => {
  await measured(async (url, chrome) => {
    for (const path of pages) {
      await t.test(path, async () => {
        const { scores, failed } = await score(url + path, chrome, ["accessibility", "best-practices", "seo"]);
        assert.deepEqual(scores, { accessibility: 100, "best-practices": 100, seo: 100 }, failed);
      });
    }
  });
});
