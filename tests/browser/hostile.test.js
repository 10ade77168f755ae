// Hundreds of texts that try to run: on the page, pasted as HTML, as names, and in every exported file, they are words.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse as parseCsv } from 'csv-parse/sync';
import { exportAs } from '../../www/export/export.js';
import { fromMarked } from './marked.js';
import { PAYLOADS } from './hostile.js';
import { checks, paste, startChromium } from './stage.js';

/** @import { Browser, Page } from 'playwright-core' */

/** A text in which every payload is said, and says itself. @param {string[]} payloads */
const saying = (payloads) =>
  fromMarked(
    payloads.map((words, i) => `<q${i} direct s${i}>„${words}“</q${i}> sagt <s${i} e${i}><e${i}>${words}</e${i}></s${i}>.`).join('\n\n'),
    Object.fromEntries(payloads.map((words, i) => [i, { name: words, role: words, aliases: [words] }])),
  );
const said = saying(PAYLOADS);

const check = checks();
/** The page's own policy would stop what gets through: here nothing may. */
const OPEN = { bypassCSP: true };

/** @type {Browser} */
let browser;
before(async () => {
  browser = await startChromium();
});
after(() => browser.close());

/** Counts calls of ran() in every document that the page opens from now on. @param {Page} page */
async function watch(page) {
  let count = 0;
  await page.context().exposeFunction('ran', () => (count += 1));
  return () => count;
}

/** Visible and in attributes, without what cannot be shown or is drawn as a blank. @param {string|null|undefined} words */
const plain = (words) => (words ?? '').replace(/[\s\0]+/g, '').toWellFormed();

test('the corpus is large and its payloads run where they are let', async () => {
  assert.ok(PAYLOADS.length >= 200, `${PAYLOADS.length} payloads`);
  const page = await browser.newPage();
  const ran = await watch(page);
  await page.setContent(`<!doctype html>${PAYLOADS.slice(0, 40).join('\n')}`);
  await page.waitForTimeout(300);
  assert.ok(ran() > 10, `${ran()} ran on a page without protection`);
  await page.context().close();
});

// as a text field and the driver hand them on
const payloads = PAYLOADS.map((words) => words.replace(/[\r\0]/g, '').toWellFormed()).filter(Boolean);
const shownText = saying(payloads);

check('in text and names: shown as words in article, lists and cards', async ({ page, requests, url }) => {
  const ran = await watch(page);
  await page.reload({ waitUntil: 'networkidle' });
  const loaded = requests.length;
  await paste(page, shownText.text);
  await page.locator(`mark[data-quote="${payloads.length - 1}"]`).first().waitFor();
  for (const tab of ['entities', 'voices', 'quotes']) {
    await page.locator(`[data-tab=${tab}]`).click();
    await page.waitForTimeout(50);
    const found = await page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('wortlaut-reader')?.shadowRoot);
      const all = [...root.querySelectorAll('*'), ...document.querySelectorAll('*')];
      return {
        // the fields for a name or for words are the reader's own
        elements: [...new Set(all.filter((element) => !element.matches('form.name-form')).map((element) => element.localName))],
        handlers: all.flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith('on'))),
        links: all.flatMap((element) => ['href', 'src', 'action', 'formaction'].map((name) => element.getAttribute(name)).filter((value) => /evil|ran\(/.test(value ?? ''))),
        panel: root.querySelector('.panel')?.textContent,
      };
    });
    const foreign = 'img iframe object embed math marquee video audio source form base x:script'.split(' ').filter((name) => found.elements.includes(name));
    assert.deepEqual([foreign, found.handlers, found.links], [[], [], []], tab);
    const panel = plain(found.panel);
    if (tab !== 'voices') for (const words of payloads) assert.ok(panel.includes(plain(words)), `${tab}: ${words}`);
  }
  const shown = await page.evaluate(() => {
    const copy = /** @type {HTMLElement} */ (document.querySelector('wortlaut-reader')?.shadowRoot?.querySelector('article')?.cloneNode(true));
    for (const extra of copy.querySelectorAll('.note, .wl-say, .reason')) extra.remove();
    return copy.textContent;
  });
  assert.equal(plain(shown), plain(shownText.text));
  assert.deepEqual(requests.slice(loaded), []);
  assert.equal(ran(), 0);
  assert.doesNotMatch(await page.title(), /ran|evil/);
  assert.equal(page.url(), url);
}, { ...OPEN, known: [shownText] });

check('pasted as HTML: words or nothing', async ({ page, requests }) => {
  const ran = await watch(page);
  await page.reload({ waitUntil: 'networkidle' });
  const loaded = requests.length;
  await paste(page, 'flach', PAYLOADS.map((words) => `<p>Anfang ${words}</p>`).join('\n'));
  await page.locator('article p').first().waitFor();
  const texts = await page.evaluate(async (payloads) => {
    const { textOfHtml } = /** @type {typeof import('../../www/input/blocks.js')} */ (await import(new URL('/input/blocks.js', location.href).href));
    return payloads.map((words) => textOfHtml(`<p>Anfang</p>${words}`).text);
  }, PAYLOADS);
  for (const text of texts) assert.ok(text.startsWith('Anfang'), text);
  await page.waitForTimeout(200);
  assert.equal(ran(), 0);
  assert.deepEqual(requests.slice(loaded).filter((path) => path !== '/input/blocks.js'), []);
}, OPEN);

test('in exported files, opened: nothing runs, nothing is fetched', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const ran = await watch(page);
  /** @type {string[]} */
  const asked = [];
  const types = { html: 'text/html', tei: 'application/xml', json: 'application/json', schemaorg: 'text/html', annotation: 'text/html' };
  const files = Object.entries(types).map(([format, type]) => {
    const { content } = exportAs(/** @type {'html'} */ (format), said.text, said.analysis, { url: 'http://own.example/?a="><script>ran()</script>', title: PAYLOADS[0] });
    // JSON-LD is made to stand in a page's script
    return { path: `/${format}`, contentType: `${type}; charset=utf-8`, body: type === 'text/html' && format !== 'html' ? `<!doctype html><script type="application/ld+json">${content}</script>` : content };
  });
  await context.route('**', (route) => {
    const { pathname, href } = new URL(route.request().url());
    const file = href.startsWith('http://own.example') ? files.find(({ path }) => path === pathname) : undefined;
    if (file) return route.fulfill({ contentType: file.contentType, body: file.body });
    if (pathname !== '/favicon.ico') asked.push(href);
    return route.abort();
  });
  for (const { path } of files) {
    await page.goto(`http://own.example${path}`);
    await page.waitForTimeout(100);
    assert.equal(ran(), 0, path);
    assert.deepEqual(asked, [], path);
    assert.equal(page.url(), `http://own.example${path}`);
    if (path === '/html') assert.ok((await page.locator('cite').count()) >= PAYLOADS.length);
    if (path === '/tei') assert.equal(await page.locator('parsererror').count(), 0);
  }
  await context.close();
});

test('in CSV: no cell begins a formula, also behind blanks and signs that show nothing', () => {
  const rows = parseCsv(exportAs('csv', said.text, said.analysis).content, { delimiter: ';', bom: true, record_delimiter: '\r\n' });
  assert.equal(rows.length, PAYLOADS.length + 1);
  for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[\s\p{C}]*[=+\-@＝＋－＠]/u);
});
