// From a file on the device to its bars: the reader reads what is saved and
// what only the page has, after any restart, and hands the bars to the engine;
// work can be given up, and memory has a bound.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built, launch, startSite } from './browser.mjs';
import { help } from './programs.mjs';
import { eventually, open } from './screen.mjs';

let browser, site;
before(async () => { browser = await launch(); site = await startSite(); });
after(async () => { await browser?.close(); await site?.stop(); });

/** a page of its own profile, with what programs.mjs puts into it. */
async function visit(t, url = site.url, options = {}) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  const page = await open(context, `${url}/en/`, { start: false });
  await help(page);
  return { context, page };
}

test('a saved file is read, with what was said about it, and again after a restart', async t => {
  const { page } = await visit(t);
  const got = await page.evaluate(async () => {
    const [{ ref }] = await store.add(bars(3), 'first.csv');
    const both = programs();
    const first = await ask(both, 'load', { ref });
    await store.change(ref, { choices: '{"symbol":"IC2103"}' });
    both.terminate();
    const second = await ask(programs(), 'load', { ref, choices: { symbol: 'IH2103' } });
    const stored = await ask(programs(), 'rows', { ref, symbol: 'IC2103', count: 1 });
    return { first, second, stored };
  });
  assert.deepEqual([got.first.fault, got.first.rows, got.first.name], [undefined, 720, 'first.csv'], JSON.stringify(got.first).slice(0, 600));
  assert.deepEqual(got.second.series.map(s => s.symbol), ['IH2103'], 'what the request says counts');
  assert.equal(got.stored.total, 720, `what was stored counts elsewhere: ${JSON.stringify(got.stored)}`);
});

test('nothing of a file is sent anywhere', async t => {
  const { context, page } = await visit(t);
  const asked = [];
  context.on('request', r => asked.push([r.method(), r.url(), r.postData()]));
  await page.evaluate(async () => {
    const [{ ref }] = await store.add(bars(20), 'secret.csv');
    await store.change(ref, { name: 'more.csv', choices: '{"symbol":"IC2103"}' });
    const both = programs();
    await ask(both, 'load', { ref });
    await ask(both, 'rows', { ref });
    await store.remove([ref]);
  });
  // The program is fetched, and by the service worker the site: files by name.
  const plain = url => url.startsWith(`${site.url}/`) && /^\/[\w./-]{0,40}$/.test(url.slice(site.url.length));
  assert.ok(asked.some(([, url]) => /engine\.\w+\.wasm/.test(url)), 'requests are seen');
  assert.deepEqual(asked.filter(([method, url, body]) => method !== 'GET' || body || !plain(url)), []);
});

test('a file that only the page has is read, also after a restart', async t => {
  const { context, page } = await visit(t);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.url, quotaSize: 1000 });
  const got = await page.evaluate(async () => {
    const [entry] = await store.add(bars(3), 'only here.csv');
    const both = programs();
    const first = await ask(both, 'load', { ref: entry.ref });
    both.terminate();
    const second = await ask(programs(), 'load', { ref: entry.ref });
    await store.remove([entry.ref]);
    const third = await ask(programs(), 'load', { ref: entry.ref });
    return { why: entry.why?.code, first, second, third };
  });
  assert.equal(got.why, 'storage_full');
  assert.deepEqual([got.first.rows, got.second.rows], [720, 720]);
  assert.deepEqual([got.third.fault.code, got.third.fault.fields[0].code], ['unknown', 'file_gone']);
});

