// The JavaScript client of the API, without a browser: over answers made up
// here and, where API names one, over a server (wasm/worker/hosted does that).
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { FairbasisProblem, fairbasis } from "../../static/js/client/fairbasis.mjs";

const esbuild = createRequire(new URL("../../wasm/package.json", import.meta.url))("esbuild");
const client = new URL("../../static/js/client/", import.meta.url);

/** a client over made-up answers: each a Response, an error of the network, or a function of the request. */
function scripted(answers, options) {
  const asked = [];
  const fetch = async (address, request) => {
    asked.push({ address, ...request });
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(address, request) : answer.clone();
  };
  return { asked, ...fairbasis("https://api.test/", { fetch, ...options }) };
}
const json = (value, status = 200, headers = {}, type = "application/json") => new Response(typeof value === "string" ? value : JSON.stringify(value), { status, headers: { "Content-Type": type, ...headers } });
const problem = (value, status, headers) => json(value, status, headers, "application/problem+json");
const refused = { type: "/api#problem-invalid", title: "The request was refused", status: 422, detail: "1 field was refused", code: "invalid", request_id: "r1", errors: [{ pointer: "#/spot", code: "not_positive", detail: "must be above 0" }] };

test("a call is a POST of its input, and the reply is what came", async () => {
  const { call, asked } = scripted([json({ basis: -1.5 })], { lang: "zh" });
  assert.deepEqual(await call("basis", { spot: 4413.187 }), { basis: -1.5 });
  const { address, method, body, headers, redirect } = asked[0];
  assert.deepEqual({ address, method, body, headers, redirect }, {
    address: "https://api.test/v1/basis", method: "POST", body: '{"spot":4413.187}', redirect: "manual",
    headers: { Accept: "application/json", "Accept-Language": "zh", "Content-Type": "application/json" },
  });
});

test("shapes, documents and links are queries", async () => {
  const { call, get, csv, asked } = scripted([(_, { headers }) => headers.Accept === "text/csv" ? json("a,b\r\n", 200, {}, "text/csv; charset=utf-8") : json({})]);
  assert.equal(await call("curve", {}, { as: "csv", sheet: "contracts", fields: ["contracts.basis", "date"], tail: 3, columns: true }), "a,b\r\n");
  await get("arb", { contract: "IM2412&x", costs: { futures_fee: 0.000023 }, dividends: { cash: [{ ex_date: "2024-09-20", points: 3 }] }, own: false, none: null, left: undefined, empty: [] });
  await get("arb", "#spot=4413.187&rate=3.50%25");
  await get("rules");
  await csv("rejected", "date,close\n", { symbol: "IF2412" }, { fields: ["rows"] });
  assert.deepEqual(asked.map(a => `${a.method} ${a.address.slice(19)} ${a.headers["Content-Type"] ?? ""}`), [
    "POST /curve?fields=contracts.basis%2Cdate&tail=3&columns=true&sheet=contracts application/json",
    "GET /arb?contract=IM2412%26x&costs.futures_fee=0.000023&dividends.cash.0.ex_date=2024-09-20&dividends.cash.0.points=3&own=false ",
    "GET /arb?spot=4413.187&rate=3.50%25 ",
    "GET /rules ",
    "POST /rejected?symbol=IF2412&fields=rows text/csv",
  ]);
});

test("a refusal is a FairbasisProblem with every field", async () => {
  const { call, asked } = scripted([problem(refused, 422, { "X-Request-Id": "r1" })]);
  const why = await call("basis", {}).catch(e => e);
  assert.ok(why instanceof FairbasisProblem && why instanceof Error);
  assert.deepEqual({ ...why }, { name: "FairbasisProblem", status: 422, code: "invalid", title: "The request was refused", errors: refused.errors, requestId: "r1", retryAfter: 0 });
  assert.equal(why.message, "1 field was refused");
  assert.equal(asked.length, 1);
});

test("what is not of the API is told by its status", async () => {
  for (const [answer, status, code] of [
    [json("<html>", 200, {}, "text/html"), 200, "internal"], [json("{", 200), 200, "internal"], [json("<html>", 404, {}, "text/html"), 404, "unknown"],
    [json("x", 413), 413, "too_large"], [problem("{", 500), 500, "internal"], [problem("null", 500), 500, "internal"], [problem({ code: 7 }, 502), 502, "unavailable"],
    [new Response(null, { status: 204 }), 204, "internal"], [new Response(null, { status: 301, headers: { Location: "https://elsewhere.test/" } }), 301, "internal"],
  ]) {
    const why = await scripted([answer]).call("basis", {}).catch(e => e);
    assert.deepEqual([why instanceof FairbasisProblem, why.status, why.code], [true, status, code], why.message);
  }
});

test("429, 503 and the network are asked again, a few times and not too late", async () => {
  const lost = new TypeError("fetch failed"), good = json({ ok: true });
  const busy = (status, after) => problem({ code: "rate_limit", detail: "wait" }, status, after === undefined ? {} : { "Retry-After": after });
  for (const [name, answers, asked, status] of [
    ["after a limit", [busy(429, "0"), good], 2, 200],
    ["until a day that is over", [busy(503, "Fri, 13 Sep 2024 07:00:05 GMT"), good], 2, 200],
    ["the network", [lost, good], 2, 200],
    ["three times", [lost, busy(503), lost, good], 3, 0],
    ["too long a wait", [busy(429, "31"), good], 1, 429],
    ["a mistake of the server", [busy(500, "0"), good], 1, 500],
  ]) {
    const c = scripted(answers);
    const got = await c.call("basis", {}).then(() => 200, e => e.status);
    assert.deepEqual([c.asked.length, got], [asked, status], name);
  }
  const why = await scripted([busy(429, "3600")]).call("basis", {}).catch(e => e);
  assert.deepEqual([why.retryAfter, why.code], [3600, "rate_limit"]);
  const none = await scripted([lost], { tries: 1 }).call("basis", {}).catch(e => e);
  assert.deepEqual([none.code, none.cause, none.requestId], ["network", lost, ""]);
});

