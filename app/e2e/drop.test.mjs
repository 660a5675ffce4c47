// Files that are dropped or chosen: taken before the program runs and after,
// where a page wants them and nowhere else.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, startSite } from './browser.mjs';
import { eventually, open } from './screen.mjs';

let browser, site, dir;
before(async () => {
  browser = await launch();
  site = await startSite();
  dir = await mkdtemp(join(tmpdir(), 'drop-'));
  await mkdir(join(dir, 'folder'));
  await writeFile(join(dir, 'a.csv'), 'date,close\n2024-09-13,3183.2\n');
  await writeFile(join(dir, 'b.csv'), 'x');
});
after(async () => { await browser?.close(); await site?.stop(); await rm(dir, { recursive: true }); });

/** a page that has not started, with or without a place for files; drag(type, names) does what a hand with files does. */
async function visit(t, { zone = true, start = false } = {}) {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await open(context, `${site.url}/404`, { start: false });
  await page.goto(`${site.url}/en/`);
  await page.evaluate(zone => {
    window.calls = 0;
    fbFiles.tell = () => { calls++; };
    document.body.insertAdjacentHTML('beforeend', `<div id="zone" ${zone ? 'data-drop' : ''}><input type="file" id="chooser" multiple></div>`);
  }, zone);
  if (start) await page.keyboard.press('Shift');
  if (start) await page.locator('html[data-app=running]').waitFor({ state: 'attached' });
  const devtools = await context.newCDPSession(page);
  const drag = (type, names, items = []) => devtools.send('Input.dispatchDragEvent', {
    type, x: 300, y: 300, data: { items, files: names.map(n => join(dir, n)), dragOperationsMask: 1 },
  });
  return { page, drag };
}

const fresh = page => page.evaluate(() => fbFiles.fresh);
const over = page => page.locator('#zone[data-over]').count();

for (const start of [false, true]) {
  test(`files are taken ${start ? 'while the program runs' : 'before the program runs, which they wake'}`, async t => {
    const { page, drag } = await visit(t, { start });
    await drag('dragEnter', ['a.csv']);
    await drag('dragOver', ['a.csv']);
    assert.equal(await over(page), 1, 'the zone is marked');
    await drag('drop', ['a.csv', 'b.csv']);
    await eventually(async () => assert.deepEqual(await fresh(page), [
      { slot: 1, name: 'a.csv', size: 29, folder: false }, { slot: 2, name: 'b.csv', size: 1, folder: false },
    ]));
    assert.equal(await over(page), 0);
    assert.equal(await page.evaluate(() => calls), 1);
    assert.equal(await page.evaluate(() => fbFiles.slots.get(1).text()), 'date,close\n2024-09-13,3183.2\n');
    await page.locator('html[data-app=running]').waitFor({ state: 'attached' });
    assert.equal(page.url(), `${site.url}/en/`, 'the browser did not open the file');
  });
}

test('a folder is told apart', async t => {
  const { page, drag } = await visit(t);
  await drag('dragEnter', ['folder']);
  await drag('dragOver', ['folder']);
  await drag('drop', ['folder', 'a.csv']);
  await eventually(async () => assert.deepEqual((await fresh(page)).map(f => [f.name, f.folder]), [['folder', true], ['a.csv', false]]));
});

test('a drag that leaves the window leaves no mark', async t => {
  const { page, drag } = await visit(t);
  await drag('dragEnter', ['a.csv']);
  await drag('dragOver', ['a.csv']);
  await drag('dragCancel', ['a.csv']);
  await eventually(async () => assert.equal(await over(page), 0));
  assert.deepEqual(await fresh(page), []);
});

test('text that is dragged is left alone', async t => {
  const { page } = await visit(t);
  const prevented = await page.evaluate(() => {
    const carried = new DataTransfer();
    carried.setData('text/plain', 'IF2412');
    return ['dragover', 'drop'].map(type => !document.getElementById('zone').dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried })));
  });
  assert.deepEqual(prevented, [false, false]);
  assert.equal(await over(page), 0);
});

test('a page without a place for files refuses them, and stays', async t => {
  const { page, drag } = await visit(t, { zone: false });
  await drag('dragEnter', ['a.csv']);
  await drag('dragOver', ['a.csv']);
  await drag('drop', ['a.csv']);
  await page.waitForTimeout(200);
  assert.deepEqual(await fresh(page), []);
  assert.equal(page.url(), `${site.url}/en/`);
});

test('chosen files are taken, the same one twice too', async t => {
  const { page } = await visit(t);
  for (let i = 1; i <= 2; i++) {
    await page.locator('#chooser').setInputFiles(join(dir, 'a.csv'));
    await eventually(async () => assert.equal((await fresh(page)).length, i));
  }
  assert.equal(await page.locator('#chooser').inputValue(), '');
  await page.locator('html[data-app=running]').waitFor({ state: 'attached' });
});
