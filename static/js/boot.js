// Brings the prerendered page to life, late enough not to be in the way and
// early enough not to be waited for.
//
// The page is readable before this runs and stays so if nothing here works.
// <html data-app> says how far it is: still | starting | running | failed.
//
// What the Go page can rely on
//   - It is started at the first interaction, or at once if a service worker
//     controls the page or the address has a fragment.
//   - What was typed, ticked, opened or pressed before is repeated right after
//     its first mount and after OnMount: the value is set and `input` and
//     `change` are fired on the new element with the same id (without an id:
//     at the same place). Focus, caret and scrolling stay. The page need do
//     nothing but give its fields ids and listen to these events. Until then
//     window.fbTyped maps ids to the text typed so far, for reading.
//   - fbEngine()   a new Worker of this version's engine, fbAnalyst() one of its
//                  analyst and fbReader() one of its reader; fbAttach(ref, file)
//                  gives the reader and its successors a file only this page has
//   - fbLoadStore() fetches the store of files and returns a promise of it
//   - Files that are dropped on a page with an element [data-drop], or chosen
//                  in an input of type file, wake the program and wait in
//                  fbFiles until it takes them; fbFiles.tell() is called then.
//                  While they are dragged over, that element has [data-over].
//   - fbChart      the chart bundle once it is there; fbLoadChart() fetches it
//                  when it is first needed and returns a promise of it
//   - fbUpdate()   accepts a new version that waits, and reloads; what is
//                  typed must be in the fragment or in storage by then. That
//                  one waits is said to components as OnAppUpdate, by
//                  window.fbUpdateReady and by event "fbupdate" on window.
//   - If the program ends, its notice (#fb-failed) appears with a button to
//     reload, and the page is readable as it last stood.
(() => {
  const { go, app, reader, engine, analyst, engineScript, chart, store, worker } = document.currentScript.dataset;
  const html = document.documentElement;
  const state = name => { html.dataset.app = name; };
  state('still');
  // A frame without an origin of its own throws already at the question.
  const workers = (() => { try { return navigator.serviceWorker; } catch { return undefined; } })();

  // People write rate=3% by hand. go-app takes no address with a stray % and
  // would not start, or fall over when it comes by later.
  const mend = () => {
    const fragment = location.hash.replace(/%(?![0-9a-f]{2})/gi, '%25');
    if (fragment !== location.hash) history.replaceState(history.state, '', fragment);
  };
  mend();
  for (const type of ['popstate', 'hashchange']) addEventListener(type, mend, { capture: true });

  // ---- files ---------------------------------------------------------------

  const script = src => new Promise((resolve, reject) => {
    const el = document.createElement('script');
    el.src = src;
    el.onload = resolve;
    el.onerror = () => { el.remove(); reject(new Error(`${src} did not load`)); };
    document.head.append(el);
  });

  const compile = async () => {
    try {
      return await WebAssembly.compileStreaming(fetch(app));
    } catch (why) {
      // Some proxies change the media type, which streaming insists on.
      const answer = await fetch(app);
      if (!answer.ok) throw why;
      return WebAssembly.compile(await answer.arrayBuffer());
    }
  };

  // A file that failed to arrive is asked for again the next time.
  const once = make => { let made; return () => made ??= make().catch(why => { made = undefined; throw why; }); };
  const program = once(compile);
  const runtime = once(() => script(go));
  window.fbLoadChart = once(() => script(chart).then(() => window.fbChart));
  window.fbLoadStore = once(() => script(store).then(() => window.fbStore));

  const running = new Set();
  const spawn = program => {
    window.fbTabs();
    const made = new Worker(engineScript, { name: `${go},${program},${store}` }), end = made.terminate;
    made.terminate = () => { running.delete(made); end.call(made); };
    running.add(made);
    return made;
  };
  window.fbEngine = () => spawn(engine);
  window.fbAnalyst = () => spawn(analyst);
  // What only this page has, each reader is given when it starts.
  const attached = new Map();
  let reads;
  window.fbReader = () => {
    reads = spawn(reader);
    for (const [attach, file] of attached) reads.postMessage({ attach, file });
    return reads;
  };
  window.fbAttach = (attach, file) => {
    if (file) attached.set(attach, file);
    else attached.delete(attach);
    reads?.postMessage({ attach, file });
  };
  // The channel on which tabs tell each other which files they changed.
  let tabs;
  window.fbTabs = () => {
    if (tabs || !self.BroadcastChannel) return tabs;
    tabs = new BroadcastChannel('fairbasis-files');
    tabs.addEventListener('message', e => { for (const each of running) each.postMessage({ forget: e.data }); });
    return tabs;
  };

  // ---- files of the user ---------------------------------------------------

  const files = window.fbFiles = { slots: new Map(), fresh: [], last: 0 };
  const arrived = (file, folder = false) => {
    files.slots.set(++files.last, file);
    files.fresh.push({ slot: files.last, name: file.name, size: file.size, folder });
  };
  const handOver = () => { start(); files.tell?.(); };
  const zones = () => document.querySelectorAll('[data-drop]');
  // Dragging over says so again and again; not every way to end it is said.
  let still;
  const mark = over => {
    for (const el of zones()) el.toggleAttribute('data-over', over);
    clearTimeout(still);
    if (over) still = setTimeout(mark, 1000, false);
  };
  // Text and links that are dragged are none of our business. A file is, also
  // where it is not wanted: the browser would leave the page and open it.
  const dragging = (type, f) => addEventListener(type, e => {
    if (!e.dataTransfer?.types.includes('Files')) return;
    e.preventDefault();
    f(e);
  });
  for (const type of ['dragenter', 'dragover']) {
    dragging(type, e => { mark(true); e.dataTransfer.dropEffect = zones().length ? 'copy' : 'none'; });
  }
  dragging('dragleave', e => { if (!e.relatedTarget) mark(false); });
  dragging('drop', e => {
    mark(false);
    if (!zones().length) return;
    for (const item of e.dataTransfer.items) {
      const file = item.kind === 'file' && item.getAsFile();
      if (file) arrived(file, item.webkitGetAsEntry?.()?.isDirectory);
    }
    handOver();
  });
  addEventListener('change', e => {
    if (!app || e.target.type !== 'file' || !e.target.files?.length) return;
    for (const file of e.target.files) arrived(file);
    e.target.value = ''; // so that the same file can be chosen again
    handOver();
  }, { capture: true });

  // ---- what happens before the program is there ----------------------------

  const touched = new Set(), unfolded = new Set(), acts = [];
  window.fbTyped = {};
  const page = () => document.body.firstElementChild;
  let prerendered;
  const field = 'input:not([type=file]), select, textarea';
  const watch = { capture: true, passive: true };
  const before = [];
  const on = (type, f) => { addEventListener(type, f, watch); before.push([type, f]); };

  on('input', e => {
    if (!e.target.matches?.(field)) return;
    touched.add(e.target);
    if (e.target.id) window.fbTyped[e.target.id] = e.target.value;
  });
  on('change', e => { if (e.target.matches?.(field)) touched.add(e.target); });
  on('toggle', e => { if (e.target.matches?.('details')) unfolded.add(e.target); });
  on('click', e => { const b = e.isTrusted && e.target.closest?.('button'); if (b) acts.push({ el: b }); });
  on('keydown', e => {
    const typing = e.target.matches?.('input, textarea') && e.key.length === 1 && !e.ctrlKey && !e.metaKey;
    const native = ['Tab', 'Shift', 'Control', 'Meta', 'Alt', 'Backspace', 'Delete', 'ArrowLeft', 'ArrowRight', 'Home', 'End', ' '];
    if (typing || e.isComposing || native.includes(e.key) || e.target.matches?.('button, summary, a[href]')) return;
    const { key, code, ctrlKey, shiftKey, altKey, metaKey } = e;
    acts.push({ el: e.target, key: { key, code, ctrlKey, shiftKey, altKey, metaKey, bubbles: true, cancelable: true } });
  });

  // A press or a word being composed must not lose its element halfway.
  let pressed = false, composing = false;
  on('pointerdown', () => { pressed = true; });
  for (const type of ['pointerup', 'pointercancel']) on(type, () => { pressed = false; });
  on('compositionstart', () => { composing = true; });
  on('compositionend', () => { composing = false; });
  const settled = async () => {
    for (let i = 0; (pressed || composing) && i < 200; i++) await new Promise(r => setTimeout(r, 16));
    await new Promise(r => setTimeout(r)); // the click follows the release
  };

  // ---- carrying it over ----------------------------------------------------

  // An element is found again by its id, else by its place in the page.
  const place = el => {
    if (el.id) return { id: el.id };
    const path = [];
    for (let at = el; at !== page(); at = at.parentElement) {
      if (!at?.parentElement) return {};
      path.unshift([...at.parentElement.children].indexOf(at));
    }
    return { path, tag: el.tagName };
  };
  const find = ({ id, path, tag }) => {
    if (id) return document.getElementById(id);
    const el = path?.reduce((at, i) => at?.children[i], page());
    return el?.tagName === tag ? el : null;
  };
  const toggles = el => el.type === 'checkbox' || el.type === 'radio';

  const remember = () => {
    const focus = document.activeElement, scrolled = [];
    for (const el of page().querySelectorAll('[tabindex="0"]')) {
      if (el.scrollLeft || el.scrollTop) scrolled.push({ at: place(el), left: el.scrollLeft, top: el.scrollTop });
    }
    return {
      scrolled,
      values: [...touched].filter(el => el.isConnected).map(el => ({ at: place(el), value: el.value, checked: el.checked })),
      folds: [...unfolded].filter(el => el.isConnected).map(el => ({ at: place(el), open: el.open })),
      acts: acts.map(({ el, key }) => ({ at: el === document.body ? null : place(el), key })),
      focus: page().contains(focus) && {
        at: place(focus), start: focus.selectionStart, end: focus.selectionEnd, direction: focus.selectionDirection,
      },
    };
  };

  const restore = kept => {
    for (const { at, open } of kept.folds) { const el = find(at); if (el) el.open = open; }
    for (const { at, value, checked } of kept.values) {
      const el = find(at);
      if (!el || (toggles(el) && el.type === 'radio' && !checked)) continue;
      if (toggles(el)) el.checked = checked;
      else el.value = value;
      el.dispatchEvent(new InputEvent('input', { bubbles: true }));
      const change = () => el.dispatchEvent(new Event('change', { bubbles: true }));
      // Text is changed when its field is left. The browser only says so for
      // what was typed since, so that is said for it.
      const typing = kept.focus && find(kept.focus.at) === el && !toggles(el) && el.tagName !== 'SELECT';
      if (typing) el.addEventListener('blur', () => { if (el.value === value) change(); }, { once: true, capture: true });
      else change();
    }
    if (kept.focus) {
      const el = find(kept.focus.at);
      el?.focus({ preventScroll: true });
      if (kept.focus.start != null) try { el?.setSelectionRange(kept.focus.start, kept.focus.end, kept.focus.direction ?? 'none'); } catch { /* a field without a caret */ }
    }
    for (const { at, left, top } of kept.scrolled) find(at)?.scrollTo({ left, top, behavior: 'instant' });
    for (const { at, key } of kept.acts) {
      const el = at ? find(at) : document.body;
      if (key) el?.dispatchEvent(new KeyboardEvent('keydown', key));
      else el?.click();
    }
  };

  // ---- the program ---------------------------------------------------------

  // go-app asks for these by name.
  window.goappGetenv = name => name === 'GOAPP_INTERNAL_URLS'
    ? JSON.stringify(['/v1/', '/openapi.json', '/assets/', '/client/', '/api', '/en/api'].map(path => location.origin + path)) : '';

  let ended = false;
  const fail = why => {
    if (ended) return;
    ended = true;
    console.error('fairbasis:', why);
    // The listeners of a program that has ended would only throw. A copy of
    // the page has none, and keeps what stands in its fields.
    if (prerendered && page() !== prerendered) {
      onclick = onpopstate = onresize = null;
      const kept = remember(), old = page(), copy = old.cloneNode(true);
      const lists = copy.querySelectorAll('select');
      old.querySelectorAll('select').forEach((el, i) => { lists[i].selectedIndex = el.selectedIndex; });
      old.replaceWith(copy);
      restore({ ...kept, values: [], folds: [], acts: [] });
    }
    state('failed');
    const notice = document.getElementById('fb-failed');
    if (!notice) return;
    const spot = document.querySelector('.notes');
    if (spot) spot.append(notice); else document.body.prepend(notice);
    notice.hidden = false;
    notice.querySelector('button').onclick = () => window.fbUpdate();
  };
  // A trap in a later call does not end the program but leaves it unusable.
  addEventListener('error', e => { if (e.error instanceof WebAssembly.RuntimeError) fail(e.error); });

  const run = async () => {
    state('starting');
    const [module] = await Promise.all([program(), runtime()]);
    const go = new window.Go();
    const instance = await WebAssembly.instantiate(module, go.importObject);
    await settled();
    const kept = remember();
    prerendered = page();
    for (const [type, f] of before) removeEventListener(type, f, watch);
    const exit = go.run(instance); // returns when the page is mounted
    if (go.exited) throw new Error('the program ended while it was starting');
    state('running');
    restore(kept);
    exit.then(() => fail('the program ended'), fail);
  };
  let started;
  const start = () => {
    if (started) return;
    started = true;
    for (const type of wakers) removeEventListener(type, start, watch);
    run().catch(fail);
  };
  const wakers = ['pointerdown', 'keydown', 'input', 'focusin'];

  if (app && typeof WebAssembly === 'object') {
    if (workers?.controller || location.hash.length > 1) start();
    else {
      for (const type of wakers) addEventListener(type, start, watch);
      addEventListener('hashchange', start, { once: true });
      // So that the first touch is not a download. The browser's own prefetch
      // keeps eight megabytes out of the page's hands; compiling would be felt
      // by whoever scrolls at that moment and waits until he reads.
      const idle = window.requestIdleCallback ?? (f => setTimeout(f, 500));
      const prepare = () => idle(() => {
        if (started || navigator.connection?.saveData) return;
        for (const [href, as] of [[go, 'script'], [app, 'fetch']]) {
          document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href, as }));
        }
        setTimeout(() => idle(() => { Promise.all([program(), runtime()]).catch(() => {}); }), 8000);
      });
      if (document.readyState === 'complete') prepare();
      else addEventListener('load', prepare, { once: true });
    }
  }

  // ---- versions ------------------------------------------------------------

  let registration, accepted = false;
  const ready = () => {
    window.fbUpdateReady = true;
    window.goappUpdatedBeforeWasmLoaded = true; // read once, when the program starts
    window.goappOnUpdate?.();
    dispatchEvent(new Event('fbupdate'));
  };
  window.fbUpdate = () => {
    accepted = true;
    if (registration?.waiting) registration.waiting.postMessage({ type: 'activate' });
    else location.reload();
  };

  const register = async () => {
    try {
      registration = await workers.register(worker, { updateViaCache: 'none' });
    } catch (why) {
      console.warn('fairbasis: works online only:', why.message);
      return;
    }
    if (!registration) return; // tools that block it answer with nothing
    if (registration.waiting && workers.controller) ready();
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing;
      coming?.addEventListener('statechange', () => {
        if (coming.state === 'installed' && workers.controller) ready();
      });
    });
    let looked = Date.now();
    document.addEventListener('visibilitychange', () => {
      if (document.hidden || Date.now() - looked < 3_600_000) return;
      looked = Date.now();
      registration.update().catch(() => {}); // offline
    });
  };
  if (worker && workers) {
    workers.addEventListener('controllerchange', () => { if (accepted) location.reload(); });
    if (document.readyState === 'complete') register();
    else addEventListener('load', register, { once: true });
  }
})();
