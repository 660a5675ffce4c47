// Bodies of requests, whole or refused. A slow one holds up nobody: the program
// is not asked before everything is there.

// The longest body that is read, in bytes, and the most that all bodies which
// are still arriving may hold together: an isolate has 128 MB for everything.
// Where so much is arriving, short ones are still read.
const longest = 2 * 1024 * 1024;
const together = 32 * 1024 * 1024;
const short = 64 * 1024;

// Of what is refused, so much is read and dropped: whoever is still sending when
// the connection ends does not see the answer.
const dropped = 8 * 1024 * 1024;

export const tooLarge = Symbol("too large");
export const tooMany = Symbol("too many");

let arriving = 0;

// read promises the bytes of a request's body, or tooLarge, or tooMany.
export async function read(request) {
  if (!request.body) return new Uint8Array(0);
  const reader = request.body.getReader();
  if (Number(request.headers.get("content-length")) > longest) {
    await drop(reader, 0);
    return tooLarge;
  }
  const pieces = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      arriving += value.length;
      if (length > longest || (length > short && arriving > together)) {
        const why = length > longest ? tooLarge : tooMany;
        pieces.length = 0;
        await drop(reader, length);
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

async function drop(reader, length) {
  for (let at = length; at <= dropped; ) {
    const { done, value } = await reader.read();
    if (done) return;
    at += value.length;
  }
  await reader.cancel();
}
