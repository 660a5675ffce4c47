// Starts what the browser tests need: the built site on a free port, and
// Chromium with the same flags everywhere.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Path of something in the folder of the node tools. */
export const tool = name => join(root, 'wasm', name);

/** Path of something in the folder of what is built. */
export const built = name => join(root, 'build', name);

const require = createRequire(tool('package.json'));
const { chromium } = require('playwright-core');

/** The addresses of all pages. */
export const pages = ['/', '/curve', '/basis', '/signals', '/data', '/en/', '/en/curve', '/en/basis', '/en/signals', '/en/data'];

export const launchArgs = ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--force-color-profile=srgb'];

/** Path of Chromium: $CHROMIUM, or the first of the usual names in $PATH. */
export function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const dir of process.env.PATH.split(delimiter)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
      const path = join(dir, name);
      try { accessSync(path, constants.X_OK); return path; } catch { /* not here */ }
    }
  }
  throw new Error('no Chromium in PATH; install it, or name it in CHROMIUM');
}

/**
 * A browser without profile; close it when done. Its contexts have no service
 * worker unless they say so: each would fetch and check the whole site while
 * the test does something else.
 */
export async function launch({ serviceWorkers = 'block', ...options } = {}) {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: launchArgs.slice(1), ...options });
  const context = browser.newContext.bind(browser);
  browser.newContext = options => context({ serviceWorkers, ...options });
  return browser;
}

/**
 * The built site, or another folder of the same form, on 127.0.0.1. Without a
 * port it takes a free one; a server that is to come back needs its old one.
 */
export function startSite({ dir = built('site'), compressed = built('site-compressed'), port = 0 } = {}) {
  const server = spawn(built('worker'), ['-addr', `127.0.0.1:${port}`, '-site', dir, '-compressed', compressed], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaints = '';
  server.stderr.on('data', text => { complaints += text; });
  return new Promise((resolve, reject) => {
    const ended = new Promise(done => server.once('exit', done));
    server.once('error', why => reject(new Error(`the server does not start; run make build first (${why.message})`)));
    server.once('exit', code => reject(new Error(`the server ended with ${code}: ${complaints}`)));
    createInterface(server.stdout).once('line', line => {
      const url = /http:\/\/[^/\s]+/.exec(line)?.[0];
      if (!url) return reject(new Error(`the server said: ${line}`));
      resolve({ url, port: Number(new URL(url).port), stop: () => { server.kill(); return ended; } });
    });
  });
}
