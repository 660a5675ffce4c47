// From a cold visit to a page that runs, offline too: when the program starts,
// what of the visitor's first touches it keeps, what happens when it cannot
// start or ends, and how one version of the site follows another.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built, launch, startSite } from './browser.mjs';
import { at, drawn, eventually, open, silent, wake } from './screen.mjs';

let browser, site;
before(async () => { browser = await launch({ serviceWorkers: 'allow' }); site = await startSite(); });
after(async () => { await browser?.close(); await site?.stop(); });

const state = page => page.evaluate(() => document.documentElement.dataset.app);
const runs = page => page.locator('html[data-app=running]').waitFor({ state: 'attached', timeout: 30_000 });
const version = page => page.evaluate(() => document.documentElement.dataset.version);
const text = page => page.locator('main').innerText();
const number = async (page, id) => Number((await at(page, id).inputValue()).replaceAll(',', ''));

/** a page in a context of its own, closed when the test is over; what goes offline has a server of its own. */
async function visit(t, path, { start = false, on = site } = {}) {
  const context = await browser.newContext({ serviceWorkers: on === site ? 'block' : 'allow' });
  t.after(() => context.close());
  return { context, page: await open(context, on.url + path, { start }) };
}

/** holds the program of a context back until the returned function is called. */
async function hold(context) {
  let release;
  const released = new Promise(done => { release = done; });
  await context.route('**/assets/app.*.wasm', async route => { await released; await route.continue(); });
  return release;
}

/** a page that has not asked for the program yet; nothing is fetched ahead. */
async function cold(t, path) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  t.after(() => context.close());
  const release = await hold(context);
  return { page: await open(context, site.url + path, { start: false }), release };
}

// That every page is readable still, and is drawn as it stood, is seen in access.test.mjs.
test('a fragment starts the program at once', async t => {
  const { page } = await visit(t, '/#spot=4400');
  await runs(page);
  assert.equal(await number(page, 'spot'), 4400);
  silent(page);
});

test('what is typed before the start stays, with focus and caret, and is answered', async t => {
  const { page, release } = await cold(t, '/');
  const answer = await page.locator('dl.figs').innerText();
  await at(page, 'spot').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('4500.5');
  await page.keyboard.press('ArrowLeft');
  assert.notEqual(await state(page), 'running');
  release();
  await runs(page);
  assert.equal(await at(page, 'spot').inputValue(), '4500.5');
  assert.deepEqual(await page.evaluate(() => [document.activeElement.id, document.activeElement.selectionStart]), ['spot', 5]);
  await page.keyboard.type('2');
  assert.equal(await at(page, 'spot').inputValue(), '4500.25');
  await eventually(async () => assert.notEqual(await page.locator('dl.figs').innerText(), answer));
  await eventually(() => assert.match(page.url(), /spot=4500\.25/));
  assert.deepEqual(page.problems, []);
});

test('a button pressed before the start is pressed after it, once', async t => {
  const { page, release } = await cold(t, '/');
  await page.locator('[data-field=spot][data-step="1"]').click();
  release();
  await runs(page);
  await eventually(async () => assert.equal(await number(page, 'spot'), 4413.387));
  assert.deepEqual(page.problems, []);
});

test('a choice and a fold made before the start stay', async t => {
  const { page, release } = await cold(t, '/');
  await page.locator('#settings > summary').click();
  await page.locator('label[for=theme-dark]').click();
  release();
  await runs(page);
  assert.equal(await page.locator('#settings').evaluate(d => d.open), true);
  await eventually(async () => assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark'));
  await page.reload();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark', 'before the program runs');
});

/** the smallest program that takes the place of a Go one; its body is run. */
const program = body => Buffer.from([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  1, 13, 3, 0x60, 2, 0x7f, 0x7f, 0, 0x60, 0, 0, 0x60, 0, 1, 0x7f, // (i32 i32), (), () i32
  3, 4, 3, 0, 1, 2,
  5, 3, 1, 0, 2, // two pages of memory
  7, 29, 4, 3, 0x72, 0x75, 0x6e, 0, 0, 6, 0x72, 0x65, 0x73, 0x75, 0x6d, 0x65, 0, 1, 5, 0x67, 0x65, 0x74, 0x73, 0x70, 0, 2, 3, 0x6d, 0x65, 0x6d, 2, 0,
  10, 12 + body.length - 1, 3, body.length + 2, 0, ...body, 0x0b, 2, 0, 0x0b, 4, 0, 0x41, 0, 0x0b,
]);
const trap = program([0x00]);

for (const [name, answer] of [
  ['does not arrive', route => route.abort()],
  ['is not a program', route => route.fulfill({ contentType: 'application/wasm', body: 'not one' })],
  ['breaks while it starts', route => route.fulfill({ contentType: 'application/wasm', body: trap })],
]) {
  test(`a program that ${name} leaves the page readable and says so`, async t => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.route('**/assets/app.*.wasm', answer);
    await page.goto(`${site.url}/en/`);
    const before = await text(page);
    assert.equal(await page.locator('#fb-failed').isVisible(), false);
    await at(page, 'spot').focus();
    await page.keyboard.type('1');
    await page.locator('html[data-app=failed]').waitFor({ state: 'attached' });
    assert.equal(await page.locator('#fb-failed').isVisible(), true);
    assert.equal(await text(page), before);
    assert.match(await at(page, 'spot').inputValue(), /1/);
    await page.unroute('**/assets/app.*.wasm');
    await Promise.all([page.waitForEvent('load'), page.locator('#fb-failed button').click()]);
    await wake(page);
  });
}

