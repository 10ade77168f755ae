// The built package in real browsers: worker, policies, servers that answer wrongly, recovery.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startChromium, startFirefox } from '../www/tools/browsers.js';
import { integrity } from '../www/tools/offline.js';
import { POLICY, serve } from '../www/tools/serve.js';
import { root } from '../www/tools/shell.js';
import { articles } from './articles.js';

/** @import { Browser, Page } from 'playwright-core' */
/** @typedef {{ browser: Browser, context: import('node:test').TestContext }} Case */

const dist = join(root, 'dist');
/** @type {Record<string, { body: string, status?: number }>} */
const OWN = {
  '/': { body: '<!doctype html><meta charset="utf-8"><title>test</title><p>Der Artikel bleibt lesbar.' },
  '/favicon.ico': { body: '', status: 204 },
};

/**
 * Serves the package with a blank page at / and opens that.
 * @param {Case} where
 * @param {Parameters<typeof serve>[1]} [options]
 */
async function open({ browser, context }, options = {}) {
  /** @type {string[]} */
  const requests = [];
  const server = await serve(dist, {
    ...options,
    answer: (path) => options.answer?.(path) ?? OWN[path],
    onrequest: (path) => requests.push(path),
  });
  const page = await browser.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
  await page.goto(server.url);
  context.after(async () => {
    await page.close();
    await server.close();
  });
  return { page, requests, problems, url: server.url };
}

/**
 * Analyses a text in the page with a reader of its own.
 * @param {Page} page
 * @param {string} text
 * @param {object} [options]
 * @returns {Promise<{ mode?: string, notices: string[], told?: string[], analysis?: any, error?: { code: string, message: string } }>}
 */
function analyse(page, text, options = {}) {
  return page.evaluate(async ({ text, options }) => {
    const { createReader } = /** @type {typeof import('../www/api.js')} */ (await import(new URL('/api.js', location.href).href));
    const reader = createReader(options);
    try {
      const analysis = await reader.analyse(text);
      return { mode: reader.mode, notices: reader.notices.map(({ code }) => code), told: reader.notices.map(({ message }) => message), analysis };
    } catch (error) {
      const { code, message } = /** @type {import('../www/errors.js').WortlautError} */ (error);
      return { notices: [], error: { code, message } };
    } finally {
      reader.close();
    }
  }, { text, options });
}

/**
 * The wasm or the models as another version might have them: whole, and not the same.
 * @param {string} path
 * @param {Record<string, string>} [headers]
 */
