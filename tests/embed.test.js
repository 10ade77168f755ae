// On other people's pages: in a frame, as a single file, and in the markup and under the policy of content systems.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startChromium } from '../www/tools/browsers.js';
import { POLICY, serve } from '../www/tools/serve.js';
import { root } from '../www/tools/shell.js';
import { articles } from './articles.js';

/** @import { Browser, Page } from 'playwright-core' */

const dist = join(root, 'dist');

/** @type {Browser} */
let browser;
before(async () => { browser = await startChromium(); });
after(() => browser.close());

/** Rows of the table on embedding that have an example. */
const rows = [...readFileSync(join(root, 'www/embed/README.md'), 'utf8').matchAll(/^\| \[([^\]]+)\]\(([^)]+)\/example\.html\) \|.*\| (.*) \| .* \|$/gm)]
  .map(([, name, folder, needs]) => ({ name, folder: join(root, 'www/embed', folder), needs }));

/** A page that notes its requests and what its console complains of. */
async function blank() {
  const page = await browser.newPage();
  /** @type {string[]} */
  const problems = [];
  /** @type {string[]} */
  const requests = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (line) => ['error', 'warning'].includes(line.type()) && problems.push(line.text()));
  page.on('request', (request) => requests.push(request.url()));
  return { page, problems, requests };
}

test('every test that the table on embedding and the list of threats name is there', () => {
  const named = ['www/embed/README.md', 'THREATS.md'].flatMap((document) => {
    const [, ...cells] = [...readFileSync(join(root, document), 'utf8').matchAll(/^\|.*\| (.*) \|$/gm)].map(([, cell]) => cell).filter((cell) => !/^-+$/.test(cell));
    for (const cell of cells) assert.match(cell, /\.(test\.js|rs)`|^none; /, document);
    return cells.flatMap((cell) => cell.split('; '));
  });
  let count = 0;
  for (const part of named) {
    const [, file = ''] = /`(?:tests\/)?([^`]+\.(?:test\.js|rs))`/.exec(part) ?? [];
    if (!file) continue;
    const source = readFileSync(join(root, 'tests', file), 'utf8');
    for (const [, name = '', code = name] of part.matchAll(/"([^"]+)"|`([a-z_]+)`/g)) {
      assert(source.includes(code), `"${code}" in ${file}`);
      count += 1;
    }
  }
  assert(count > 30, `${count} names`);
});

test('the table asks for WordPress what the plugin’s readme asks for', () => {
  const [, asked] = /^\| \[WordPress\].*\| `(script-src [^`]+)` \|/m.exec(readFileSync(join(root, 'www/embed/README.md'), 'utf8')) ?? [];
  assert(asked && readFileSync(join(root, 'www/embed/wordpress/readme.txt'), 'utf8').includes(`\`${asked}\``));
});

const paragraphs = (/** @type {string} */ text) => text.trim().split('\n\n').map((words) => `<p>${words.replaceAll('<', '&lt;')}</p>`).join('\n');

