// The Web Worker around the engine program. Started under the name GO,WASM: the
// addresses of the Go runtime and of the program. (A fragment would be lost when
// a service worker answers for this script.)
//
// Page to engine   {version, id, op, body}   body: JSON of the request
//                  {version, id, cancel: true}
// Engine to page   {id, done, total}         progress
//                  {id, body, columns}       columns: transferred ArrayBuffers
//                  {id, fault}               JSON of the fault
//                  {dead: why}               nothing more will come; every
//                                            question still open has failed
const [go, wasm] = self.name.split(',');

// Questions that come before the program can hear them.
let early = [], serve = message => early.push(message);
onmessage = e => serve(e.data);
self.fbServe = handle => {
  serve = handle;
  for (const message of early.splice(0)) handle(message);
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
  await runtime.run(made.instance);
  dead(reason());
})().catch(dead);