const other = (path, headers) => ({
  body: Buffer.concat([readFileSync(join(dist, path)), Buffer.from(path.endsWith('.wasm') ? [0, 2, 1, 66] : [1, 66, 0, 0, 0, 0])]),
  headers: { 'Content-Type': path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream', ...headers },
});

const without = (/** @type {string} */ directive) => POLICY.split('; ').filter((rule) => !rule.startsWith(`${directive} `)).join('; ');

/** What the element is promised to do with, and nothing beside it. */
const STRICTEST = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

for (const [name, start] of /** @type {const} */ ([['Chromium', startChromium], ['Firefox', startFirefox]])) {
  describe(name, () => {
    /** @type {Browser | undefined} */
    let browser;
    before(async () => { browser = await start(); });
    after(async () => { await browser?.close(); });

    /** @param {string} title @param {(it: Case) => Promise<void>} body */
    const check = (title, body) => test(title, { timeout: 30_000 }, async (context) => {
      if (!browser) context.skip(`${name} is not installed`);
      else await body({ browser, context });
    });

    check('a worker answers under the strict policy, with nothing requested after the load', async (it) => {
      const { page, requests, problems } = await open(it);
      const { mode, notices, analysis } = await analyse(page, articles.politik);
      assert.deepEqual({ mode, notices }, { mode: 'worker', notices: [] });
      while (page.workers().length > 0) await page.waitForTimeout(10);
      assert(analysis.blocks.length > 3);
      assert.deepEqual([...new Set(requests)].filter((path) => path.endsWith('.wasm') || path.endsWith('.bin')), ['/wasm/wortlaut.wasm', '/wasm/models.bin']);
      const working = page.evaluate(async (texts) => {
        const { createReader } = /** @type {typeof import('../www/api.js')} */ (await import(new URL('/api.js', location.href).href));
        const reader = createReader();
        await reader.ready;
        const loaded = performance.getEntriesByType('resource').length;
        for (const text of texts) await reader.analyse(text);
        const crashed = await reader.call('crash', 'memory').catch((error) => error.code);
        const again = (await reader.analyse(texts[0])).schema;
        const control = new AbortController();
        const long = reader.analyse(texts.join('\n\n').repeat(300), { signal: control.signal }).catch((error) => error.code);
        setTimeout(() => control.abort(), 30);
        const stopped = await long;
        const last = (await reader.analyse(texts[0])).schema;
        return { crashed, again, stopped, last, requests: performance.getEntriesByType('resource').length - loaded };
      }, Object.values(articles));
      // a closed reader leaves no worker, an open one has one
      while (page.workers().length === 0) await page.waitForTimeout(10);
      const { requests: more, ...outcome } = await working;
      assert.deepEqual(outcome, { crashed: 'crashed', again: 1, stopped: 'aborted', last: 1 });
      assert(more <= 1, 'at most the worker itself, for a fresh one after an abort');
      assert.deepEqual(problems, []);
    });

    check('the same result in worker and page, and as in Node', async (it) => {
      const { createReader } = await import('../www/api.js');
      const expected = await createReader().analyse(articles.interview);
      const { page, problems } = await open(it);
      for (const worker of [true, false]) {
        const { mode, analysis } = await analyse(page, articles.interview, { worker });
        assert.equal(mode, worker ? 'worker' : 'page');
        assert.deepEqual(analysis, expected);
      }
      assert.deepEqual(problems, []);
    });

    check('wrong types and other places of wasm, models and worker do no harm', async (it) => {
      const { page, problems, url } = await open(it, {
        answer: (path) => {
          if (path === '/elsewhere/arbeiter.js') return { body: readFileSync(join(dist, 'worker.js')), headers: { 'Content-Type': 'text/javascript' } };
          if (!path.endsWith('.wasm') && !path.endsWith('.bin')) return undefined;
          return { body: readFileSync(join(dist, path.replace('/elsewhere/', '/wasm/'))), headers: { 'Content-Type': 'text/plain' } };
        },
      });
      const { mode, analysis } = await analyse(page, articles.sport, { wasmUrl: 'elsewhere/wortlaut.wasm', modelsUrl: `${url}elsewhere/models.bin`, workerUrl: '/elsewhere/arbeiter.js' });
      assert.equal(mode, 'worker');
      assert.equal(analysis.schema, 1);
      assert.deepEqual(problems, []);
    });

    check('a worker that is not there: the page does the work', async (it) => {
      const { page } = await open(it);
      const { mode, notices, analysis } = await analyse(page, articles.sport, { workerUrl: 'nowhere.js' });
      assert.deepEqual({ mode, notices, schema: analysis?.schema }, { mode: 'page', notices: ['worker-failed'], schema: 1 });
    });

    check('a worker that never answers is given up', async (it) => {
      const { page } = await open(it, {
        answer: (path) => (path === '/mute.js' ? { body: 'onmessage = () => {};', headers: { 'Content-Type': 'text/javascript' } } : undefined),
      });
      const { mode, notices } = await analyse(page, articles.sport, { workerUrl: 'mute.js', timeout: 200 });
      assert.deepEqual({ mode, notices }, { mode: 'page', notices: ['worker-failed'] });
    });

    check('files that are missing: a code, a message, the article stays', async (it) => {
      const { page } = await open(it);
      const { error } = await analyse(page, articles.sport, { modelsUrl: 'nowhere.bin' });
      assert.equal(error?.code, 'load-failed');
      assert.match(error?.message ?? '', /nowhere\.bin/);
      assert.match(await page.innerText('body'), /lesbar/);
    });

    for (const what of ['wortlaut.wasm', 'models.bin']) {
      check(`${what} of another version: refused, and named`, async (it) => {
        const { page } = await open(it, { answer: (path) => (path === `/wasm/${what}` ? other(path) : undefined) });
        const { error } = await analyse(page, articles.sport);
        assert.equal(error?.code, 'other-version');
        assert.match(error?.message ?? '', new RegExp(what));
      });
    }

    check('files of an earlier version in the browser’s cache: fetched anew', async (it) => {
      let late = false;
      const { page, requests } = await open(it, {
        answer: (path) => (!late && path.startsWith('/wasm/') ? other(path, { 'Cache-Control': 'max-age=86400' }) : undefined),
      });
      const files = ['/wasm/wortlaut.wasm', '/wasm/models.bin'];
      /** @type {() => Promise<number[]>} */
      const lengths = () => page.evaluate((files) => Promise.all(files.map(async (file) => (await (await fetch(file)).arrayBuffer()).byteLength)), files);
      const earlier = await lengths();
      late = true;
      const asked = requests.length;
      assert.deepEqual(await lengths(), earlier);
      assert.equal(requests.length, asked, 'the cache answers');
      const { mode, notices, analysis } = await analyse(page, articles.sport);
      assert.deepEqual({ mode, notices, schema: analysis?.schema }, { mode: 'worker', notices: [], schema: 1 });
    });

    check('a worker of another version: the page does the work', async (it) => {
      const { page } = await open(it, {
        answer: (path) => (path === '/worker.js' ? { body: readFileSync(join(dist, 'worker.js'), 'utf8').replaceAll(integrity(join(dist, 'wasm/wortlaut.wasm')), 'another'), headers: { 'Content-Type': 'text/javascript' } } : undefined),
      });
      const { mode, notices, analysis } = await analyse(page, articles.sport);
      assert.deepEqual({ mode, notices, schema: analysis?.schema }, { mode: 'page', notices: ['worker-failed'], schema: 1 });
    });

    check('a policy without workers: the page does the work and says what is missing', async (it) => {
      const { page } = await open(it, { policy: `${without('worker-src')}; worker-src 'none'` });
      const { mode, notices, told, analysis } = await analyse(page, articles.sport);
      assert.deepEqual({ mode, notices, schema: analysis?.schema }, { mode: 'page', notices: ['policy-worker'], schema: 1 });
      assert.match(told?.[0] ?? '', /worker-src/);
    });

    check("the strictest policy, trusted-types 'none': works all the same", async (it) => {
      const { page } = await open(it, { policy: STRICTEST });
      const { mode, notices, analysis } = await analyse(page, articles.sport);
      const limited = await page.evaluate(() => 'trustedTypes' in globalThis);
      assert.deepEqual({ mode, notices }, limited ? { mode: 'page', notices: ['policy-trusted-types'] } : { mode: 'worker', notices: [] });
      assert.equal(analysis?.schema, 1);
    });

    /** A page with an article and the one tag. */
    const tagged = { '/': { body: `<!doctype html><html lang="de"><meta charset="utf-8"><title>Artikel</title><script type="module" src="wortlaut.js"></script>
<article id="article"><p>„Das ist gut“, sagte Anna Muster am Montag in Köln.</p></article><wortlaut-reader for="#article"></wortlaut-reader>` } };
    /** @param {Page} page */
    const words = (page) => page.locator('#article').evaluate((article) => {
      const copy = /** @type {Element} */ (article.cloneNode(true));
      for (const said of copy.querySelectorAll('.wl-say')) said.remove();
      return copy.textContent;
    });

    check("the strictest policy, trusted-types 'none': the element marks the article, in its colours", async (it) => {
      const { page } = await open(it, { policy: STRICTEST, answer: (path) => tagged[/** @type {'/'} */ (path)] });
      const mark = page.locator('#article mark.wl-quote');
      await mark.waitFor();
      // a browser's own marks are yellow
      await page.waitForFunction(() => getComputedStyle(/** @type {Element} */ (document.querySelector('mark'))).backgroundColor !== 'rgb(255, 255, 0)');
      assert.match(await page.locator('wortlaut-reader .summary').innerText(), /1 Zitat/);
      assert.equal(await words(page), '„Das ist gut“, sagte Anna Muster am Montag in Köln.');
    });

    for (const [what, from, to] of [["'wasm-unsafe-eval'", " 'wasm-unsafe-eval'", ''], ['connect-src', "connect-src 'self'", "connect-src 'none'"]]) {
      check(`the strictest policy without ${what}: the element names it, and the article stays readable`, async (it) => {
        const { page } = await open(it, { policy: STRICTEST.replace(from, to), answer: (path) => tagged[/** @type {'/'} */ (path)] });
        await page.locator('wortlaut-reader').getByText(what).waitFor();
        assert.equal(await page.locator('#article').innerText(), '„Das ist gut“, sagte Anna Muster am Montag in Köln.');
        assert.equal(await page.locator('#article mark').count(), 0);
      });
    }

    check('a policy without wasm names the missing directive', async (it) => {
      const { page } = await open(it, { policy: POLICY.replace(" 'wasm-unsafe-eval'", '') });
      const { error } = await analyse(page, articles.sport);
      assert.equal(error?.code, 'policy-wasm');
      assert.match(error?.message ?? '', /'wasm-unsafe-eval'/);
    });

    check('a policy without connections names the missing directive', async (it) => {
      const { page } = await open(it, { policy: `${without('connect-src')}; connect-src 'none'` });
      const { error } = await analyse(page, articles.sport);
      assert.equal(error?.code, 'policy-connect');
      assert.match(error?.message ?? '', /connect-src/);
    });

    check('cross-origin isolated pages stop a long analysis without a new worker', async (it) => {
      const { page, problems, requests } = await open(it, {
        headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
      });
      const outcome = await page.evaluate(async (text) => {
        const { createReader } = /** @type {typeof import('../www/api.js')} */ (await import(new URL('/api.js', location.href).href));
        const reader = createReader();
        await reader.ready;
        const control = new AbortController();
        const long = reader.analyse(text.repeat(500), { signal: control.signal }).catch((error) => error.code);
        setTimeout(() => control.abort(), 10);
        return { isolated: crossOriginIsolated, stopped: await long, next: (await reader.analyse(text)).schema };
      }, articles.sport);
      assert.deepEqual(outcome, { isolated: true, stopped: 'aborted', next: 1 });
      assert.deepEqual(problems, []);
      assert(requests.length > 0);
    });
  });
}
