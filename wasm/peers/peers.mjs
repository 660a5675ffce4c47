// Reads one file of 400,000 one-minute bars with our scanner and with other
// readers, and prints a table of processor times. All get columns of stamps
// and numbers out of it; each runs in a process of its own. Then the first
// 100,000 as a workbook: ours the whole way to checked series.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const rows = 400_000;
const sheetRows = 100_000;
const rounds = 7;

// bars writes the file: seven columns, 240 rows a day.
function bars() {
  let seed = 7;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const two = (n) => String(n).padStart(2, "0");
  const lines = ["datetime,open,high,low,close,volume,open_interest"];
  let price = 33120;
  let date = "";
  for (let i = 0; i < rows; i++) {
    const minute = i % 240;
    if (minute === 0) date = new Date(Date.UTC(2017, 0, 3) + (i / 240) * 86400000).toISOString().slice(0, 10);
    const clock = 571 + minute + (minute >= 120 ? 90 : 0);
    price = Math.max(20000, price + random(41) - 20);
    const p = [price, price + random(16), price - random(16), price + random(8) - 4].map((x) => (x / 10).toFixed(1));
    lines.push(`${date} ${two(Math.floor(clock / 60))}:${two(clock % 60)}:00,${p.join(",")},${100 + random(3000)},${60000 + random(90000)}`);
  }
  return lines.join("\n") + "\n";
}

const stamp = (s) => Date.UTC(+s.slice(0, 4), +s.slice(5, 7) - 1, +s.slice(8, 10), +s.slice(11, 13), +s.slice(14, 16), +s.slice(17, 19));

// fill makes typed columns of rows of text.
function fill(count, cell) {
  const columns = Array.from({ length: 7 }, () => new Float64Array(count));
  for (let i = 0; i < count; i++) {
    columns[0][i] = stamp(cell(i, 0));
    for (let k = 1; k < 7; k++) columns[k][i] = +cell(i, k);
  }
  return columns[0].length;
}

const readers = {
  async papaparse() {
    const { default: papa } = await import("papaparse");
    return (text) => {
      const { data } = papa.parse(text, { skipEmptyLines: true });
      return fill(data.length - 1, (i, k) => data[i + 1][k]);
    };
  },
  async udsv() {
    const { inferSchema, initParser } = await import("udsv");
    return (text) => {
      const data = initParser(inferSchema(text)).stringArrs(text);
      return fill(data.length, (i, k) => data[i][k]);
    };
  },
  async "xlsx (SheetJS), CSV"() {
    const xlsx = await import("xlsx");
    return (text) => {
      const book = xlsx.read(text, { type: "string", raw: true, dense: true });
      const data = xlsx.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1, raw: true });
      return fill(data.length - 1, (i, k) => data[i + 1][k]);
    };
  },
};
const workbook = "xlsx (SheetJS), workbook";
const folder = { "xlsx (SheetJS), CSV": "xlsx", [workbook]: "xlsx" };

// readWorkbook is what a workbook needs instead: bytes, and fewer rows.
async function readWorkbook() {
  const xlsx = await import("xlsx");
  return (bytes) => {
    const book = xlsx.read(bytes, { raw: true, dense: true });
    const data = xlsx.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1, raw: true });
    return fill(data.length - 1, (i, k) => data[i + 1][k]);
  };
}

// writeWorkbook saves the first rows of a text: stamps as text, the rest as numbers.
async function writeWorkbook(text, file) {
  const xlsx = await import("xlsx");
  const lines = text.split("\n", sheetRows + 1).map((line, i) => line.split(",").map((cell, k) => (i && k ? +cell : cell)));
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(lines, { dense: true }), "bars");
  writeFileSync(file, xlsx.write(book, { type: "buffer", bookType: "xlsx", compression: true }));
}

// one measures a reader in this process: node peers.mjs NAME FILE.
async function one(name, file) {
  const sheet = name === workbook;
  const read = await (sheet ? readWorkbook() : readers[name]());
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const start = process.cpuUsage();
    const got = read(sheet ? readFileSync(file) : readFileSync(file, "utf8"));
    const used = process.cpuUsage(start);
    if (got !== (sheet ? sheetRows : rows)) throw new Error(`${name} read ${got} rows`);
    times.push((used.user + used.system) / 1000);
  }
  const { version } = JSON.parse(readFileSync(join(here, "node_modules", folder[name] ?? name, "package.json"), "utf8"));
  console.log(JSON.stringify({ name, version, times }));
}

// ours runs our benchmark on the same file: of the scanner, or of the whole way.
function ours(file, wasm, of = "./core/table/scan") {
  const env = { ...process.env, FAIRBASIS_BARS: file };
  const args = ["test", "-run", "^$", "-bench", "^BenchmarkFile$", of];
  if (wasm) {
    Object.assign(env, { GOOS: "js", GOARCH: "wasm" });
    args.splice(1, 0, "-gcflags=all=-l", "-exec", join(execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim(), "lib/wasm/go_js_wasm_exec"));
  }
  const out = execFileSync("go", args, { env, cwd: join(here, "..", ".."), encoding: "utf8" });
  const figure = (unit) => Number(new RegExp(`([0-9.]+) ${unit}\\b`).exec(out)[1]);
  return { median: figure("ms"), best: figure("ms-best") };
}

async function all() {
  const dir = mkdtempSync(join(tmpdir(), "peers-"));
  try {
    const file = join(dir, "bars.csv");
    writeFileSync(file, bars());
    const list = [];
    const version = execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).trim();
    const book = join(dir, "bars.xlsx");
    await writeWorkbook(readFileSync(file, "utf8"), book);
    for (const wasm of [false, true]) list.push({ name: wasm ? "ours, wasm" : "ours, native", version, ...ours(file, wasm) });
    const say = (line) => {
      const r = JSON.parse(line);
      if (r.missing) return list.push({ name: r.name, version: "not installed" });
      r.times.sort((a, b) => a - b);
      list.push({ name: r.name, version: r.version, median: r.times[r.times.length >> 1], best: r.times[0] });
    };
    for (const name of Object.keys(readers)) {
      say(execFileSync(process.execPath, ["--max-old-space-size=4096", fileURLToPath(import.meta.url), name, file], { encoding: "utf8" }));
    }
    try {
      const out = execFileSync(process.env.PYTHON ?? "python3", [join(here, "peers.py"), file, String(rows), String(rounds)], { encoding: "utf8" });
      out.trim().split("\n").forEach(say);
    } catch {
      list.push({ name: "pandas, duckdb", version: "no Python" });
    }
    for (const wasm of [false, true]) list.push({ name: `ours, ${wasm ? "wasm" : "native"}, workbook`, version, ...ours(book, wasm, "./core/table/load") });
    say(execFileSync(process.execPath, ["--max-old-space-size=4096", fileURLToPath(import.meta.url), workbook, book], { encoding: "utf8" }));
    console.log(`| reader | version | ms, median of ${rounds} | best |\n|---|---|---|---|`);
    for (const r of list) console.log(`| ${r.name} | ${r.version} | ${r.median === undefined ? "" : Math.round(r.median)} | ${r.best === undefined ? "" : Math.round(r.best)} |`);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

if (process.argv.length > 2) await one(process.argv[2], process.argv[3]);
else await all();
