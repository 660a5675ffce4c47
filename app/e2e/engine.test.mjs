// The worker programs answer the cases of their operations as the native
// catalog does, byte for byte, over the same messages the page sends. They
// run in node: a worker is a global scope with postMessage, and the page here
// only carries what the engine needs to the reader and back.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import vm from "node:vm";

const root = new URL("../../", import.meta.url);
const assets = new URL("build/assets/", root);

/** cases of a folder: {where, op, body, want}, in the form of core/op/optest. */
async function read(folder) {
  const cases = [];
  for (const name of (await readdir(folder)).filter(n => n.endsWith(".case")).sort()) {
    const lines = (await readFile(new URL(name, folder), "utf8")).split("\n");
    lines.forEach((line, i) => {
      if (line.startsWith("\t")) cases.at(-1).want += line.slice(1) + "\n";
      else if (line && !line.startsWith("#")) {
        const space = line.indexOf(" ");
        cases.push({ where: `${name}:${i + 1}`, op: line.slice(0, space), body: line.slice(space + 1), want: "" });
      }
    });
  }
  return cases;
}

/** starts a program in a scope of its own; ask(op, body) resolves with {answer, progress}; needs are told. */
async function start(name, { open, need = () => {} } = {}) {
  const { performance, crypto, TextEncoder, TextDecoder, setTimeout, clearTimeout, console, WebAssembly } = globalThis;
  const asked = new Map();
  let serve, ready;
  const scope = vm.createContext({
    performance, crypto, TextEncoder, TextDecoder, setTimeout, clearTimeout, console, WebAssembly, fbOpen: open,
    fbServe: f => { serve = f; ready(); },
    postMessage: message => {
      const q = asked.get(message.id);
      if (message.need) need(message, got => serve({ version: 2, got: message.need, ...got }));
      else if (message.total !== undefined) q.progress.push(message);
      else { asked.delete(message.id); q.done({ answer: message, progress: q.progress }); }
    },
  });
  const started = new Promise(done => { ready = done; });
  vm.runInContext(await readFile(new URL("wasm_exec.js", assets), "utf8"), scope);
  const go = vm.runInContext("new Go()", scope);
  const { instance } = await WebAssembly.instantiate(await readFile(new URL(`${name}.wasm`, assets)), go.importObject);
  go.run(instance); // returns when the program ends, which it does not
  await started;
  let last = 0;
  return {
    forget: refs => scope.fbForget(refs),
    ask(op, body, { version = 2, columns } = {}) {
      const id = ++last;
      const reply = new Promise(done => asked.set(id, { done, progress: [] }));
      serve({ version, id, op, body, ...columns && { columns } });
      return Object.assign(reply, { cancel: () => serve({ version: 2, id, cancel: true }) });
    },
  };
}