describe('frame.html', () => {
  /**
   * Serves the frame on one origin and a page that shows it on another.
   * @param {import('node:test').TestContext} context
   * @param {(frame: string, host: string) => string} body of the page
   * @param {{ lang?: string, late?: boolean }} [options] `late`: the page's script comes after the frame has loaded
   */
  async function framed(context, body, { lang = 'de', late = false } = {}) {
    let frameUrl = '';
    const host = await serve(dist, { policy: null, answer: (path) => (path === '/favicon.ico' ? { status: 204, body: '' } : path === '/' ? {
      headers: { 'Content-Security-Policy': `default-src 'none'; img-src 'self'; script-src ${frameUrl}; frame-src ${frameUrl}; require-trusted-types-for 'script'; trusted-types 'none'` },
      body: `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Gast</title><article>${paragraphs(articles.politik)}</article>${body(frameUrl, hostUrl)}`,
    } : undefined) });
    const hostUrl = new URL(host.url).origin;
    const frame = await serve(dist, { policy: POLICY.replace(/frame-ancestors [^;]*/, `frame-ancestors ${hostUrl}`) });
    frameUrl = frame.url;
    const { page, problems } = await blank();
    context.after(async () => {
      await page.close();
      await host.close();
      await frame.close();
    });
    const inside = page.frameLocator('iframe');
    if (late) await page.route('**/embed/host.js', async (route) => {
      await inside.locator('wortlaut-reader .head').waitFor({ state: 'attached' });
      await route.continue();
    });
    await page.goto(host.url);
    return { page, problems, frameUrl, inside };
  }

  const tag = (/** @type {string} */ frame, /** @type {string} */ host, rest = '') => `<iframe data-wortlaut src="${frame}embed/frame.html?host=${host}${rest}" title="Wer sagt was?"></iframe>`;
  const script = (/** @type {string} */ frame) => `<script defer src="${frame}embed/host.js"></script>`;
  const marks = 'mark.wl-quote';

  test('the frame reads the page’s article and is as high as its content', { timeout: 60_000 }, async (context) => {
    const { page, problems, inside } = await framed(context, (frame, host) => tag(frame, host) + script(frame));
    await inside.locator(marks).first().waitFor();
    /** Waits until the height has come to rest; a frame whose content follows its own height never does. */
    const height = async () => {
      let last = -1;
      for (let now = -2; now !== last; await page.waitForTimeout(300)) {
        last = now;
        now = await page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().height);
      }
      return last;
    };
    const content = () => inside.locator('body').evaluate((body) => ({ body: body.getBoundingClientRect().height, shown: innerHeight }));
    const first = await height();
    const { body, shown } = await content();
    assert(first > 300 && Math.abs(shown - body) <= 1, `${first} high, ${body} wanted, ${shown} shown`);
    await page.locator('iframe').evaluate((frame) => (frame.style.width = '900px'));
    const wide = await height();
    assert.notEqual(wide, first, 'another width, another height');
    assert(Math.abs((await content()).shown - (await content()).body) <= 1);
    await page.locator('iframe').evaluate((frame) => (frame.style.width = '400px'));
    await height();
    await inside.locator('.bar-tabs button').first().click();
    assert.equal(await inside.locator('dialog').evaluate((sheet) => sheet.getBoundingClientRect().height), 480, 'a sheet fits a screen, however high the frame is');
    assert.deepEqual(problems, []);
  });

  test('a page whose script runs after the frame has loaded is heard as well; its language is told', { timeout: 60_000 }, async (context) => {
    const { problems, inside } = await framed(context, (frame, host) => tag(frame, host, '&panels=none') + script(frame), { lang: 'en', late: true });
    await inside.locator(marks).first().waitFor();
    assert.equal(await inside.locator('wortlaut-reader').getAttribute('lang'), 'en');
    assert.equal(await inside.locator('aside.panel').isVisible(), false);
    assert.deepEqual(problems, []);
  });

  test('the frame does not listen to an origin that its address does not name', { timeout: 60_000 }, async (context) => {
    const { page, problems, frameUrl, inside } = await framed(context, (frame) => tag(frame, 'https://else.example'));
    await page.waitForTimeout(500);
    await page.evaluate((to) => {
      Object.assign(window, { heard: [] });
      addEventListener('message', ({ data }) => /** @type {any} */ (window).heard.push(data));
      for (const message of [{ wortlaut: 'hello' }, { wortlaut: 'article', text: '„Gut“, sagte Anna.', markup: [] }]) document.querySelector('iframe')?.contentWindow?.postMessage(message, to);
    }, frameUrl);
    await page.waitForTimeout(500);
    assert.equal(await inside.locator('wortlaut-reader').evaluate((reader) => /** @type {any} */ (reader).text), '');
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).heard), []);
    assert(problems.length > 0 && problems.every((line) => line.includes('https://else.example')), `the browser names the origin: ${problems.join('; ')}`);
  });

  test('an address without an origin is told', { timeout: 60_000 }, async (context) => {
    const { inside } = await framed(context, (frame) => tag(frame, 'nowhere') + script(frame));
    await inside.locator('#status', { hasText: 'names no origin' }).waitFor();
  });

  test('the page takes a height from its frame alone, and no silly one', { timeout: 60_000 }, async (context) => {
    const { page, inside } = await framed(context, (frame, host) => tag(frame, host) + script(frame));
    await inside.locator(marks).first().waitFor();
    const style = () => page.locator('iframe').evaluate((frame) => frame.style.height);
    await page.waitForTimeout(500);
    const before = await style();
    await page.evaluate(() => postMessage({ wortlaut: 'height', height: 7 }, location.origin));
    for (const height of ['7', NaN, -7, null]) await inside.locator('body').evaluate((_, height) => parent.postMessage({ wortlaut: 'height', height }, '*'), height);
    await page.waitForTimeout(200);
    assert.equal(await style(), before);
    await inside.locator('body').evaluate(() => parent.postMessage({ wortlaut: 'height', height: 1e9 }, '*'));
    await page.waitForFunction(() => document.querySelector('iframe')?.style.height === '200000px');
  });
});

