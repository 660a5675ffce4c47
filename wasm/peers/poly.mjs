// Fits a polynomial of degree 4 to the last 450 bars, at every bar, with our
// kernels and with other programs: processor time a bar, and how many signs of
// the slope are not those of exact arithmetic, on a random walk and on a series
// that stays at its limit for days.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const order = 4;
const window = 450;
const bars = 3000;

// Prices in points with one decimal, and the whole ticks they are.
function series() {
  let seed = 7;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const walk = [];
  const locked = [];
  for (let i = 0, p = 40000; i < bars; i++) walk.push((p += random(41) - 20));
  for (let i = 0, p = 40000; i < bars; i++) locked.push((p += i > 600 && i < 2700 ? 0 : random(41) - 20));
  return { walk, locked };
}

// weights are those of the slope at distance `at` from the newest bar, as whole
// numbers, by the normal equations over powers of the distance, in fractions
// without a division (Bareiss).
function weights(length, at) {
  const n = order + 1;
  const m = Array.from({ length: n }, (_, r) =>
    Array.from({ length: 2 * n }, (_, c) => {
      if (c >= n) return c - n === r ? 1n : 0n;
      let s = 0n;
      for (let j = 0; j < length; j++) s += BigInt(j) ** BigInt(r + c);
      return s;
    }),
  );
  let before = 1n;
  for (let k = 0; k < n; k++) {
    for (let r = 0; r < n; r++) {
      if (r === k) continue;
      const f = m[r][k];
      for (let c = 0; c < 2 * n; c++) m[r][c] = (m[r][c] * m[k][k] - f * m[k][c]) / before;
    }
    before = m[k][k];
  }
  // The slope in time is -sum of i at^(i-1) coefficient_i; the determinant, which divides all, is positive.
  const out = [];
  for (let j = 0; j < length; j++) {
    let w = 0n;
    for (let i = 1; i < n; i++) for (let k = 0; k < n; k++) w -= BigInt(i) * BigInt(at) ** BigInt(i - 1) * m[i][n + k] * BigInt(j) ** BigInt(k);
    out.push(w);
  }
  return { whole: out, scale: before };
}

const signs = (y, w) => {
  const out = [];
  for (let t = w.length - 1; t < y.length; t++) {
    let s = 0n;
    for (let j = 0; j < w.length; j++) s += w[j] * BigInt(y[t - j]);
    out.push(s > 0n ? 1 : s < 0n ? -1 : 0);
  }
  return out;
};

const end = weights(window, 0);
// ml-savitzky-golay knows odd windows and their middle only: it is held to that.
const middle = weights(window - 1, (window - 2) / 2);

const peers = {
  "plain JS convolution": async () => {
    const w = Float64Array.from(end.whole, (x) => Number(x) / Number(end.scale));
    return (y) => {
      const out = new Float64Array(y.length - window + 1);
      for (let t = window - 1; t < y.length; t++) {
        let s = 0;
        for (let j = 0; j < window; j++) s += w[j] * y[t - j];
        out[t - window + 1] = s;
      }
      return out;
    };
  },
  "ml-savitzky-golay": async () => {
    const { savitzkyGolay, default: other } = (await import("ml-savitzky-golay")).default ?? (await import("ml-savitzky-golay"));
    const fit = savitzkyGolay ?? other;
    return (y) => fit(y, 1, { windowSize: window - 1, derivative: 1, polynomial: order });
  },
  "ml-regression-polynomial": async () => {
    const { PolynomialRegression } = await import("ml-regression-polynomial");
    const x = Array.from({ length: window }, (_, i) => -1 + (2 * i) / (window - 1));
    return (y) => {
      const out = [];
      for (let t = window - 1; t < y.length; t++) {
        const { coefficients } = new PolynomialRegression(x, y.slice(t - window + 1, t + 1), order);
        out.push(coefficients.reduce((s, c, i) => s + i * c, 0)); // at x = 1
      }
      return out;
    };
  },
};

const wrong = (got, want) => want.reduce((n, s, i) => n + (Math.sign(got[i]) !== s), 0);

const dir = mkdtempSync(join(tmpdir(), "peers-"));
try {
  const ticks = series();
  const names = Object.keys(ticks);
  const want = Object.fromEntries(names.map((k) => [k, { end: signs(ticks[k], end.whole), middle: signs(ticks[k], middle.whole) }]));
  const count = bars - window + 1;
  const list = [];

  const file = join(dir, "series.json");
  writeFileSync(file, JSON.stringify(ticks));
  for (const wasm of [false, true]) {
    const env = { ...process.env, FAIRBASIS_SERIES: file };
    const args = ["test", "-gcflags=all=-l", "-run", "^$", "-bench", "^(BenchmarkPeers|BenchmarkSeries)$/^4$|^BenchmarkPeers$", "./core/poly"];
    if (wasm) {
      Object.assign(env, { GOOS: "js", GOARCH: "wasm" });
      args.splice(1, 0, "-exec", join(execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim(), "lib/wasm/go_js_wasm_exec"));
    }
    const out = execFileSync("go", args, { env, cwd: join(here, "..", ".."), encoding: "utf8" });
    const got = JSON.parse(readFileSync(file + ".slopes", "utf8"));
    list.push({ name: wasm ? "ours, wasm" : "ours, native", version: execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).trim(),
      ns: Number(/BenchmarkSeries\/4.* ([0-9.]+) ns\/bar\b/.exec(out.replace(/\t/g, " "))[1]), wrong: names.map((k) => wrong(got[k], want[k].end)) });
  }
  for (const [name, make] of Object.entries(peers)) {
    const fit = await make();
    const times = [];
    let got;
    for (let i = 0; i < 5; i++) {
      const start = process.cpuUsage();
      got = names.map((k) => fit(ticks[k].map((x) => x / 10)));
      const used = process.cpuUsage(start);
      times.push((used.user + used.system) * 1000 / (names.length * count));
    }
    times.sort((a, b) => a - b);
    const place = name === "ml-savitzky-golay" ? "middle" : "end";
    const version = name.startsWith("ml-") ? JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"), "utf8")).version : process.version;
    list.push({ name, version, ns: times[2], wrong: names.map((k, i) => wrong(got[i], want[k][place])) });
  }
  try {
    const out = execFileSync(process.env.PYTHON ?? "python3", [join(here, "poly.py"), file, String(order), String(window)], { encoding: "utf8" });
    for (const line of out.trim().split("\n")) {
      const r = JSON.parse(line);
      list.push(r.missing ? { name: r.name, version: "not installed" } : { ...r, wrong: names.map((k) => wrong(r.slopes[k], want[k].end)) });
    }
  } catch {
    list.push({ name: "numpy, scipy", version: "no Python" });
  }
  const ours = list[1].ns;
  console.log(`| value, slope, curvature; peers: slope only | version | ns a bar | x ours in wasm | wrong signs of ${count}, walk | at the limit |\n|---|---|---|---|---|---|`);
  for (const r of list) {
    console.log(r.ns === undefined ? `| ${r.name} | ${r.version} | | | | |` : `| ${r.name} | ${r.version} | ${r.ns.toPrecision(3)} | ${(r.ns / ours).toPrecision(3)} | ${r.wrong.join(" | ")} |`);
  }
} finally {
  rmSync(dir, { recursive: true });
}
