// The worker programs without the page's program: what connects them in a page,
// asks them and measures the page meanwhile.

/**
 * Puts into a page: bars(days), a CSV file; programs(), a reader and an engine
 * that the page connects; ask(programs, op, body, {told, signal}), what they
 * answer; watch(), which returns a function that tells the longest task of the
 * page since.
 */
export const help = page => page.evaluate(async () => {
  window.store = await fbLoadStore();
  // Days of 240 one-minute bars, stamped at their end, on every weekday from 2015 on.
  window.bars = (days, price = 4000) => {
    const two = n => String(n).padStart(2, '0'), lines = ['datetime,open,high,low,close,volume,open_interest\n'];
    for (let d = 0, at = Date.UTC(2015, 0, 5); d < days; at += 86_400_000) {
      const day = new Date(at);
      if (day.getUTCDay() % 6 === 0) continue;
      d++;
      const date = day.toISOString().slice(0, 10);
      for (let i = 1; i <= 240; i++) {
        const m = i <= 120 ? 570 + i : 660 + i, p = price + (d + i) % 300 / 5;
        lines.push(`${date} ${two(m / 60 | 0)}:${two(m % 60)}:00,${p.toFixed(1)},${(p + 1.2).toFixed(1)},${(p - 1).toFixed(1)},${(p + .4).toFixed(1)},${100 + i},${90_000 + d}\n`);
      }
    }
    return new File(lines, 'IF2103.csv');
  };
  const VERSION = 2;
  window.programs = () => {
    const reader = fbReader(), engine = fbEngine(), needs = new Map();
    let last = 1e6; // apart from the questions of ask
    engine.addEventListener('message', ({ data: { need, op, body, cancel } }) => {
      if (!need) return;
      if (cancel) return reader.postMessage({ version: VERSION, id: needs.get(need), cancel });
      const id = ++last;
      needs.set(need, id);
      reader.addEventListener('message', function hear({ data }) {
        if (data.id !== id || data.total !== undefined) return;
        reader.removeEventListener('message', hear);
        const { body, columns = [], files = [], fault } = data;
        engine.postMessage({ version: VERSION, got: need, body, columns, files, fault }, [...columns, ...files]);
      });
      reader.postMessage({ version: VERSION, id, op, body });
    });
    return { reader, engine, terminate() { reader.terminate(); engine.terminate(); } };
  };
  let last = 0;
  window.ask = ({ reader, engine }, op, body, { told = () => {}, signal } = {}) => new Promise((resolve, reject) => {
    const id = ++last, program = op === 'load' ? reader : engine;
    program.addEventListener('message', function hear({ data }) {
      if (data.dead) reject(new Error(data.dead));
      if (data.id !== id || data.need) return;
      if (data.total !== undefined) return told(data.done, data.total);
      program.removeEventListener('message', hear);
      if (op === 'load') engine.postMessage({ forget: [body.ref] });
      resolve(data.fault ? { fault: JSON.parse(data.fault), memory: data.memory } : { ...JSON.parse(data.body), memory: data.memory });
    });
    signal?.addEventListener('abort', () => program.postMessage({ version: VERSION, id, cancel: true }));
    program.postMessage({ version: VERSION, id, op, body: JSON.stringify(body) });
  });
  window.watch = () => {
    const tasks = [], note = list => tasks.push(...list.map(e => Math.round(e.duration)));
    const seen = new PerformanceObserver(list => note(list.getEntries()));
    seen.observe({ type: 'longtask' });
    return () => { note(seen.takeRecords()); seen.disconnect(); return Math.max(0, ...tasks); };
  };
});
