// The browser is killed by its process id in the middle of saving, twenty
// times over one profile, every other time with its helpers. Whatever it had said was saved is there afterwards,
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

/**
 * A browser over a profile, as a process that can be killed. Its helpers end a
 * moment after it and hold the profile until then. They are the process group
 * of the browser: they are waited for, or killed as well, as by a lack of power.
 */
async function launch(profile) {
  const child = spawn(chromiumPath(), [...launchArgs, `--user-data-dir=${profile}`, '--remote-debugging-port=0', '--no-first-run', 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const ended = new Promise(done => child.once('exit', (code, signal) => done(signal ?? code)));
  const said = [];
  const address = await new Promise((resolve, reject) => {
    ended.then(why => reject(new Error(`the browser ended with ${why} before it listened: ${said.slice(-5).join(' | ')}`)));
    createInterface(child.stderr).on('line', line => {
      said.push(line);
      const m = /DevTools listening on (\S+)/.exec(line);
      if (m) resolve(m[1]);
    });
  });
  const browser = await chromium.connectOverCDP(address);
  const kill = async whole => {
    process.kill(child.pid, 'SIGKILL');
    await ended;
    if (whole && alive(-child.pid)) process.kill(-child.pid, 'SIGKILL');
    for (let i = 0; i < 500 && alive(-child.pid); i++) await sleep(10);
    if (alive(-child.pid)) process.kill(-child.pid, 'SIGKILL');
  };
  return { page: await browser.contexts()[0].newPage(), kill };
}

const alive = pid => { try { return process.kill(pid, 0); } catch { return false; } };

/** starts the browser; one that falls over by itself before it shows a page says nothing about what was saved. */
async function start(profile, t) {
  for (let tries = 1; ; tries++) {
    try {
      return await launch(profile);
    } catch (why) {
      t.diagnostic(String(why));
      if (tries === 3) throw why;
    }
  }
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
  const say = (...what) => said(JSON.stringify(what)); // heard before it returns: a kill loses no word
  for (let n = 0; ; n++) {
    const bytes = new Uint32Array(500_000 + 350_000 * ((round + n) % 5)), name = `${round}-${n}`; // 2 to 7.6 MB
    let x = (round * 1000 + n + 1) * 2654435761 >>> 0;
    for (let i = 0; i < bytes.length; i++) { x ^= x << 13; x ^= x >>> 17; x ^= x << 5; bytes[i] = x; }
    await say('adding', name);
    const [{ ref }] = await store.add(new Blob([bytes]), name);
    await say('added', name, ref);
    const all = await store.list();
    for (const e of all.slice(-4)) {
      const version = Number(e.choices || 0) + 1, text = String(version);
      await say('changing', e.ref, version);
      await store.change(e.ref, { choices: text, facts: text });
      await say('changed', e.ref, version);
    }
    if (all.length > 6) {
      await say('removing', all[0].ref);
      await store.remove([all[0].ref]);
      await say('removed', all[0].ref);
    }
  }
}, round).catch(() => {}); // it ends with the browser

test(`${ROUNDS} kills in the middle of saving`, { timeout: 300_000 }, async t => {
  const site = await startSite(), profile = await mkdtemp(join(tmpdir(), 'profile-'));
  t.after(async () => { await site.stop(); await rm(profile, { recursive: true, force: true, maxRetries: 5 }); });
  const saved = new Map(); // ref -> version that was said to be saved
  let open, amid = 0, checked = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const { page, kill } = await start(profile, t);
    await page.exposeFunction('said', text => {
      const [what, a, b] = JSON.parse(text);
      open = what.endsWith('ing') ? [what, a] : undefined;
      if (what === 'added') saved.set(b, 0);
      if (what === 'changed') saved.set(a, b);
      if (what === 'removed') saved.delete(a);
    });
    // Saving is looked at, and neither the service worker nor the program that it would start each time.
    await page.addInitScript(() => { navigator.serviceWorker.register = () => new Promise(() => {}); });
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
      for (let i = 0; i < 500 && !open; i++) await sleep(2); // between two changes there is nothing to tear
      amid += open !== undefined;
    }
    await kill(round % 2 === 0);
  }
  assert.ok(amid >= ROUNDS * 3 / 4, `only ${amid} kills fell into a change`);
  t.diagnostic(`${amid} of ${ROUNDS} kills fell into a change; ${checked} saved files were looked at again`);
});
