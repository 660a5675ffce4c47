// The user's files on this device, in IndexedDB; for the page and for the
// engine's worker, which only reads. Everything here answers with a promise.
//
// Database "fairbasis-files"
//   files     ref -> Blob
//   entries   ref -> {ref, name, size, added, choices, facts}; choices and
//             facts are texts of JSON that only the Go programs understand
//
// Both stores change in one transaction that is on disk before it is said to be
// done, so a crash leaves all of a change or nothing of it. What cannot be
// saved is kept by this page until it is closed, and entry.why says why.
//
// A refusal is an object {code, params}; its codes are those of app/library.
self.fbStore = (() => {
  const NAME = 'fairbasis-files', VERSION = 1, STORES = ['files', 'entries'];
  const PIECE = 4 << 20;
  const refusal = (code, params = {}) => ({ code, params });

  // ---- the database --------------------------------------------------------

  let opened;
  const open = () => opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      // Each version adds its step here; those before it stay as they are.
      for (const name of STORES) request.result.createObjectStore(name, name === 'entries' ? { keyPath: 'ref' } : undefined);
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const db = request.result;
      const leave = () => { opened = undefined; };
      db.onversionchange = () => { db.close(); leave(); }; // a newer page must not wait for this one
      db.onclose = leave; // the browser cleared the site's data
      resolve(db);
    };
  }).catch(why => { opened = undefined; throw refusal('no_storage', { reason: String(why?.message ?? why) }); });

  const got = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  // work(entries, files) awaits nothing but requests; what it throws undoes all.
  const within = async (mode, work, signal) => {
    signal?.throwIfAborted();
    const begin = async () => (await open()).transaction(STORES, mode, { durability: 'strict' });
    const t = await begin().catch(why => { if (why.code === 'no_storage') throw why; opened = undefined; return begin(); });
    const ended = new Promise((resolve, reject) => {
      t.oncomplete = resolve;
      t.onabort = () => reject(t.error ?? refusal('storage_failed', { reason: 'aborted' }));
    });
    let why;
    const stop = () => { try { t.abort(); } catch { /* it is over already */ } };
    signal?.addEventListener('abort', stop);
    const result = Promise.resolve(work(t.objectStore('entries'), t.objectStore('files'))).catch(e => { why = e; stop(); });
    try {
      await ended;
      return await result;
    } catch (e) {
      await result;
      signal?.throwIfAborted();
      why ??= e;
      if (why.code && why.params) throw why;
      if (why.name === 'QuotaExceededError' || e.name === 'QuotaExceededError') throw refusal('storage_full', await room());
      throw refusal('storage_failed', { reason: String(why.message ?? why) });
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  };

  const room = async () => {
    const { usage = 0, quota = 0 } = await navigator.storage?.estimate?.().catch(() => {}) ?? {};
    return { used: usage, quota };
  };

  // ---- one file ------------------------------------------------------------

  // The name of a content: of the SHA-256 of its pieces' SHA-256, so that no
  // file has to be in memory whole. Without crypto (no secure context) every
  // file is new.
  const hex = bytes => Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('');
  const named = async (blob, tell, signal) => {
    const sum = crypto.subtle && (bytes => crypto.subtle.digest('SHA-256', bytes).then(d => new Uint8Array(d)));
    const sums = [];
    for (let at = 0; at < blob.size; at += PIECE) {
      const piece = await blob.slice(at, at + PIECE).arrayBuffer().catch(() => { throw refusal('unreadable_file'); });
      signal?.throwIfAborted();
      sums.push(...sum ? await sum(piece) : []);
      tell?.(Math.min(at + PIECE, blob.size), blob.size);
    }
    return hex((sum ? await sum(new Uint8Array(sums)) : crypto.getRandomValues(new Uint8Array(16))).subarray(0, 16));
  };

  const unsaved = new Map(); // ref -> {entry, blob}, in this page only
  const attach = (ref, { entry, blob } = {}) => self.fbAttach?.(ref, blob && { name: entry.name, choices: entry.choices, blob });

  const put = async (entry, blob, signal) => {
    const { why, ...record } = entry;
    try {
      const old = await within('readwrite', async (entries, files) => {
        const old = await got(entries.get(entry.ref));
        if (old) return old;
        files.put(blob, entry.ref);
        entries.put(record);
      }, signal);
      if (unsaved.delete(entry.ref)) attach(entry.ref);
      if (!old) changed([]);
      return [old ?? record, old !== undefined];
    } catch (why) {
      if (!why.params) throw why; // given up
      if (why.code === 'storage_full') why.params.size = entry.size;
      const kept = { entry: { ...record, why }, blob };
      unsaved.set(entry.ref, kept);
      attach(entry.ref, kept);
      changed();
      return [kept.entry, false];
    }
  };

  // ---- two tabs ------------------------------------------------------------

  // Tabs hear on the channel of boot.js which files have other bars now; after
  // a change that only shows in lists that is none.
  const watchers = new Set();
  const call = () => { for (const f of watchers) f(); };
  const channel = self.fbTabs?.();
  channel?.addEventListener('message', call);
  const changed = refs => {
    if (refs) channel?.postMessage(refs);
    queueMicrotask(call);
  };

  const all = () => within('readonly', entries => got(entries.getAll()));
  const first = (a, b) => a.added - b.added || (a.ref < b.ref ? -1 : 1);

  return {
    /** every entry, in the order added; those only this page has come last. */
    async list() {
      const saved = await all().catch(() => []);
      const here = new Set(saved.map(e => e.ref));
      return [...saved.sort(first), ...[...unsaved.values()].map(u => u.entry).filter(e => !here.has(e.ref)).sort(first)];
    },

    /** {name, choices, blob} of a saved file, or undefined. */
    get: ref => within('readonly', async (entries, files) => {
      const [entry, blob] = await Promise.all([got(entries.get(ref)), got(files.get(ref))]);
      return entry && blob && { name: entry.name, choices: entry.choices, blob };
    }),

    /** saves a file; [entry, whether its content was here before]. */
    async add(file, name, tell, signal) {
      const ref = await named(file, tell, signal), { size } = file;
      const entry = { ref, name, size, added: Date.now(), choices: '', facts: '' };
      const had = unsaved.get(ref);
      const [now, known] = await put(had?.entry ?? entry, file.slice(), signal);
      return [now, known || had !== undefined];
    },

    /** tries again to save what could not be saved. */
    async retry(ref) {
      const { entry, blob } = unsaved.get(ref) ?? {};
      if (entry) return (await put(entry, blob))[0];
      const saved = await within('readonly', entries => got(entries.get(ref)));
      if (!saved) throw refusal('file_gone');
      return saved;
    },

    /** changes some fields of an entry and no others. */
    async change(ref, fields) {
      const here = unsaved.get(ref);
      if (here) {
        Object.assign(here.entry, fields);
        attach(ref, here);
        changed();
        return here.entry;
      }
      const [old, entry] = await within('readwrite', async entries => {
        const old = await got(entries.get(ref));
        if (!old) throw refusal('file_gone');
        const entry = { ...old, ...fields };
        entries.put(entry);
        return [old, entry];
      });
      changed(entry.choices === old.choices ? [] : [ref]);
      return entry;
    },

    async remove(refs) {
      const saved = refs.filter(ref => { if (unsaved.delete(ref)) attach(ref); else return true; });
      try {
        if (saved.length) await within('readwrite', (entries, files) => { for (const ref of saved) { entries.delete(ref); files.delete(ref); } });
      } finally {
        changed(saved);
      }
    },

    async clear() {
      const refs = (await this.list()).map(e => e.ref);
      await this.remove(refs);
    },

    async room() {
      const entries = await all().catch(() => undefined);
      return {
        ...await room(),
        files: (entries ?? []).reduce((sum, e) => sum + e.size, 0),
        persisted: await navigator.storage?.persisted?.().catch(() => false) ?? false,
        available: entries !== undefined,
      };
    },

    persist: async () => await navigator.storage?.persist?.().catch(() => false) ?? false,

    /** calls f after a change here or in another tab; returns how to end that. */
    watch(f) {
      watchers.add(f);
      return () => watchers.delete(f);
    },
  };
})();
