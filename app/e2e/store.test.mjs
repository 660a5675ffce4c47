// The user's files on the device: what is saved stays, whole, through reloads,
// restarts without a network, full disks, other tabs and newer versions. These
// tests speak to static/js/store.js; data.test.mjs to the page above it.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { launch, startSite } from './browser.mjs';
import { eventually, open } from './screen.mjs';

let browser, site;
before(async () => { browser = await launch(); site = await startSite(); });
after(async () => { await browser?.close(); await site?.stop(); });

/** a page of a context of its own, with helpers in it. */
async function visit(t, context) {
  if (!context) {
    context = await browser.newContext();
    t.after(() => context.close());
  }
  const page = await open(context, `${site.url}/en/`, { start: false });
  await help(page);
  return { context, page };
}

/** puts into the page: make(size, seed), a file; intact(), what is wrong with what is saved. */
const help = page => page.evaluate(async () => {
  window.store = await fbLoadStore();
  window.make = (size, seed) => {
    const bytes = new Uint8Array(size);
    let x = seed * 2654435761 >>> 0 || 1;
    for (let i = 0; i < size; i++) { x ^= x << 13; x ^= x >>> 17; x ^= x << 5; bytes[i] = x; }
    return new File([bytes], `${seed}.csv`);
  };
});

const list = page => page.evaluate(() => store.list());
const names = async page => (await list(page)).map(e => e.name);
const add = (page, size, seed) => page.evaluate(([size, seed]) => store.add(make(size, seed), `${seed}.csv`), [size, seed]);
const refused = (page, f) => page.evaluate(`(${f})().then(() => null, why => ({ code: why.code, params: why.params }))`);

test('a file, its name and what was said about it survive a reload', async t => {
  const { page } = await visit(t);
  const [entry, known] = await add(page, 9_000_000, 1);
  assert.match(entry.ref, /^[0-9a-f]{32}$/);
  assert.deepEqual([entry.name, entry.size, known, entry.why], ['1.csv', 9_000_000, false, undefined]);
  await page.evaluate(async ref => {
    await store.change(ref, { name: 'IF 2020.csv' });
    await store.change(ref, { choices: '{"zone":"+00:00"}', facts: '{"rows":7}' });
  }, entry.ref);
  await page.reload();
  await help(page);
  assert.deepEqual(await list(page), [{ ...entry, name: 'IF 2020.csv', choices: '{"zone":"+00:00"}', facts: '{"rows":7}' }]);
  const same = await page.evaluate(async ref => {
    const [a, b] = await Promise.all([(await store.get(ref)).blob.arrayBuffer(), make(9_000_000, 1).arrayBuffer()]);
    return a.byteLength === b.byteLength && new Uint8Array(a).every((x, i) => x === new Uint8Array(b)[i]);
  }, entry.ref).catch(why => why.message);
  assert.equal(same, true, 'byte for byte');
});

test('a content that is there already is found, whatever its name', async t => {
  const { page } = await visit(t);
  const [first] = await add(page, 5_000_000, 2);
  const [again, known] = await page.evaluate(() => store.add(make(5_000_000, 2), 'copy.csv'));
  assert.deepEqual([again, known], [first, true]);
  assert.equal((await list(page)).length, 1);
  // One byte more is another content; so is one byte changed in a later piece.
  const others = await page.evaluate(async () => {
    const bytes = new Uint8Array(await make(5_000_000, 2).arrayBuffer());
    bytes[4_999_999] ^= 1;
    return [(await store.add(new Blob([bytes]), 'a'))[0].ref, (await store.add(new Blob([bytes, '\n']), 'b'))[0].ref];
  });
  assert.equal(new Set([first.ref, ...others]).size, 3);
});

test('two tabs see each other, and neither undoes what the other did', async t => {
  const { context, page } = await visit(t);
  const { page: other } = await visit(t, context);
  await other.evaluate(() => { window.told = 0; store.watch(() => { told++; }); });
  const told = async n => { await eventually(async () => assert.equal(await other.evaluate(() => told), n)); };
  const [{ ref }] = await add(page, 1000, 3);
  await told(1);
  assert.deepEqual(await names(other), ['3.csv']);
  await Promise.all([
    page.evaluate(ref => store.change(ref, { name: 'renamed' }), ref),
    other.evaluate(ref => store.change(ref, { choices: '1', facts: '1' }), ref),
  ]);
  const [entry] = await list(page);
  assert.deepEqual([entry.name, entry.choices, entry.facts], ['renamed', '1', '1']);
  await page.evaluate(ref => store.remove([ref]), ref);
  await told(4); // its own change too
  assert.deepEqual(await names(other), []);
  // What was deleted there does not come back by being changed here.
  assert.deepEqual(await refused(other, `() => store.change('${ref}', { name: 'x' })`), { code: 'file_gone', params: {} });
  assert.deepEqual(await names(page), []);
});