test('files and what was said about them stay through an update, and without a network', { timeout: 120_000 }, async t => {
  const dir = await mkdtemp(join(tmpdir(), 'site-'));
  t.after(() => rm(dir, { recursive: true }));
  await cp(built('site'), dir, { recursive: true });
  let server = await startSite();
  t.after(() => server.stop());
  const { url, port } = server, { page } = await visit(t, url, { serviceWorkers: 'allow' });
  const worker = () => page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
  });
  await worker();
  const ref = await page.evaluate(async () => {
    const [{ ref }] = await store.add(bars(3), 'a.csv');
    await store.change(ref, { name: 'b.csv', choices: '{"symbol":"IC2103"}', facts: '{}' });
    return ref;
  });
  const entries = await page.evaluate(() => store.list());

  const old = await page.evaluate(() => document.documentElement.dataset.version), fresh = old.replace(/^./, c => c === 'a' ? 'b' : 'a');
  for (const name of await readdir(dir, { recursive: true })) {
    if (/(^|\/)[^/]+\.html$|^sw\.js$/.test(name)) await writeFile(join(dir, name), (await readFile(join(dir, name), 'utf8')).replaceAll(old, fresh));
  }
  await server.stop();
  server = await startSite({ dir, compressed: join(dir, 'none'), port });
  await page.evaluate(async () => { await (await navigator.serviceWorker.ready).update(); });
  await eventually(async () => assert.equal(await page.evaluate(() => window.fbUpdateReady), true), 30_000);
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => fbUpdate())]);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.version), fresh);
  await help(page);
  assert.deepEqual(await page.evaluate(() => store.list()), entries);

  await server.stop();
  await page.goto('about:blank');
  await page.goto(`${url}/en/curve`);
  await help(page);
  assert.deepEqual(await page.evaluate(() => store.list()), entries);
  const rows = await page.evaluate(ref => ask(programs(), 'rows', { ref, symbol: 'IC2103', count: 1 }), ref);
  assert.equal(rows.total, 720, JSON.stringify(rows));
});

// How long it all takes is measured by worker.bench.mjs.
test('30 MB: progress, and memory that is bounded', { timeout: 240_000 }, async t => {
  const { page } = await visit(t);
  const got = await page.evaluate(async () => {
    const file = bars(2200), both = programs();
    await ask(both, 'load', { ref: 'none' }); // it has started
    const runs = [];
    for (let i = 0; i < 3; i++) {
      const run = { saving: 0, told: 0 };
      const [{ ref }] = await store.add(new Blob([file, `# ${i}\n`]), 'large.csv', () => { run.saving++; });
      const { rows, fault, memory } = await ask(both, 'load', { ref }, { told: () => { run.told++; } });
      Object.assign(run, { rows, fault, mb: Math.round(memory / 2 ** 20) });
      runs.push(run);
    }
    return { size: file.size, runs };
  });
  t.diagnostic(JSON.stringify(got));
  assert.ok(got.size > 30_000_000, `${got.size} bytes`);
  assert.deepEqual(got.runs.map(r => [r.rows, r.fault]), Array(3).fill([528_000, undefined]));
  assert.ok(got.runs.every(r => r.saving === 8) && got.runs.some(r => r.told > 0), 'progress is told');
  assert.ok(got.runs[2].mb <= 256, `memory in MB: ${got.runs.map(r => r.mb)}`);
});

test('reading can be given up at any time, and the reader goes on', { timeout: 240_000 }, async t => {
  const { page } = await visit(t);
  const got = await page.evaluate(async () => {
    const [{ ref }] = await store.add(bars(2200), 'large.csv'), both = programs();
    await ask(both, 'load', { ref: 'none' });
    const ended = [];
    for (const wait of [0, 10, 30, 60, 90, 120, 150]) {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), wait);
      const { fault, rows } = await ask(both, 'load', { ref }, { signal: stop.signal });
      ended.push(fault?.code ?? rows);
    }
    return { ended, after: (await ask(both, 'load', { ref })).rows };
  });
  t.diagnostic(JSON.stringify(got));
  assert.ok(got.ended.every(what => what === 'canceled' || what === 528_000), JSON.stringify(got));
  assert.ok(got.ended.filter(what => what === 'canceled').length >= 3, JSON.stringify(got));
  assert.equal(got.after, 528_000);
});

test('what another tab corrects or deletes is not answered from memory', async t => {
  const { context, page } = await visit(t);
  await page.evaluate(async () => {
    const [{ ref }] = await store.add(bars(3), 'a.csv');
    Object.assign(window, { ref, both: programs() });
    await ask(both, 'load', { ref });
  });
  const other = await open(context, `${site.url}/en/`, { start: false });
  await other.evaluate(async () => { const s = await fbLoadStore(); await s.remove([(await s.list())[0].ref]); });
  await eventually(async () => assert.equal((await page.evaluate(() => ask(both, 'rows', { ref }))).fault?.fields?.[0].code, 'file_gone'));
});