describe('wortlaut.html, the single file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wortlaut-'));
  const file = join(folder, 'aus der Mail.html');
  before(() => copyFileSync(join(dist, 'wortlaut.html'), file));
  after(() => rmSync(folder, { recursive: true }));

  test('reads an article opened from a disk, in a worker, and asks for no other file', { timeout: 60_000 }, async () => {
    const { page, problems, requests } = await blank();
    const worker = page.waitForEvent('worker');
    await page.goto(pathToFileURL(file).href);
    await worker;
    await page.locator('#example').click();
    await page.locator('mark.wl-quote').first().waitFor();
    assert.equal(page.workers().length, 1);
    assert(await page.locator('mark.wl-quote').count() > 5);
    assert.deepEqual(requests.filter((url) => !/^(data|blob):/.test(url)), [pathToFileURL(file).href]);
    assert.equal(await page.locator('#bookmarklet').isVisible(), false, 'no other page may open a file');
    assert.deepEqual(problems, []);
    await page.close();
  });

  test('its policy lets nothing out', { timeout: 60_000 }, async () => {
    const { page } = await blank();
    await page.goto(pathToFileURL(file).href);
    const refused = await page.evaluate(async () => {
      const policy = new Promise((resolve) => document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective)));
      await fetch('http://127.0.0.1:9/').catch(() => undefined);
      return policy;
    });
    assert.equal(refused, 'connect-src');
    await page.close();
  });
});

describe('content systems', () => {
  const site = mkdtempSync(join(tmpdir(), 'wortlaut-'));
  after(() => rmSync(site, { recursive: true }));

  test('the table names every example there is', () => {
    const there = readdirSync(join(root, 'www/embed'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('example.html'));
    assert.deepEqual(rows.map(({ folder }) => join(folder, 'example.html')).sort(), there.map((file) => join(root, 'www/embed', file)).sort());
  });

  for (const { name, folder, needs } of rows) {
    test(`${name}: marks appear under its policy, and leave no trace`, { timeout: 30_000 }, async (context) => {
      const example = readFileSync(join(folder, 'example.html'), 'utf8');
      const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(example) ?? [];
      for (const [, need] of needs.matchAll(/`([^`]*)`/g)) assert(policy.includes(need), `the policy of ${name} has ${need}`);
      const [, script = ''] = /<script[^>]* src="([^"?]*)/.exec(example) ?? [];
      const [, selector = ''] = /<wortlaut-reader for="([^"]*)"/.exec(example) ?? [];
      const copied = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== 'example.html');
      assert(copied.some((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').includes(selector)), `what is copied names ${selector}`);

      // dist lies where the system has it
      const place = join(site, name.toLowerCase(), dirname(script));
      mkdirSync(dirname(place), { recursive: true });
      symlinkSync(dist, place);
      const server = await serve(join(site, name.toLowerCase()), { policy: null, answer: (path) => (path === '/' ? { body: example } : undefined) });
      const { page, problems } = await blank();
      context.after(async () => {
        await page.close();
        await server.close();
      });
      // without scripts first: what readers have before, and where nothing can run
      const bare = await browser.newPage({ javaScriptEnabled: false });
      await bare.goto(server.url);
      const words = (/** @type {Page} */ page) => page.locator(selector).evaluate((article) => [...article.querySelectorAll('p')].map((p) => p.textContent));
      const before = await words(bare);
      await bare.close();
      await page.goto(server.url);
      const mark = page.locator(`${selector} mark.wl-quote`, { hasText: '„Wir haben lange genug gerechnet“' });
      assert.match(await mark.innerText(), /von Katrin Wendlandt/);
      // a browser's own marks are yellow
      await page.waitForFunction((mark) => mark && getComputedStyle(mark).backgroundColor !== 'rgb(255, 255, 0)', await mark.elementHandle());
      assert.equal(page.workers().length, 1, 'it works beside the page');
      await page.locator('wortlaut-reader').evaluate((reader) => reader.remove());
      assert.deepEqual(await words(page), before);
      assert.deepEqual(problems, []);
    });
  }

  const php = spawnSync('php', ['-v']).status === 0;
  test('the PHP that is copied is PHP', { skip: php ? false : 'PHP is not installed' }, () => {
    for (const { folder } of rows) {
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.php'))) {
        const { status, stdout } = spawnSync('php', ['-l', join(folder, file)], { encoding: 'utf8' });
        assert.equal(status, 0, stdout);
      }
    }
  });
});
