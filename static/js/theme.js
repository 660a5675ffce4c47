// Runs before the first paint: puts the remembered looks on <html>, so that
// nothing flashes in the wrong colours.
//
//   localStorage.theme   light | dark    -> <html data-theme>
//   localStorage.updown  red | green     -> <html data-updown>
//
// Anything else, or nothing, means: as the system and the language have it.
// fbTheme() applies what is stored now; call it after storing a choice. Event
// "themechange" on window follows every change.
(() => {
  // A frame without an origin of its own has no storage and throws when it is
  // asked for. Everything that keeps something gets a store that lasts as long
  // as the page.
  for (const name of ['localStorage', 'sessionStorage']) {
    try {
      void window[name].length;
    } catch {
      const kept = new Map();
      const value = {
        getItem: key => kept.has(String(key)) ? kept.get(String(key)) : null,
        setItem: (key, text) => { kept.set(String(key), String(text)); },
        removeItem: key => { kept.delete(String(key)); },
        clear: () => kept.clear(),
        key: i => [...kept.keys()][i] ?? null,
        get length() { return kept.size; },
      };
      Object.defineProperty(window, name, { value, configurable: true });
    }
  }

  const root = document.documentElement;
  const choices = { theme: /^"?(light|dark)"?$/, updown: /^"?(red|green)"?$/ };
  const bars = [...document.querySelectorAll('meta[name=theme-color]')].map(meta => ({ meta, colour: meta.content }));

  window.fbTheme = () => {
    for (const [name, known] of Object.entries(choices)) {
      const found = known.exec(localStorage.getItem(name) ?? '');
      if (found) root.dataset[name] = found[1];
      else delete root.dataset[name];
    }
    // The bar of the browser follows a chosen theme; there is one colour for each.
    const chosen = bars.find(b => b.meta.media.includes(root.dataset.theme));
    for (const b of bars) b.meta.content = (chosen ?? b).colour;
    dispatchEvent(new Event('themechange'));
  };
  window.fbTheme();
  addEventListener('storage', e => { if (e.key in choices || e.key === null) window.fbTheme(); });
})();
