// The browser is killed by its process id in the middle of saving, twenty
// times over one profile. Whatever it had said was saved is there afterwards,
// byte for byte, and no entry is half of one state and half of another.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromiumPath, launchArgs, startSite, tool } from './browser.mjs';

const { chromium } = createRequire(tool('package.json'))('playwright-core');
const ROUNDS = 20;

/** a browser over a profile, as a process that can be killed. */
async function start(profile) {
  const child = spawn(chromiumPath(), [...launchArgs, `--user-data-dir=${profile}`, '--remote-debugging-port=0', '--no-first-run', 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise(done => child.once('exit', done));
  const address = await new Promise((resolve, reject) => {
    ended.then(code => reject(new Error(`the browser ended with ${code}`)));
    createInterface(child.stderr).on('line', line => { const m = /DevTools listening on (\S+)/.exec(line); if (m) resolve(m[1]); });
  });
  const browser = await chromium.connectOverCDP(address);
  return { page: await browser.contexts()[0].newPage(), kill: async () => { process.kill(child.pid, 'SIGKILL'); await ended; } };
}

/** what is saved, with what is wrong with it: the content against its name, choices against facts. */
const inspect = page => page.evaluate(async () => {
  const store = await fbLoadStore(), found = [];
  const sum = async b => new Uint8Array(await crypto.subtle.digest('SHA-256', b));
  for (const e of await store.list()) {
    const wrong = [], file = await store.get(e.ref);
    if (!file) wrong.push('no content');
    else {
      const bytes = await file.blob.arrayBuffer(), sums = [];
      for (let at = 0; at < bytes.byteLength; at += 4 << 20) sums.push(...await sum(bytes.slice(at, at + (4 << 20))));
      const ref = Array.from((await sum(new Uint8Array(sums))).subarray(0, 16), b => b.toString(16).padStart(2, '0')).join('');
      if (ref !== e.ref || bytes.byteLength !== e.size) wrong.push(`content of ${bytes.byteLength} bytes is ${ref}`);
    }
    if (e.choices !== e.facts) wrong.push(`choices ${e.choices}, facts ${e.facts}`);
    found.push({ ref: e.ref, name: e.name, version: Number(e.choices || 0), wrong });
  }
  return found;
});

/** saves without end: a file, corrections of it and of others, now and then one deleted; says each before and after. */
const toil = (page, round) => page.evaluate(async round => {
  const store = await fbLoadStore();
  const say = (...what) => said(JSON.stringify(what));
  for (let n = 0; ; n++) {
    const bytes = new Uint32Array(500_000 + 350_000 * ((round + n) % 5)), name = `${round}-${n}`; // 2 to 7.6 MB
    let x = (round * 1000 + n + 1) * 2654435761 >>> 0;
    for (let i = 0; i < bytes.length; i++) { x ^= x << 13; x ^= x >>> 17; x ^= x << 5; bytes[i] = x; }
    say('adding', name);
    const [{ ref }] = await store.add(new Blob([bytes]), name);
    say('added', name, ref);
    const all = await store.list();
    for (const e of all.slice(-4)) {
      const version = Number(e.choices || 0) + 1, text = String(version);
      say('changing', e.ref, version);
      await store.change(e.ref, { choices: text, facts: text });
      say('changed', e.ref, version);
    }
    if (all.length > 6) {
      say('removing', all[0].ref);
      await store.remove([all[0].ref]);
      say('removed', all[0].ref);
    }
  }
}, round).catch(() => {}); // it ends with the browser

test(`${ROUNDS} kills in the middle of saving`, { timeout: 300_000 }, async t => {
  const site = await startSite(), profile = await mkdtemp(join(tmpdir(), 'profile-'));
  t.after(async () => { await site.stop(); await rm(profile, { recursive: true, force: true, maxRetries: 5 }); });
  const saved = new Map(); // ref -> version that was said to be saved
  let open, amid = 0, checked = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const { page, kill } = await start(profile);
    await page.exposeFunction('said', text => {
      const [what, a, b] = JSON.parse(text);
      open = what.endsWith('ing') ? [what, a] : undefined;
      if (what === 'added') saved.set(b, 0);
      if (what === 'changed') saved.set(a, b);
      if (what === 'removed') saved.delete(a);
    });
    await page.goto(`${site.url}/en/`);
    const found = await inspect(page);
    assert.deepEqual(found.filter(f => f.wrong.length), [], `after ${round} kills`);
    for (const [ref, version] of saved) {
      const f = found.find(f => f.ref === ref);
      if (!f && open?.[0] === 'removing' && open[1] === ref) { saved.delete(ref); continue; }
      assert.ok(f, `${ref}, saved before kill ${round}, is lost`);
      assert.ok(f.version === version || f.version === version + 1 && open?.[0] === 'changing' && open[1] === ref, `${ref}: version ${f.version}, ${version} was saved`);
      saved.set(ref, f.version);
      checked++;
    }
    for (const f of found) {
      if (!saved.has(f.ref)) assert.ok(open?.[0] === 'adding' && f.name === open[1], `${f.name} came from nowhere`);
      saved.set(f.ref, f.version);
    }
    open = undefined;
    if (round < ROUNDS) {
      toil(page, round);
      await sleep(150 + round * 43);
      amid += open !== undefined;
    }
    await kill();
  }
  assert.ok(amid >= ROUNDS / 2, `only ${amid} kills fell into a change`);
  t.diagnostic(`${amid} of ${ROUNDS} kills fell into a change; ${checked} saved files were looked at again`);
});
