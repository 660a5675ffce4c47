// Bodies of requests, whole or refused. A slow one holds up nobody: the program
// is not asked before everything is there.

// The longest body that is read, in bytes, and the most that all bodies which
// are still arriving may hold together: an isolate has 128 MB for everything.
const longest = 2 * 1024 * 1024;
const together = 32 * 1024 * 1024;

export const tooLarge = Symbol("too large");
export const tooMany = Symbol("too many");

let arriving = 0;

// read promises the bytes of a request's body, or tooLarge, or tooMany.
export async function read(request) {
  if (!request.body) return new Uint8Array(0);
  if (Number(request.headers.get("content-length")) > longest) return tooLarge;
  const pieces = [];
  let length = 0;
  const reader = request.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      arriving += value.length;
      if (length > longest || arriving > together) {
        const why = length > longest ? tooLarge : tooMany;
        await reader.cancel();
        return why;
      }
      pieces.push(value);
    }
  } finally {
    arriving -= length;
  }
  if (pieces.length === 1) return pieces[0];
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
