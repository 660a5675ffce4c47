// A client of the fairbasis API for browsers, Node 20 and workers. It has no
// dependencies and keeps nothing. Types: fairbasis.d.ts beside this file.
//
//   import { fairbasis } from "https://HOST/client/fairbasis.mjs";
//   const { call } = fairbasis();
//   const reply = await call("basis", { spot: 4413.187, ... });

const JSON_TYPE = "application/json", CSV_TYPE = "text/csv", PROBLEM = "application/problem+json";

/** A call that was refused or failed: the problem of the answer, or one of the transport. */
export class FairbasisProblem extends Error {
  constructor(problem, { status = 0, headers, cause } = {}) {
    super(problem.detail || problem.title || problem.code, cause && { cause });
    this.name = "FairbasisProblem";
    this.status = status;
    this.code = problem.code;
    this.title = problem.title ?? "";
    this.errors = problem.errors ?? [];
    this.requestId = problem.request_id ?? headers?.get("X-Request-Id") ?? "";
    this.retryAfter = seconds(headers?.get("Retry-After"));
  }
}

/** seconds of a Retry-After, a number or a date; 0 for none. */
function seconds(text) {
  if (/^\d{1,9}$/.test(text)) return +text;
  return Math.max(0, Math.ceil((Date.parse(text ?? "") - Date.now()) / 1000)) || 0;
}

/** a request as [dotted path, text] pairs; a text is a query already, such as what stands behind the # of a page's link. */
function* pairs(input, path) {
  if (typeof input === "string" && !path) yield* new URLSearchParams(input.replace(/^[#?]/, ""));
  else if (input !== null && typeof input === "object") for (const name of Object.keys(input)) yield* pairs(input[name], path ? `${path}.${name}` : name);
  else if (input !== null && input !== undefined) yield [path, String(input)];
}

const wait = (ms, signal) => new Promise((done, fail) => {
  const stop = () => { clearTimeout(timer); fail(signal.reason); };
  const timer = setTimeout(() => { signal?.removeEventListener("abort", stop); done(); }, ms);
  signal?.addEventListener("abort", stop, { once: true });
});

/** what an answer that is not of the API is by its status. */
const codes = { 404: "unknown", 413: "too_large", 429: "rate_limit", 502: "unavailable", 503: "unavailable", 504: "unavailable" };

/** a client of the API at base; without one, of the host that this module came from. */
export function fairbasis(base = new URL(import.meta.url).origin, { lang = "en", tries = 3, longest = 30, fetch = (...request) => globalThis.fetch(...request) } = {}) {
  const root = `${String(base).replace(/\/$/, "")}/v1/`;

  /** one exchange: its body, read, or a thrown FairbasisProblem. */
  async function once(address, request, as) {
    let answer, text;
    try {
      answer = await fetch(address, request);
      text = await answer.text();
    } catch (cause) {
      if (request.signal?.aborted) throw request.signal.reason;
      throw new FairbasisProblem({ code: "network", detail: `no answer from ${root}: ${cause?.message}` }, { cause });
    }
    const { status, headers } = answer, type = (headers.get("Content-Type") ?? "").split(";")[0].trim();
    let read, cause;
    try {
      read = type === CSV_TYPE ? text : JSON.parse(text);
    } catch (why) {
      cause = why;
    }
    if (status === 200 && type === as && !cause) return read;
    if (type !== PROBLEM || typeof read?.code !== "string") read = { code: codes[status] ?? "internal", detail: `not an answer of this API: status ${status}, ${type || "no type"}` };
    throw new FairbasisProblem(read, { status, headers, cause });
  }

  /** an exchange, made again after 429, 503 and a failure of the network: asking twice is the same as asking once. */
  async function ask(name, method, { fields, tail, columns, sheet, as, signal } = {}, input = {}, body, type) {
    const query = new URLSearchParams([...pairs(input)]);
    if (fields?.length) query.set("fields", String(fields));
    if (tail) query.set("tail", tail);
    if (columns) query.set("columns", "true");
    if (sheet) query.set("sheet", sheet);
    const accept = as === "csv" ? CSV_TYPE : JSON_TYPE;
    const request = { method, signal, redirect: "manual", headers: { Accept: accept, "Accept-Language": lang, ...type && { "Content-Type": type } }, body };
    const address = `${root + encodeURIComponent(name)}?${query}`.replace(/\?$/, "");
    for (let n = 1; ; n++) {
      signal?.throwIfAborted();
      try {
        return await once(address, request, accept);
      } catch (problem) {
        const again = (problem.code === "network" || problem.status === 429 || problem.status === 503) && n < tries && problem.retryAfter <= longest;
        if (!again) throw problem;
        await wait(problem.retryAfter * 1000 || Math.min(250 * 2 ** (n - 1) * (1 + Math.random() / 2), longest * 1000), signal);
      }
    }
  }

  return {
    /** asks an operation; the reply, or with as: "csv" its text. */
    call: (name, input, options) => ask(name, "POST", options, {}, JSON.stringify(input), JSON_TYPE),
    /** asks an instant operation so that caches may answer; input may be the query of a page's link. */
    get: (name, input, options) => ask(name, "GET", options, input),
    /** asks an operation over the rows of a file. */
    csv: (name, rows, input, options) => ask(name, "POST", options, input, rows, CSV_TYPE),
    /** asks many calls, 1,000 an exchange: a list of {status, reply} and {status, problem} in their order. */
    async batch(calls, { signal } = {}) {
      const out = [];
      for (let at = 0; at < calls.length; at += 1000) {
        const part = calls.slice(at, at + 1000);
        const { results } = await ask("batch", "POST", { signal }, {}, JSON.stringify({ calls: part }), JSON_TYPE);
        if (results?.length !== part.length) throw new FairbasisProblem({ code: "internal", detail: `${results?.length} results of ${part.length} calls` });
        for (const { status, reply, problem } of results) out.push(problem ? { status, problem: new FairbasisProblem(problem, { status }) } : { status, reply });
      }
      return out;
    },
  };
}
