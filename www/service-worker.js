// The page without a network: one version's files are put aside whole and served together, never two versions mixed.
// It sees addresses of this page's own files; a text only where another program shares one, which is handed to the page
// and kept nowhere.

// Every file of the page beside this one, with the hash that its bytes must have, and the name of this version: set by
// the build.
/* global FILES, VERSION */
/** @typedef {{ text: string, file: File | null }} Shared what another program shared */

const worker = /** @type {any} */ (self);
/** @type {string} */
const scope = worker.registration.scope;

/** Sites may hold several copies of the page, each in a folder of its own: the names tell whose a cache is. */
const MINE = `wortlaut ${scope} `;
const CACHE = MINE + VERSION;

/** Hashes of the files by address; that of the page itself is the scope. @type {Map<string, string>} */
const files = new Map(FILES.map(([file, integrity]) => [new URL(file, scope).href, integrity]));
const PAGES = new Set([scope, new URL('index.html', scope).href]);

/** How long a shared text waits for its page, in milliseconds. */
const WAIT = 60_000;

/** Shared texts whose page has not come yet. @type {Map<string, { shared: Shared, collected: () => void }>} */
const waiting = new Map();

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(tidy()));

/** Fetches all or nothing: with half of a new version on the server the hashes differ, and the old version goes on. */
async function install() {
  const cache = await caches.open(CACHE);
  try {
    await cache.addAll([...files].map(([address, integrity]) => new Request(address, { cache: 'no-cache', integrity })));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Earlier versions go once this one serves; what a later one is putting aside stays. */
async function tidy() {
  const { installing, waiting: next } = worker.registration;
  if (installing || next) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(MINE) && name !== CACHE).map((name) => caches.delete(name)));
}

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { method, mode, url } = event.request;
  const address = url.replace(/[?#].*/s, '');
  if (method === 'POST' && address === new URL('share', scope).href) event.respondWith(receive(event));
  else if (method !== 'GET') return;
  else if (mode === 'navigate' ? PAGES.has(address) : files.has(address)) event.respondWith(serve(event, address));
});

/**
 * One of the page's files for the page. Other pages in this folder, with the element in them, get what the server has.
 * @param {any} event
 * @param {string} address
 * @returns {Promise<Response>}
 */
async function serve({ request, clientId }, address) {
  const asking = request.mode === 'navigate' ? scope : (await worker.clients.get(clientId))?.url.replace(/[?#].*/s, '');
  const held = PAGES.has(asking) ? await caches.match(PAGES.has(address) ? scope : address, { cacheName: CACHE }) : undefined;
  return held ?? fetch(request);
}

/**
 * A text that another program shares: it stays in this worker's memory until the page asks for it.
 * @param {any} event
 */
async function receive(event) {
  const token = crypto.randomUUID();
  const form = await event.request.formData();
  const file = form.get('file');
  const shared = { text: String(form.get('text') || form.get('url') || ''), file: file instanceof File && file.size > 0 ? file : null };
  event.waitUntil(new Promise((resolve) => {
    const collected = () => {
      waiting.delete(token);
      resolve(undefined);
    };
    waiting.set(token, { shared, collected });
    setTimeout(collected, WAIT);
  }));
  return Response.redirect(`${scope}?shared=${token}`, 303);
}

worker.addEventListener('message', (/** @type {any} */ event) => event.waitUntil(answer(event)));

/** @param {any} event */
async function answer({ data, ports: [port] }) {
  if (data.method === 'shared') {
    const one = waiting.get(data.token);
    one?.collected();
    port.postMessage(one?.shared ?? null);
  } else if (data.method === 'take over') {
    // a page of the old version that stays open would get files of the new one
    const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const pages = windows.filter((/** @type {{ url: string }} */ { url }) => PAGES.has(url.replace(/[?#].*/s, '')));
    const alone = pages.length <= 1;
    port.postMessage(alone);
    if (alone) await worker.skipWaiting();
  }
}
