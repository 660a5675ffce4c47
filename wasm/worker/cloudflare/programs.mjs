// Go programs, one at a time: each answers many requests. A program starts in
// under a tenth of a second but costs several requests' worth of computing, so
// it is kept until it has answered enough or grown too large.
//
// Nothing in the program waits for anything but the processor, so a request is
// answered before the call that hands it over returns; a request that is not has
// been left behind by a goroutine that waits for ever.
import "./wasm_exec.js";
import program from "./worker.wasm";

// A program is ended after this many requests, or when its memory, which never
// shrinks, is larger than this.
const most = 500;
const largest = 64 * 1024 * 1024;

// ended is what those are refused with whose program ended under them.
const ended = new Error("the program ended");

// What a program prints when it ends goes no further than the names of functions
// in it: the message may hold what the user sent.
const decoder = new TextDecoder();
let printed = "";
globalThis.fs.writeSync = (_, bytes) => {
  if (printed.length < 1 << 14) printed += decoder.decode(bytes);
  return bytes.length;
};

class Program {
  // Starts at once, inside the request that needs it: elsewhere a worker may not
  // draw the random numbers that Go starts with.
  constructor() {
    this.asked = 0;
    this.over = false;
    this.waiting = new Set(); // of the functions that refuse what it has been asked
    this.binding = {};

    const go = new Go();
    // Collecting early is dearer than the little that requests leave behind, up to a
    // half of what a program may hold.
    go.env = { GOGC: "200", GOMEMLIMIT: "40MiB" };
    go.exit = (code) => {
      this.code = code;
    };
    // A timer would belong to the request that is answered just then, be
    // dropped with it, and keep an ended program in memory. Only the runtime's own
    // housekeeping asks for any; what is due is done with the next request.
    let timers = 0;
    go.importObject.gojs["runtime.scheduleTimeoutEvent"] = (sp) => {
      go.mem.setInt32((sp >>> 0) + 16, ++timers, true);
    };
    go.importObject.gojs["runtime.clearTimeoutEvent"] = () => {};

    const instance = new WebAssembly.Instance(program, { ...go.importObject, workers: { ready() {} } });
    this.memory = instance.exports.mem;
    globalThis.context = { binding: this.binding }; // where package workers looks when it starts
    // Instead of the promise that Go would fulfil, which belongs to the request of this moment.
    go._resolveExitPromise = () => this.end("exited");
    go.run(instance).catch(() => this.end("trapped"));
    delete globalThis.context;
    if (!this.binding.handleRequest || go.exited) this.end("did not start");
    this.go = go;
  }

  // spent says that no further request belongs here.
  get spent() {
    return this.over || this.asked >= most || this.memory.buffer.byteLength > largest;
  }

  // ask promises the program's Response. Every request has a promise of its own and
  // is refused by itself: one shared promise would keep all that ever waited on it.
  ask(request) {
    this.asked++;
    return new Promise((resolve, reject) => {
      if (this.over) {
        reject(ended);
        return;
      }
      this.waiting.add(reject);
      const settle = (how) => (value) => {
        this.waiting.delete(reject);
        how(value);
      };
      try {
        this.binding.handleRequest(request).then(settle(resolve), settle(reject));
      } catch {
        this.end("trapped"); // or has ended, and promised nothing
        return;
      }
      if (this.go.exited) this.end("exited");
      // The answer is there, and its promise tells of it in turn.
      else queueMicrotask(() => queueMicrotask(() => queueMicrotask(() => this.waiting.has(reject) && this.end("left it waiting"))));
    });
  }

  end(how) {
    if (!this.over) {
      this.over = true;
      const first = printed.split("\n\n", 2)[1] ?? ""; // of the goroutines
      const where = first.match(/^[\w.*/()]+\.[\w.*()]+(?=\()/gm) ?? [];
      console.error(`a program ended at request ${this.asked}: ${how}, code ${this.code}, in ${where.slice(0, 12).join(", ")}`);
      printed = "";
    }
    for (const reject of this.waiting) reject(ended);
    this.waiting.clear();
  }
}

let current;

// ask promises the Response to a request, or undefined when two programs have
// ended over it. The second try has a program of its own, so that
// a request which ends programs is alone in the one that it ends next.
export async function ask(request) {
  if (!current || current.spent) current = new Program();
  const first = current;
  try {
    return await first.ask(request);
  } catch (error) {
    if (error !== ended) throw error;
  }
  const own = new Program();
  try {
    const response = await own.ask(request);
    if (current.spent) current = own;
    return response;
  } catch (error) {
    if (error !== ended) throw error;
  }
  return undefined;
}
