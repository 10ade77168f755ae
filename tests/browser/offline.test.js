// The page without a network, from one version to the next, and what is left in the browser: nothing of a text.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, beforeEach, afterEach, test } from 'node:test';
import { EXAMPLE } from '../../www/example.js';
import { startChromium } from '../../www/tools/browsers.js';
import { integrity, pageFiles, writeServiceWorker } from '../../www/tools/offline.js';
import { serve } from '../../www/tools/serve.js';
import { root } from '../../www/tools/shell.js';
import { paste } from './stage.js';

/** @import { Browser, BrowserContext, Page } from 'playwright-core' */

/** Below the root of the site, as most copies lie. */
const PATH = 'werkzeuge/wortlaut/';

/** @type {Browser} */
let browser;
before(async () => {
  browser = await startChromium();
});
after(() => browser.close());

/** @type {string} what is served */
let site;
/** @type {BrowserContext} */
let context;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {string[]} paths that the server was asked for */
let asked;
/** @type {string[]} errors of any page */
let problems;
beforeEach(async () => {
  site = mkdtempSync(join(tmpdir(), 'wortlaut-'));
  cpSync(join(root, 'dist'), join(site, PATH), { recursive: true });
  asked = [];
  problems = [];
  server = await serve(site, { onrequest: (path) => asked.push(path), answer });
  context = await browser.newContext({ locale: 'de-DE', acceptDownloads: true });
  context.on('page', (page) => page.on('pageerror', (error) => problems.push(String(error))));
});
afterEach(async () => {
  await context.close();
  await server.close();
  rmSync(site, { recursive: true });
});

/** Another program that shares something: outside the page's folder, a form in place of the system's menu. @param {string} path */
function answer(path) {
  if (path !== '/teilen') return undefined;
  return {
    headers: { 'Content-Security-Policy': "default-src 'none'" },
    body: `<!doctype html><title>Teilen</title><form method="post" enctype="multipart/form-data" action="/${PATH}share">
<textarea name="text"></textarea><input name="url"><input type="file" name="file"><button>Teilen</button></form>`,
  };
}

/** Opens the page and waits until it is put aside. @returns {Promise<Page>} */
async function load() {
  const page = await context.newPage();
  await page.goto(server.url + PATH, { waitUntil: 'networkidle' });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return page;
}

/** Pastes the example, and takes it along as a file. @param {Page} page */
async function readAndExport(page) {
  await paste(page, EXAMPLE);
  await page.locator('mark.wl-quote').first().waitFor();
  for (const format of ['csv', 'json', 'html']) {
    await page.locator('#export').click();
    const download = page.waitForEvent('download');
    await page.locator(`[data-format=${format}]`).click();
    assert.ok(readFileSync(await (await download).path(), 'utf8').includes('Ein Bad, das jeden Winter'), format);
  }
}

/** What the files of another version end with, by their kind: nothing that changes what they do. @type {Record<string, string>} */
const ENDS = { '.html': '\n<!--B-->', '.js': '\n//B', '.css': '\n/*B*/', '.wasm': '\0\x02\x01B', '.bin': '\x01B\0\0\0\0' };

/** Makes another version of what is served. @param {string[]} [spared] files that stay */
async function nextVersion(spared = []) {
  const folder = mkdtempSync(join(tmpdir(), 'wortlaut-'));
  cpSync(join(root, 'dist'), folder, { recursive: true });
  const places = pageFiles(folder).map((file) => join(folder, file || 'index.html'));
  for (const place of places) {
    const end = ENDS[extname(place)];
    if (!end) continue;
    const old = integrity(place);
    appendFileSync(place, end);
    // the program names the hashes of its wasm and models
    for (const module of places.filter((other) => extname(other) === '.js')) writeFileSync(module, readFileSync(module, 'utf8').replaceAll(old, integrity(place)));
  }
  await writeServiceWorker(folder);
  for (const file of spared) cpSync(join(root, 'dist', file), join(folder, file));
  cpSync(folder, join(site, PATH), { recursive: true });
  rmSync(folder, { recursive: true });
}

