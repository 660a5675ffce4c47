// The Web Worker around a program: the reader, which reads files, or the engine
// or the analyst, which compute. Started under the name GO,WASM,STORE: the
// addresses of the Go runtime, of the program and of the store of files. (A
// fragment would be lost when a service worker answers for this script.)
//
// Page to program  {version, id, op, body, columns}
//                                            body: JSON of the request; columns,
//                                            if any: transferred ArrayBuffers
//                  {version, id, cancel: true}
//                  {version, got: need, body, columns, files}, {version, got: need, fault}
//                                            the answer to a need
//                  {attach: ref, file}       to the reader: a file that only the
//                                            page has: {name, choices, blob};
//                                            without file it is gone
//                  {forget: refs}            files that are read anew or were
//                                            changed by another tab
// Program to page  {id, done, total}         progress
//                  {id, body, columns, files, memory}
//                                            columns and files: transferred
//                                            ArrayBuffers; memory: bytes
//                  {id, fault, memory}       JSON of the fault
//                  {id, need, op, body}      the question needs the answer of
//                                            the reader to another one
//                  {id, need, cancel: true}  no longer
//                  {dead: why}               nothing more will come; every
//                                            question still open has failed
const [go, wasm, store] = self.name.split(',');

// Questions that come before the program can hear them.
let early = [], serve = message => early.push(message);
const attached = new Map();
onmessage = e => {
  const { attach, file, forget } = e.data;
  if (forget) self.fbForget?.(forget);
  else if (!attach) serve(e.data);
  else if (file) attached.set(attach, file);
  else attached.delete(attach);
};
self.fbServe = handle => {
  serve = handle;
  for (const message of early.splice(0)) handle(message);
};

/** a file by its ref: {name, choices, blob}, or undefined. */
self.fbOpen = async ref => {
  if (attached.has(ref)) return attached.get(ref);
  if (!self.fbStore) importScripts(store);
  return fbStore.get(ref);
};

const dead = why => postMessage({ dead: String(why) });

// The last words of a Go program go to its standard error only.
let words = '';
const listen = () => {
  const write = fs.writeSync, text = new TextDecoder();
  fs.writeSync = (fd, bytes) => {
    words = (words + text.decode(bytes, { stream: true })).slice(-8192);
    return write(fd, bytes);
  };
};
const reason = () => /^(?:panic|fatal error): .*/m.exec(words)?.[0] ?? 'the program ended';

// A trap leaves the program unusable without ending it.
addEventListener('error', e => { if (e.error instanceof WebAssembly.RuntimeError) dead(e.error); });

(async () => {
  importScripts(go);
  listen();
  const runtime = new Go();
  let made;
  try {
    made = await WebAssembly.instantiateStreaming(fetch(wasm), runtime.importObject);
  } catch (why) {
    const answer = await fetch(wasm);
    if (!answer.ok) throw why;
    made = await WebAssembly.instantiate(await answer.arrayBuffer(), runtime.importObject);
  }
  self.fbMemory = () => made.instance.exports.mem.buffer.byteLength;
  await runtime.run(made.instance);
  dead(reason());
})().catch(dead);