test('a program that breaks later leaves what is typed, and its reload brings it back', async t => {
  const { page } = await visit(t, '/en/', { start: true });
  await at(page, 'spot').fill('4444');
  await eventually(() => assert.match(page.url(), /spot=4444/));
  await page.evaluate(() => dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') })));
  assert.equal(await state(page), 'failed');
  assert.equal(await page.locator('#fb-failed').isVisible(), true);
  assert.equal(await at(page, 'spot').inputValue(), '4444');
  const said = page.problems.length;
  await at(page, 'spot').fill('4445'); // nobody listens, nothing throws
  assert.equal(page.problems.length, said, page.problems.join('\n'));
  await Promise.all([page.waitForEvent('load'), page.locator('#fb-failed button').click()]);
  await runs(page);
  assert.equal(await number(page, 'spot'), 4444);
});

test('a dead engine says so to whoever waits', async t => {
  const { page } = await visit(t, '/');
  await page.route('**/gone.wasm', route => route.fulfill({ status: 404, body: '' }));
  await page.route('**/trap.wasm', route => route.fulfill({ contentType: 'application/wasm', body: trap }));
  for (const name of ['gone', 'trap']) {
    const said = await page.evaluate(name => new Promise(done => {
      const { go, engineScript } = document.querySelector('script[data-engine-script]').dataset;
      const worker = new Worker(`${engineScript}#${go},/assets/${name}.wasm`);
      worker.onmessage = e => done(e.data);
      worker.postMessage({ version: 2, id: 1, op: 'surface', body: '{}' });
    }), name);
    assert.equal(typeof said.dead, 'string', JSON.stringify(said));
  }
});

// ---- offline and versions ----------------------------------------------------

/** a server of its own, so that it can go away and come back as another version. */
async function deployment(t) {
  let server = await startSite();
  const { url, port } = server, folders = [];
  t.after(async () => { await server.stop(); await Promise.all(folders.map(f => rm(f, { recursive: true }))); });
  return {
    url,
    stop: () => server.stop(),
    /** serves the site as edit leaves a copy of it. */
    async deploy(edit) {
      const dir = await mkdtemp(join(tmpdir(), 'site-'));
      folders.push(dir);
      await cp(built('site'), dir, { recursive: true });
      await edit(dir);
      await server.stop();
      server = await startSite({ dir, compressed: join(dir, 'none'), port });
    },
  };
}

const documents = ['index.html', 'curve.html', 'basis.html', 'signals.html', 'data.html', 'api.html', 'en/index.html', 'en/curve.html', 'en/basis.html', 'en/signals.html', 'en/data.html', 'en/api.html', '404.html', 'sw.js'];

/** makes a copy of the site another version of it. */
async function renew(dir, from, to, names = documents) {
  for (const name of names) {
    const file = join(dir, name);
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(from, to));
  }
}

/** waits until a version is installed and in charge of the page. */
const installed = page => page.evaluate(async () => {
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
});

test('a frame without an origin of its own runs all the same', async t => {
  const on = await deployment(t);
  await on.deploy(async dir => {
    // As a page that may be framed would be served; its 'self' is nobody.
    const rules = (await readFile(join(dir, '_headers'), 'utf8')).replace(/^.*frame-ancestors.*\n/gm, '').replaceAll("'self'", on.url);
    await writeFile(join(dir, '_headers'), rules);
    await writeFile(join(dir, 'framed.html'), '<link rel="icon" href="data:,"><iframe sandbox="allow-scripts" src="/en/#spot=4401" width="900" height="900"></iframe>');
  });
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await open(context, `${on.url}/framed`, { start: false });
  const frame = page.frameLocator('iframe');
  await frame.locator('html[data-app=running]').waitFor({ state: 'attached', timeout: 30_000 });
  assert.match(await frame.locator('[id=spot]').inputValue(), /^4,?401/);
  silent(page);
});