/** The versions of the files of which a fresh look at the page consists: 'A', 'B' or both. @param {Page} page @param {() => Promise<unknown>} look */
async function versions(page, look) {
  /** @type {Promise<[string, string]>[]} */
  const seen = [];
  const note = (/** @type {import('playwright-core').Response} */ response) => {
    const file = response.url().replace(/[?#].*/, '').replace(server.url + PATH, '');
    const end = ENDS[file === '' ? '.html' : extname(file)];
    if (end) seen.push(response.body().then((body) => [file, body.toString('latin1').endsWith(end) ? 'B' : 'A']));
  };
  page.on('response', note);
  await look();
  await page.waitForLoadState('networkidle');
  page.off('response', note);
  const found = await Promise.all(seen);
  for (const file of ['', 'page.js', 'worker.js', 'page.css', 'wasm/wortlaut.wasm', 'wasm/models.bin']) assert.ok(found.some(([name]) => name === file), `${file || 'the page'} was asked for`);
  return [...new Set(found.map(([, version]) => version))].sort().join(' and ');
}

test('without a network the page opens, reads and exports', { timeout: 60_000 }, async () => {
  const page = await load();
  await server.close();
  await page.reload();
  await readAndExport(page);
  const second = await context.newPage();
  await second.goto(`${server.url}${PATH}?lang=en`);
  assert.equal(await second.locator('#example').innerText(), 'Load example');
  assert.deepEqual(problems, []);
});

test('it can be installed: the browser finds no fault in the manifest, the icons are as large as it says', { timeout: 60_000 }, async () => {
  const page = await load();
  const cdp = await context.newCDPSession(page);
  const { errors, url } = await cdp.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  assert.equal(url, `${server.url}${PATH}manifest.webmanifest`);
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), []);
  const { icons } = JSON.parse(readFileSync(join(root, 'dist/manifest.webmanifest'), 'utf8'));
  for (const { src, sizes, type } of icons.filter((/** @type {{ type: string }} */ icon) => icon.type === 'image/png')) {
    const png = readFileSync(join(root, 'dist', src));
    assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)} ${type}`, `${sizes} image/png`, src);
  }
});

test('a new version waits, takes over when the reader agrees, and never mixes with the old one', { timeout: 90_000 }, async () => {
  const page = await load();
  await nextVersion();
  await page.reload();
  await page.locator('#update').waitFor();
  assert.equal(await versions(page, () => page.reload()), 'A', 'the old one goes on, though the server has the new one');
  await page.locator('#update').waitFor();
  const other = await context.newPage();
  assert.equal(await versions(other, () => other.goto(server.url + PATH)), 'A');
  await page.locator('#update button').click();
  await page.getByText('schließen Sie zuerst die anderen Fenster').waitFor();
  await other.close();
  assert.equal(await versions(page, async () => {
    const loaded = page.waitForEvent('load');
    await page.locator('#update button').click();
    await loaded;
  }), 'B');
  assert.equal(await page.locator('#update').isHidden(), true);
  await page.waitForFunction(async () => (await caches.keys()).length === 1);
  await server.close();
  assert.equal(await versions(page, () => page.reload()), 'B', 'also without a network');
  assert.deepEqual(problems, []);
});

test('a new version takes over by itself once no window is open', { timeout: 60_000 }, async () => {
  const page = await load();
  await nextVersion();
  await page.reload();
  await page.locator('#update').waitFor();
  await page.close();
  const next = await context.newPage();
  assert.equal(await versions(next, () => next.goto(server.url + PATH)), 'B');
});

test('a server that holds half of a new version changes nothing', { timeout: 60_000 }, async () => {
  const page = await load();
  await nextVersion(['worker.js']);
  await page.reload();
  const failed = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    /** @type {ServiceWorker} */
    const next = registration.installing ?? (await new Promise((resolve) => {
      registration.addEventListener('updatefound', () => resolve(/** @type {ServiceWorker} */ (registration.installing)));
      registration.update().catch(() => undefined);
    }));
    while (next.state === 'installing') await new Promise((resolve) => next.addEventListener('statechange', resolve, { once: true }));
    return next.state;
  });
  assert.equal(failed, 'redundant');
  assert.equal(await page.locator('#update').isHidden(), true);
  assert.equal(await versions(page, () => page.reload()), 'A');
  assert.equal(await page.evaluate(async () => (await caches.keys()).length), 1, 'nothing half is left');
});

test('what another program shares is read, and no server sees it', { timeout: 60_000 }, async () => {
  await load();
  const page = await context.newPage();
  /** @param {() => Promise<void>} fill */
  const share = async (fill) => {
    await page.goto(`${server.url}teilen`);
    await fill();
    await page.locator('button').click();
    await page.locator('#input').waitFor({ state: 'attached' });
  };
  await share(() => page.locator('textarea').fill('„Das bleibt hier“, sagte Anna Muster.'));
  await page.locator('article').getByText('Das bleibt hier').waitFor();
  assert.equal(page.url(), server.url + PATH, 'nothing stays in the address');
  await share(() => page.locator('[type=file]').setInputFiles({ name: 'a.html', mimeType: 'text/html', buffer: Buffer.from('<p>Aus einer Datei.</p><p>Köln</p>') }));
  await page.locator('article').getByText('Aus einer Datei.').waitFor();
  await share(() => page.locator('[name=url]').fill('https://www.example.org/artikel'));
  await page.locator('#address').waitFor();
  await page.goto(`${server.url}${PATH}?shared=nobody`);
  await page.getByText('Der geteilte Text ist nicht angekommen').waitFor();
  assert.deepEqual(asked.filter((path) => path.endsWith('share')), []);
  assert.deepEqual(problems, []);
});

test('a file that the system opens with it is read, of every kind that the manifest names', { timeout: 60_000 }, async () => {
  // the system's part: it hands over handles of files
  await context.addInitScript(() => {
    const launchQueue = { setConsumer: (/** @type {unknown} */ consumer) => Object.assign(globalThis, { opened: consumer }) };
    Object.defineProperty(globalThis, 'launchQueue', { value: launchQueue });
  });
  const page = await load();
  const { file_handlers: [{ action, accept }] } = JSON.parse(readFileSync(join(root, 'dist/manifest.webmanifest'), 'utf8'));
  assert.equal(action, './');
  for (const [type, endings] of Object.entries(accept)) {
    for (const ending of endings) {
      const words = `„Das steht in ${ending}“, sagte Anna Muster.`;
      const content = type === 'text/html' ? `<h1>Titel</h1><p>${words}</p>` : words;
      await page.evaluate(([name, type, content]) => /** @type {any} */ (globalThis).opened({ files: [{ getFile: async () => new File([content], name, { type }) }] }), [`a${ending}`, type, content]);
      await page.locator('article').getByText(`Das steht in ${ending}`).waitFor();
    }
  }
  assert.deepEqual(problems, []);
});

test('another page in this folder gets what the server has', { timeout: 60_000 }, async () => {
  await load();
  await nextVersion();
  const guest = await context.newPage();
  await guest.goto(`${server.url}${PATH}manifest.webmanifest`);
  const style = await guest.evaluate(() => fetch('style.css').then((response) => response.text()));
  assert.match(style, /\/\*B\*\/\s*$/);
});

/** Notes every way of writing that a page has, with what is written. */
function watchWrites() {
  /** @type {string[]} */
  const writes = ((/** @type {any} */ (globalThis)).writes = []);
  /** @param {any} owner @param {string} name */
  const watch = (owner, name) => {
    const method = owner?.[name];
    if (method) owner[name] = function (/** @type {unknown[]} */ ...values) {
      writes.push(`${name} ${values.map(String).join(' ')}`);
      return method.apply(this, values);
    };
  };
  watch(Storage.prototype, 'setItem');
  for (const name of ['open', 'deleteDatabase']) watch(IDBFactory.prototype, name);
  for (const name of ['add', 'put']) watch(IDBObjectStore.prototype, name);
  for (const name of ['add', 'addAll', 'put']) watch(globalThis.Cache?.prototype, name);
  watch(globalThis.CacheStorage?.prototype, 'open');
  watch(/** @type {any} */ (globalThis).CookieStore?.prototype, 'set');
  watch(StorageManager.prototype, 'getDirectory');
  watch(History.prototype, 'pushState');
  const cookie = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(Document.prototype, 'cookie'));
  Object.defineProperty(Document.prototype, 'cookie', { ...cookie, set(value) {
    writes.push(`cookie ${value}`);
  } });
}

test('from load to export the page writes nothing; the browser holds the page’s own files and nothing else', { timeout: 60_000 }, async () => {
  await context.addInitScript(watchWrites);
  const page = await load();
  await page.reload();
  await page.evaluate(() => localStorage.setItem('probe', 'the watch works'));
  await readAndExport(page);
  await page.locator('#new').click();
  await page.locator('#input').pressSequentially('„Ja“, sagte sie.');
  await page.locator('article p').waitFor();
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).writes), ['setItem probe the watch works']);
  await page.evaluate(() => localStorage.clear());

  const held = await page.evaluate(async () => {
    const names = await caches.keys();
    const files = await Promise.all(names.map(async (name) => {
      const cache = await caches.open(name);
      return Promise.all((await cache.keys()).map(async ({ url }) => {
        const bytes = await (await cache.match(url))?.arrayBuffer();
        const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', /** @type {ArrayBuffer} */ (bytes)));
        return [url, [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('')];
      }));
    }));
    return { files: files.flat(), databases: await indexedDB.databases(), stored: { ...localStorage, ...sessionStorage } };
  });
  const sum = (/** @type {string} */ file) => createHash('sha256').update(readFileSync(join(root, 'dist', file || 'index.html'))).digest('hex');
  assert.deepEqual(held.files.sort(), pageFiles(join(root, 'dist')).map((file) => [server.url + PATH + file, sum(file)]).sort());
  assert.deepEqual({ databases: held.databases, stored: held.stored, cookies: await context.cookies() }, { databases: [], stored: {}, cookies: [] });
  const cdp = await context.newCDPSession(page);
  const { usageBreakdown } = await cdp.send('Storage.getUsageAndQuota', { origin: new URL(server.url).origin });
  const used = usageBreakdown.filter(({ usage }) => usage > 0).map(({ storageType }) => storageType);
  assert.deepEqual(used.filter((type) => !['cache_storage', 'service_workers'].includes(type)), []);
});