test('a full disk loses nothing, and the file works until the page is closed', async t => {
  const { context, page } = await visit(t);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.url, quotaSize: 10_000_000 }); // the browser asks itself once in a while only
  const [kept] = await add(page, 2_000_000, 4);
  const [entry] = await add(page, 30_000_000, 5);
  assert.equal(entry.why?.code, 'storage_full', JSON.stringify(entry));
  assert.ok(entry.why.params.used > 0 && entry.why.params.size === 30_000_000, JSON.stringify(entry.why));
  assert.deepEqual(await names(page), ['4.csv', '5.csv']);
  assert.deepEqual((await page.evaluate(ref => store.change(ref, { name: 'five' }), entry.ref)).name, 'five');
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.url });
  const saved = await page.evaluate(ref => store.retry(ref), entry.ref);
  assert.deepEqual([saved.name, saved.why], ['five', undefined], 'saved once there is room');
  await page.reload();
  await help(page);
  assert.deepEqual(await names(page), ['4.csv', 'five']);
  assert.equal(await page.evaluate(async ref => (await store.get(ref)).blob.size, kept.ref), 2_000_000);
});

test('what only the page has is gone after a reload, and is said so before', async t => {
  const { context, page } = await visit(t);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.url, quotaSize: 1000 });
  const [entry] = await add(page, 3_000_000, 6);
  assert.equal(entry.why?.code, 'storage_full');
  await page.reload();
  await help(page);
  assert.deepEqual(await list(page), []);
});

test('a browser that keeps nothing still takes files', async t => {
  const context = await browser.newContext();
  t.after(() => context.close());
  await context.addInitScript(() => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }; });
  const { page } = await visit(t, context);
  const [entry] = await add(page, 1000, 7);
  assert.equal(entry.why.code, 'no_storage');
  assert.deepEqual(await names(page), ['7.csv']);
  const room = await page.evaluate(() => store.room());
  assert.deepEqual([room.available, room.files], [false, 0]);
  await page.evaluate(ref => store.remove([ref]), entry.ref);
  assert.deepEqual(await names(page), []);
});

test('adding can be given up, and leaves nothing', async t => {
  const { page } = await visit(t);
  const said = await page.evaluate(async () => {
    const stop = new AbortController(), seen = [];
    const tell = (done, total) => { seen.push([done, total]); if (seen.length === 2) stop.abort(); };
    return store.add(make(20_000_000, 8), '8.csv', tell, stop.signal).then(() => 'added', why => [why.name, seen]);
  });
  assert.deepEqual(said, ['AbortError', [[4 << 20, 20_000_000], [8 << 20, 20_000_000]]]);
  // Also while it is being written.
  const later = await page.evaluate(async () => {
    const stop = new AbortController();
    const tell = (done, total) => { if (done === total) setTimeout(() => stop.abort(), 5); };
    return store.add(make(20_000_000, 8), '8.csv', tell, stop.signal).then(() => 'added', why => why.name);
  });
  assert.equal((await list(page)).length, later === 'added' ? 1 : 0, later);
});

test('a newer version in another tab is not held up by this one', async t => {
  const { context, page } = await visit(t);
  await add(page, 1000, 9);
  const { page: newer } = await visit(t, context);
  const upgraded = await newer.evaluate(() => new Promise((resolve, reject) => {
    const request = indexedDB.open('fairbasis-files', 2);
    request.onupgradeneeded = () => request.result.createObjectStore('later');
    request.onsuccess = () => { request.result.close(); resolve(true); };
    request.onerror = () => reject(request.error);
    request.onblocked = () => {}; // the old page closes its connection now
  }));
  assert.equal(upgraded, true);
  const [entry] = await add(page, 1000, 10);
  assert.equal(entry.why.code, 'no_storage', 'the old page cannot save any more, and says so');
  assert.equal(entry.ref.length, 32);
});

test('the databases of others on this origin are left alone', async t => {
  const { page } = await visit(t);
  await page.evaluate(() => new Promise(done => { indexedDB.open('other').onsuccess = e => { e.target.result.close(); done(); }; }));
  await add(page, 10, 11);
  await page.evaluate(() => store.clear());
  assert.deepEqual(await list(page), []);
  assert.deepEqual((await page.evaluate(() => indexedDB.databases())).map(d => d.name).sort(), ['fairbasis-files', 'other']);
});