/** JSON as it is written: a scalar is its text, a list an array, an object a Map by its members' texts. */
function written(text) {
  const words = text.match(/"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+|[{}[\]]/g);
  let at = 0;
  const value = () => {
    const word = words[at++];
    if (word === "[") {
      const list = [];
      while (words[at] !== "]") list.push(value());
      return at++, list;
    }
    if (word !== "{") return word;
    const object = new Map();
    while (words[at] !== "}") object.set(words[at++], value());
    return at++, object;
  };
  return value();
}

/** the same, as the case files have it. */
function printed(value, line = "\n") {
  const below = line + "  ";
  if (Array.isArray(value)) return value.length ? `[${value.map(v => below + printed(v, below))}${line}]` : "[]";
  if (value instanceof Map) return value.size ? `{${[...value].map(([k, v]) => `${below}${k}: ${printed(v, below)}`)}${line}}` : "{}";
  return value;
}

/** an answer in the form of a case's outcome, with its columns and documents put back in place of their numbers, where want says that a list stood there. */
function outcome(answer, want) {
  if (answer.fault !== undefined) return `! ${printed(written(answer.fault))}\n`;
  const restore = (value, want) => {
    if (Array.isArray(value)) {
      const place = value.length === 1 && /^\d+$/.test(value[0]) ? +value[0] : -1;
      if (answer.columns[place] && !(want?.length === 1 && want[0] === value[0])) return Array.from(new Float64Array(answer.columns[place]), x => Object.is(x, -0) ? "-0" : String(x));
      return value.map((v, i) => restore(v, want?.[i]));
    }
    if (!(value instanceof Map)) return value;
    const kept = value.get('"kept"');
    if (kept) return new Map([...value].map(([k, v]) => k === '"kept"' ? ['"bytes"', `"${Buffer.from(answer.files[kept - 1]).toString("base64")}"`] : [k, v]));
    return new Map([...value].map(([k, v]) => [k, restore(v, want instanceof Map ? want.get(k) : undefined)]));
  };
  return `${printed(restore(written(answer.body), written(want)))}\n`;
}

const unknown = text => /^! \{\n  "code": "unknown",\n/.test(text);

// The files of this device, as engine.js finds them.
const folder = new URL("core/catalog/testdata/files/", root), broken = new Map();
const open = async name => {
  if (broken.has(name)) return broken.get(name)();
  const bytes = await readFile(new URL(name, folder)).catch(() => undefined);
  return bytes && { name, choices: "", blob: new Blob([bytes]) };
};

const reader = await start("reader", { open });
const needed = [];
/** starts a program that computes; what it needs it gets as the page gets it. */
function compute(name) {
  const giveUp = new Map();
  return start(name, {
    need: async ({ need, op, body, cancel }, got) => {
      if (cancel) return giveUp.get(need)?.();
      needed.push(body);
      const asked = reader.ask(op, body);
      giveUp.set(need, asked.cancel);
      const { answer } = await asked;
      got(answer.fault === undefined ? { body: answer.body, columns: answer.columns, files: answer.files } : { fault: answer.fault });
    },
  });
}
const engine = await compute("engine"), analyst = await compute("analyst"), programs = [reader, engine, analyst];
const ofFiles = ["load", "export", "rejected", "paste"];
const studies = ["overview", "history", "distribution", "stages", "volatility", "seasonality", "events", "drivers", "study_report"];
const ask = (op, body, options) => (ofFiles.includes(op) ? reader : studies.includes(op) ? analyst : engine).ask(op, body, options);

test("every case of its operations, byte for byte", async () => {
  const cases = await read(new URL("core/catalog/testdata/", root)), replayed = new Set();
  for (const c of cases) {
    const { answer } = await ask(c.op, c.body);
    const got = outcome(answer, c.want);
    if (unknown(got) && !unknown(c.want)) continue; // answered on the page, in place
    replayed.add(c.op);
    assert.equal(got, c.want, `${c.where}: ${c.op}`);
  }
  for (const op of ["surface", "fit", "evidence", "paste"]) assert.ok(replayed.has(op), `${op} has no case`);
});

const surface = steps => JSON.stringify({
  contract: "IM2412", date: "2024-09-13", spot: 4413.187, futures: 4312, rate: 0.03, hurdle: 0.05,
  costs: { futures_fee: 0.000023, stock_cost: 0.001, stock_loan_fee: 0.106, futures_margin: 0.2, short_margin: 0.5 },
  x: { variable: "costs.stock_loan_fee", from: 0, to: 0.2, steps }, y: { variable: "dividends.points", from: 0, to: 100, steps }, output: "reverse",
});

test("every case over files, byte for byte, with documents beside the JSON", async () => {
  const replayed = new Set(), files = await readdir(folder);
  for (const c of await read(folder)) {
    for (const p of programs) p.forget(files); // what one request says of a file does not count for the next
    const { answer } = await ask(c.op, c.body), got = outcome(answer, c.want);
    replayed.add(c.op);
    if (unknown(got) && unknown(c.want)) continue; // each host says in its own words that a file is not there
    assert.equal(got, c.want, `${c.where}: ${c.op}`);
    assert.ok(!answer.body?.includes('"bytes"') || c.op === "load", `${c.where}: no document in the JSON`);
  }
  for (const op of ["load", "bars", "rows", "export", "rejected", "join", "signals", "window", "backtest", "backtest_file", "sweep"]) assert.ok(replayed.has(op), `${op} has no case`);
});

test("a file that cannot be fetched is a fault that says so", async () => {
  broken.set("gone", async () => undefined);
  broken.set("no storage", () => Promise.reject({ code: "no_storage", params: {} }));
  broken.set("moved", async () => ({ name: "moved", choices: "", blob: { size: 10, slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException("x", "NotReadableError")) }) } }));
  broken.set("huge", async () => ({ name: "huge", choices: "", blob: { size: 300 * 2 ** 20 } }));
  for (const [ref, code, field] of [["gone", "unknown", "file_gone"], ["no storage", "unknown", "no_storage"], ["moved", "invalid", "unreadable_file"], ["huge", "too_large", "file_too_large"]]) {
    const { answer } = await ask("load", JSON.stringify({ ref }));
    const fault = JSON.parse(answer.fault);
    assert.deepEqual([fault.code, fault.fields[0].code], [code, field], ref);
  }
});

