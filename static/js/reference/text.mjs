// Texts of requests and answers.

/**
 * JSON over lines, its numbers and texts as they came; what is short stays on
 * one line. A text that is no JSON is returned as it is.
 */
export function pretty(json, width = 100) {
  const tokens = json.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/gs) ?? [];
  try {
    JSON.parse(json);
  } catch {
    return json;
  }
  let at = 0;
  const read = () => {
    const token = tokens[at++];
    if (token !== "{" && token !== "[") return token;
    const end = token === "{" ? "}" : "]", parts = [];
    while (tokens[at] !== end) {
      if (tokens[at] === ",") at++;
      if (token === "[") parts.push({ value: read() });
      else {
        const name = tokens[at];
        at += 2; // the name and the colon
        parts.push({ name, value: read() });
      }
    }
    at++;
    return { open: token, end, parts };
  };
  const line = node => {
    if (typeof node === "string") return node;
    const inner = node.parts.map(p => (p.name ? `${p.name}: ` : "") + line(p.value)).join(", ");
    return node.open === "{" && inner ? `{ ${inner} }` : node.open + inner + node.end;
  };
  const print = (node, indent) => {
    if (typeof node === "string" || !node.parts.length) return line(node);
    if (indent) {
      const short = line(node);
      if (short.length + indent.length <= width) return short;
    }
    const inner = `${indent}  `;
    return `${node.open}\n${node.parts.map(p => inner + (p.name ? `${p.name}: ` : "") + print(p.value, inner)).join(",\n")}\n${indent}${node.end}`;
  };
  return print(read(), "");
}

/** the members of a request as parameters of an address, one each: dotted paths, lists by place. */
export function parameters(value, path = "") {
  if (value === null || typeof value !== "object") return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, v]) => parameters(v, path ? `${path}.${name}` : name));
}

/** parameters as one may read and change them: one a line. */
export const lines = pairs => pairs.map(([name, value]) => `${name}=${value}`).join("\n");

/** the query of an address, from lines or from a query. */
export const query = text => text.split(/[\n&]/).map(pair => pair.trim()).filter(Boolean).map(pair => {
  const [, name, value] = /^([^=]*)=?(.*)$/s.exec(pair);
  // What is written as in an address stays so; a stray % is a per cent sign.
  const safe = part => encodeURIComponent(/%[0-9a-f]{2}/i.test(part) ? decoded(part) : part).replaceAll("%2C", ",").replaceAll("%3A", ":");
  return `${safe(name)}=${safe(value)}`;
}).join("&");

const decoded = text => { try { return decodeURIComponent(text); } catch { return text; } };
