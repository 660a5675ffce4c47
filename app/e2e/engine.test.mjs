// The engine program answers the cases of its operations as the native catalog
// does, digit for digit, over the same messages the page sends. It runs in
// node: a worker is a global scope with postMessage.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";

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

/** start the engine; ask(message) resolves with {answer, progress}. */
async function start() {
  createRequire(import.meta.url)(new URL("wasm_exec.js", assets).pathname);
  let serve;
  const ready = new Promise(done => { globalThis.fbServe = f => { serve = f; done(); }; });
  const open = new Map();
  globalThis.postMessage = message => {
    const q = open.get(message.id);
    if (message.total !== undefined) q.progress.push(message);
    else { open.delete(message.id); q.done({ answer: message, progress: q.progress }); }
  };
  const go = new globalThis.Go();
  const { instance } = await WebAssembly.instantiate(await readFile(new URL("engine.wasm", assets)), go.importObject);
  go.run(instance); // returns when the program ends, which it does not
  await ready;
  let last = 0;
  const ask = (op, body, version = 1) => {
    const id = ++last;
    const reply = new Promise(done => open.set(id, { done, progress: [] }));
    serve({ version, id, op, body });
    return Object.assign(reply, { cancel: () => serve({ version: 1, id, cancel: true }) });
  };
  return ask;
}

/** a reply's columns put back in place of their numbers, as the page does. */
function whole(answer) {
  if (answer.fault !== undefined) return { mark: "! ", value: JSON.parse(answer.fault) };
  const value = JSON.parse(answer.body);
  for (const [key, at] of Object.entries(value)) {
    if (["x", "y", "z"].includes(key) && Array.isArray(at) && answer.columns?.length) value[key] = [...new Float64Array(answer.columns[at[0]])];
  }
  return { mark: "", value };
}

const ask = await start();

test("every case of its operations, digit for digit", async () => {
  const cases = await read(new URL("core/catalog/testdata/", root)), replayed = new Set();
  for (const c of cases) {
    const { answer } = await ask(c.op, c.body);
    const { mark, value } = whole(answer);
    if (value.code === "unknown") continue; // answered on the page, in place
    replayed.add(c.op);
    assert.equal(c.want.startsWith("! "), mark !== "", `${c.where}: fault or not`);
    assert.deepEqual(value, JSON.parse(c.want.replace(/^! /, "")), `${c.where}: ${c.op}`);
  }
  assert.deepEqual([...replayed], ["surface"], "operations replayed");
});

const surface = steps => JSON.stringify({
  contract: "IM2412", date: "2024-09-13", spot: 4413.187, futures: 4312, rate: 0.03, hurdle: 0.05,
  costs: { futures_fee: 0.000023, stock_cost: 0.001, stock_loan_fee: 0.106, futures_margin: 0.2, short_margin: 0.5 },
  x: { variable: "costs.stock_loan_fee", from: 0, to: 0.2, steps }, y: { variable: "dividends.points", from: 0, to: 100, steps }, output: "reverse",
});

test("columns come as buffers of the right size", async () => {
  const { answer } = await ask("surface", surface(1000));
  assert.deepEqual(answer.columns.map(b => b.byteLength), [8000, 8000, 8_000_000]);
  assert.ok(answer.body.length < 2000, "the numbers are not in the JSON");
  const z = new Float64Array(answer.columns[2]);
  assert.ok(z.every(Number.isFinite), "every cell is a number");
});

test("a protocol of another version is refused", async () => {
  const { answer } = await ask("surface", surface(2), 99);
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