test("a file that does not come can be given up", async () => {
  broken.set("slow", () => new Promise(() => {}));
  for (const op of ["load", "rows"]) {
    const asked = ask(op, '{"ref":"slow"}');
    setTimeout(asked.cancel, 20);
    assert.equal(JSON.parse((await asked).answer.fault).code, "canceled", op);
  }
  // Neither of them keeps anyone waiting.
  assert.ok((await ask("rows", '{"ref":"bars.csv","symbol":"IF2412"}')).answer.body);
});

test("bars are handed over once, and again when they are forgotten", async () => {
  const rows = () => ask("rows", '{"ref":"bars.csv","symbol":"IF2412","count":3}').then(({ answer }) => answer.body);
  engine.forget(["bars.csv"]);
  needed.length = 0;
  const first = await rows();
  assert.equal(await rows(), first);
  assert.equal(needed.length, 1);
  engine.forget(["bars.csv"]);
  assert.equal(await rows(), first);
  assert.equal(needed.length, 2);
});

test("all contracts of a product come to the analyst at once", async () => {
  const sources = ["IF2409", "IF2412"].map(symbol => ({ ref: "bars.csv", symbol })), index = { ref: "bars.csv", symbol: "000300" };
  analyst.forget(["bars.csv"]);
  needed.length = 0;
  for (const value of ["basis", "annualised"]) {
    const { answer } = await ask("distribution", JSON.stringify({ product: "IF", futures: sources, index, value }));
    assert.ok(answer.columns?.length >= 4, answer.fault);
  }
  assert.equal(needed.length, 1);
});

test("what a newer version said about a file is not believed half", async () => {
  const blob = new Blob([await readFile(new URL("bars.csv", folder))]);
  broken.set("newer", async () => ({ name: "bars.csv", choices: '{"symbol":["a","list"]}', blob }));
  const { answer } = await ask("rows", '{"ref":"newer","symbol":"IF2412"}');
  assert.ok(answer.body, answer.fault);
});

test("columns come as buffers of the right size", async () => {
  const { answer } = await ask("surface", surface(1000));
  assert.deepEqual([...answer.columns].map(b => b.byteLength), [8000, 8000, 8_000_000]);
  assert.ok(answer.body.length < 2000, "the numbers are not in the JSON");
  const z = new Float64Array(answer.columns[2]);
  assert.ok(z.every(Number.isFinite), "every cell is a number");
});

test("a protocol of another version is refused", async () => {
  const { answer } = await ask("surface", surface(2), { version: 99 });
  assert.match(JSON.parse(answer.fault).message, /reload/);
});

test("nonsense is a fault, and the engine goes on", async () => {
  for (const [op, body, code] of [["surface", "{", "invalid"], ["surfcae", "{}", "unknown"], ["surface", '{"spot":"x"}', "invalid"]]) {
    const { answer } = await ask(op, body);
    assert.equal(JSON.parse(answer.fault).code, code);
  }
  const { answer } = await ask("surface", surface(2));
  assert.equal(answer.columns.length, 3);
});