test("a call can be given up, also while it waits", async () => {
  const soon = () => {
    const c = new AbortController();
    setTimeout(() => c.abort(), 10);
    return c.signal;
  };
  const { call } = scripted([(_, { signal }) => new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)))]);
  await assert.rejects(call("basis", {}, { signal: soon() }), { name: "AbortError" });
  const waiting = scripted([problem({ code: "unavailable", detail: "later" }, 503, { "Retry-After": "20" })]);
  await assert.rejects(waiting.call("basis", {}, { signal: soon() }), { name: "AbortError" });
  assert.equal(waiting.asked.length, 1);
  const never = scripted([json({})]);
  await assert.rejects(never.call("basis", {}, { signal: AbortSignal.abort() }), { name: "AbortError" });
  assert.equal(never.asked.length, 0);
});

test("a batch goes in parts and comes in order", async () => {
  const { batch, asked } = scripted([(_, { body }) => json({ results: JSON.parse(body).calls.map(({ input }) => input.n % 2 ? { status: 422, problem: refused } : { status: 200, reply: input }) })]);
  const results = await batch(Array.from({ length: 1500 }, (_, n) => ({ op: "basis", input: { n } })));
  assert.equal(asked.length, 2);
  assert.deepEqual(results[1498], { status: 200, reply: { n: 1498 } });
  assert.ok(results[1499].problem instanceof FairbasisProblem && results[1499].problem.errors[0].pointer === "#/spot");
  await assert.rejects(scripted([json({ results: [] })]).batch([{ op: "basis", input: {} }]), FairbasisProblem);
  assert.deepEqual(await batch([]), []);
});

test("the types parse, and name what the module exports", async () => {
  const types = await readFile(new URL("fairbasis.d.ts", client), "utf8");
  await esbuild.transform(types, { loader: "ts" }); // throws where the syntax is wrong
  const module = await import(new URL("fairbasis.mjs", client));
  for (const name of Object.keys(module)) assert.match(types, new RegExp(`export declare (class|function) ${name}\\b`));
  for (const name of Object.keys(fairbasis("https://api.test"))) assert.match(types, new RegExp(`^  ${name}[<(]`, "m"), name);
});

test("it is small, and needs nothing", async () => {
  const source = await readFile(new URL("fairbasis.mjs", client), "utf8");
  const { code } = await esbuild.transform(source, { minify: true, target: "es2022" });
  assert.ok(code.length < 3000, `${code.length} bytes`);
  assert.doesNotMatch(code, /^import\b|\bimport\(|\bconsole\b|\blocalStorage\b|\bdocument\b|\bwindow\b/);
});

// Over servers: API names their addresses, EXAMPLES a file of
// {file, calls: [{op, instant, csv, input, reply}]}, as the catalog answers them.
const examples = process.env.EXAMPLES && JSON.parse(await readFile(process.env.EXAMPLES, "utf8"));
for (const base of (process.env.API ?? "").split(" ").filter(Boolean)) {
  const { call, get, csv, batch } = fairbasis(base, { lang: "zh" });
  test(`every operation at ${base}`, async () => {
    for (const { op, instant, csv: over, input, reply } of examples.calls) {
      assert.deepEqual(await (over ? csv(op, examples.file, input) : call(op, input)), reply, op);
      if (instant) assert.deepEqual(await get(op, input), reply, `${op} by GET`);
    }
  });

  test(`batches, shapes and refusals at ${base}`, async () => {
    const some = examples.calls.filter(c => c.instant);
    const outcomes = await batch([...some.map(({ op, input }) => ({ op, input })), { op: "basis", input: {} }]);
    assert.deepEqual(outcomes.slice(0, -1), some.map(({ reply }) => ({ status: 200, reply })));
    const { status, problem } = outcomes.at(-1);
    assert.ok(status === 422 && problem.errors.length > 2 && /\p{Script=Han}/u.test(problem.message), problem.message);

    const contract = some.find(c => c.op === "contract");
    const { listed, ...rest } = await call("contract", contract.input, { fields: ["listed.contract"], tail: 2, columns: true });
    assert.deepEqual([listed, rest], [{ contract: contract.reply.listed.slice(-2).map(c => c.contract) }, {}]);
    const text = await get("contract", contract.input, { as: "csv", sheet: "listed" });
    assert.equal(text.trim().split("\n").length, contract.reply.listed.length + 1);

    const why = await call("basis", { spot: -1 }).catch(e => e);
    assert.deepEqual([why instanceof FairbasisProblem, why.status, why.code, why.requestId.length > 3], [true, 422, "invalid", true]);
    assert.ok(why.errors.some(e => e.pointer === "#/spot"));
    assert.equal((await call("nothing", {}).catch(e => e)).code, "unknown");
    assert.equal((await call("basis", { contract: " ".repeat(2 ** 21) }).catch(e => e)).code, "too_large");
  });
}
