// The hosted API on Cloudflare Workers: what is answered here is answered without
// the Go program; everything else it answers, whole.
import { read, tooLarge, tooMany } from "./bodies.mjs";
import { ask } from "./programs.mjs";
import said from "./refusals.json";

// headers that the program reads; what else a browser or the host sends stays here.
const passed = [
  "accept", "accept-language", "content-type", "content-encoding", "content-language", "if-none-match", "if-match", "if-modified-since",
  "host", "origin", "access-control-request-method", "access-control-request-headers",
];

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (!url.pathname.startsWith("/v1/")) return env.ASSETS ? env.ASSETS.fetch(request) : new Response(null, { status: 404 });

    const id = named(request);
    const name = url.pathname.slice("/v1/".length);
    if (request.method === "OPTIONS") return recorded(said.options[Object.hasOwn(said.ways, name) ? said.ways[name] : 0], id);
    if (request.method === "GET" && name === "health" && (request.headers.get("accept") ?? "*/*") === "*/*") return recorded(said.health, id);

    if (env.RATE) {
      const { success } = await env.RATE.limit({ key: client(request) });
      if (!success) return refused("rate_limit", request, id, { "retry-after": env.RATE_PERIOD ?? "60" });
    }

    const body = await read(request);
    if (body === tooLarge) return refused("too_large", request, id);
    if (body === tooMany) return refused("unavailable", request, id, { "retry-after": "5" });

    const headers = [["x-request-id", id], ["content-length", String(body.length)]];
    for (const name of passed) {
      const value = request.headers.get(name);
      if (value !== null) headers.push([name, value]);
    }
    const path = url.pathname.replace(/%(?![0-9a-f]{2})/gi, "%25"); // Go reads no address with a % by itself
    const response = await ask({ method: request.method, url: url.origin + path + url.search, headers: new Map(headers), body });
    if (response && request.method === "HEAD") return new Response(null, response); // its length is that of the body it would have
    return response ?? refused("internal", request, id);
  },
};

// client names who asks: an address, of version 6 the network of 64 bits, since
// one client has all of it.
function client(request) {
  const address = request.headers.get("cf-connecting-ip") ?? "";
  if (!address.includes(":")) return address;
  const [head, tail] = address.split("::");
  const groups = head.split(":");
  if (tail !== undefined) while (groups.length < 4) groups.push("0");
  return groups.slice(0, 4).map(g => g || "0").join(":");
}

// named gives a request its identity: its own, the host's, or a new one.
function named(request) {
  const own = request.headers.get("x-request-id");
  if (own !== null && /^[A-Za-z0-9._-]{1,64}$/.test(own)) return own;
  return request.headers.get("cf-ray") ?? crypto.randomUUID();
}

// recorded is an answer that the handler gave when the worker was built.
function recorded({ status, headers, body }, id) {
  return new Response(body ?? null, { status, headers: { ...headers, "x-request-id": id } });
}

// refused is a problem in the language of the reader.
function refused(name, request, id, more) {
  const reader = language(request);
  const { errors, ...rest } = said.refusals[name][reader];
  const problem = { ...rest, request_id: id, errors }; // in the handler's order
  return new Response(JSON.stringify(problem), { status: problem.status, headers: { ...said.headers[reader], ...more, "x-request-id": id } });
}

// language is zh where Chinese is wanted at least as much as English, else en: as
// the handler reads the header.
function language(request) {
  const weights = { zh: 0, en: 0 };
  for (const member of (request.headers.get("accept-language") ?? "").toLowerCase().split(",")) {
    const [tag, ...parameters] = member.split(";").map((part) => part.trim());
    const main = tag.split("-")[0];
    const told = parameters.findLast((p) => /^q *=/.test(p));
    const weight = told === undefined ? 1 : Number(told.slice(told.indexOf("=") + 1) || NaN);
    if (Object.hasOwn(weights, main) && weight >= 0 && weight <= 1) weights[main] = Math.max(weights[main], weight);
  }
  return weights.zh > 0 && weights.zh >= weights.en ? "zh" : "en";
}
