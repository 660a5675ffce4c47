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
    if (request.method === "OPTIONS") return recorded(said.preflight, id);
    if (request.method === "GET" && url.pathname === "/v1/health") return recorded(said.health, id);

    if (env.RATE) {
      const { success } = await env.RATE.limit({ key: request.headers.get("cf-connecting-ip") ?? "" });
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
    return response ?? refused("internal", request, id);
  },
};

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
  const language = /^\s*zh/i.test(request.headers.get("accept-language") ?? "") ? "zh" : "en";
  const problem = { ...said.refusals[name][language], request_id: id };
  return new Response(JSON.stringify(problem), { status: problem.status, headers: { ...said.headers[language], ...more, "x-request-id": id } });
}
