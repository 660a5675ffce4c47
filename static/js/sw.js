// The service worker: one version of the site, whole or not at all.
//
// The build puts these before it:
//   VERSION   names this version; every page carries it in its HTML
//   FILES     [address, integrity] of every file named by its content
//   PAGES     addresses of the pages
//   MISSING   address of the page for addresses that lead nowhere
//
// A version is installed only if every file of it arrived and is the file that
// was meant, so a deployment caught halfway changes nothing. Once installed it
// waits until the page says {type: 'activate'}, which it does when the user
// has agreed.
const PREFIX = 'fairbasis-';
const CACHE = PREFIX + VERSION;

const ours = async () => (await caches.keys()).filter(name => name.startsWith(PREFIX));

async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all([
      ...FILES.map(async ([url, integrity]) => {
        // The same name means the same content, whichever version fetched it.
        const kept = await caches.match(url);
        // The page may have fetched it a moment ago; what a broken transfer
        // left in the browser's cache is not taken twice.
        const fetched = () => fetch(url, { integrity }).catch(() => fetch(url, { integrity, cache: 'reload' }));
        await cache.put(url, kept ?? await arrived(fetched()));
      }),
      ...[...PAGES, MISSING].map(async url => {
        const answer = await arrived(fetch(url, { cache: 'reload' }));
        const text = await answer.clone().text();
        if (!text.includes(`data-version="${VERSION}"`)) throw new Error(`${url} is of another version`);
        await cache.put(url, answer);
      }),
    ]);
  } catch (why) {
    await caches.delete(CACHE);
    throw why;
  }
}

async function arrived(fetching) {
  const answer = await fetching;
  if (!answer.ok || answer.redirected) throw new Error(`${answer.url}: ${answer.redirected ? 'redirected' : answer.status}`);
  return answer;
}

async function activate() {
  // A tab that still shows the version before may yet ask for a file of it.
  const old = (await ours()).filter(name => name !== CACHE);
  await Promise.all(old.slice(0, -1).map(name => caches.delete(name)));
  await clients.claim();
}

// The page an address means, as the server has it: /curve.html, /curve/ -> /curve.
function page(path) {
  const bare = path.replace(/\/index(\.html)?$/, '/').replace(/\.html$/, '');
  return [path, bare, bare + '/', bare.replace(/\/$/, '')].find(p => PAGES.includes(p));
}

async function navigate(request, url) {
  const cache = await caches.open(CACHE);
  const known = page(url.pathname);
  if (known && known !== url.pathname) return Response.redirect(known + url.search, 307);
  const kept = known && await cache.match(known);
  if (kept) return kept;
  try {
    return await fetch(request); // a page of a newer version, or not a page
  } catch {
    const missing = await cache.match(MISSING);
    if (!missing) return Response.error();
    return new Response(missing.body, { status: 404, headers: missing.headers });
  }
}

async function file(request) {
  // The present version first, then the one before it.
  for (const name of (await ours()).sort((a, b) => (b === CACHE) - (a === CACHE))) {
    const kept = await (await caches.open(name)).match(request, { ignoreVary: true });
    if (kept) return kept;
  }
  return fetch(request);
}

addEventListener('install', e => e.waitUntil(install()));
addEventListener('activate', e => e.waitUntil(activate()));
addEventListener('message', e => { if (e.data?.type === 'activate') e.waitUntil(skipWaiting()); });
addEventListener('fetch', e => {
  const { request } = e, url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') e.respondWith(navigate(request, url));
  else if (url.pathname.startsWith('/assets/')) e.respondWith(file(request));
});
