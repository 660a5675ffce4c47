// The performance that Lighthouse gives every page, as a phone sees it: the
// median of three runs. Fails where it misses its limit.
import { measured, score } from "./lighthouse.mjs";
import { pages } from "./browser.mjs";

const limit = 95, runs = 3;

await measured(async (url, chrome) => {
  console.log("| page | performance | runs |\n|---|---|---|");
  for (const path of pages) {
    const got = [];
    for (let i = 0; i < runs; i++) got.push((await score(url + path, chrome, ["performance"])).scores.performance);
    const median = [...got].sort((a, b) => a - b)[runs >> 1];
    console.log(`| ${path} | ${median} | ${got.join(", ")} |`);
    if (median < limit) { console.error(`${path}: performance ${median}, limit ${limit}`); process.exitCode = 1; }
  }
});