test('every address works with the server gone', async t => {
  const on = await deployment(t);
  const { page } = await visit(t, '/', { on });
  await installed(page);
  await on.stop();
  const plain = ['/', '/curve', '/en/', '/en/curve'];
  for (const path of [...plain, '/?from=mail', '/curve?a=1&b=2', '/curve.html', '/index.html?x', '/en', '/en/index.html']) {
    await page.goto(on.url + path);
    if (plain.includes(path)) await runs(page); // the others are names of the same documents
    assert.match(await text(page), /\d,\d{3}\.\d/, path);
  }
  await page.goto(`${on.url}/en/curve?x=1#main`);
  await runs(page);
  await drawn(page, ".chart");
  await page.goto('about:blank');
  await page.goto(`${on.url}/?x=1#spot=4321`);
  await runs(page);
  assert.equal(await number(page, 'spot'), 4321);
  const answer = await page.goto(`${on.url}/nowhere/at/all`);
  assert.equal(answer.status(), 404);
  assert.match(await text(page), /没有这个页面/);
  const engine = await page.goto(`${on.url}/`).then(() => page.evaluate(() => new Promise(done => {
    const worker = window.fbEngine();
    worker.onmessage = e => done(e.data);
    worker.postMessage({ version: 2, id: 7, op: 'surface', body: '{}' });
  })));
  assert.equal(engine.id, 7, 'the engine answers');
});

test('a new version waits for the user, who loses nothing', async t => {
  const on = await deployment(t);
  const { context, page } = await visit(t, '/', { start: true, on });
  await installed(page);
  const old = await version(page), fresh = old.replace(/^./, c => c === 'a' ? 'b' : 'a');
  await on.deploy(dir => renew(dir, old, fresh));
  await at(page, 'spot').fill('4567');
  await eventually(() => assert.match(page.url(), /spot=4567/));
  await page.evaluate(async () => { await (await navigator.serviceWorker.ready).update(); });
  await eventually(async () => assert.equal(await page.evaluate(() => window.fbUpdateReady), true));

  const second = await open(context, `${on.url}/curve`, { start: false });
  assert.equal(await version(second), old, 'a tab opened meanwhile is of the old version');
  assert.equal(await version(page), old, 'nothing reloads by itself');

  const accept = page.locator('.notes button');
  await accept.waitFor();
  await Promise.all([page.waitForEvent('load'), accept.click()]);
  assert.equal(await version(page), fresh);
  await runs(page);
  assert.equal(await number(page, 'spot'), 4567);
  assert.equal(await version(second), old, 'the other tab was not reloaded');
  await on.stop();
  // It may still ask for files of its own version.
  assert.equal(await second.evaluate(() => fetch(document.querySelector('script[data-chart]').dataset.chart).then(a => a.ok)), true);
  await second.reload();
  assert.equal(await version(second), fresh);
});

for (const [name, halve] of [
  ['whose pages are still the old ones', async (dir, old, fresh) => renew(dir, old, fresh, ['sw.js', 'index.html'])],
  ['without one of its files', async (dir, old, fresh) => {
    await renew(dir, old, fresh);
    const chart = (await readdir(join(dir, 'assets'))).find(n => n.startsWith('chart.'));
    await renew(dir, chart, chart.replace('chart.', 'chart.0'), documents);
  }],
  ['with a file that is not the one meant', async (dir, old, fresh) => {
    await renew(dir, old, fresh);
    const names = await readdir(join(dir, 'assets')), engine = names.find(n => /^engine.*wasm$/.test(n));
    await renew(dir, engine, `engine.1.wasm`, documents);
    await writeFile(join(dir, 'assets', 'engine.1.wasm'), 'half of a prog');
  }],
]) {
  test(`a deployment ${name} changes nothing`, async t => {
    const on = await deployment(t);
    const { page } = await visit(t, '/', { on });
    await installed(page);
    const old = await version(page), fresh = old.replace(/^./, c => c === 'a' ? 'b' : 'a');
    await on.deploy(dir => halve(dir, old, fresh));
    const found = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      const coming = registration.installing;
      if (coming) await new Promise(done => coming.addEventListener('statechange', done, { once: true }));
      return { state: coming?.state, waiting: !!registration.waiting, caches: await caches.keys(), ready: !!window.fbUpdateReady };
    });
    assert.deepEqual(found, { state: 'redundant', waiting: false, caches: [`fairbasis-${old}`], ready: false });
    await on.stop();
    await page.goto(`${on.url}/en/curve`);
    await runs(page);
    assert.equal(await version(page), old);
  });
}

test('the caches of others on this origin are left alone', async t => {
  const on = await deployment(t);
  const { page } = await visit(t, '/robots.txt', { on });
  await page.evaluate(() => caches.open('other-v1'));
  await page.goto(`${on.url}/`);
  await installed(page);
  assert.ok((await page.evaluate(() => caches.keys())).includes('other-v1'));
});
