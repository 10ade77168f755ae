// The built page with the real engine: nothing goes out, nothing goes wrong.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { EXAMPLE } from '../../www/example.js';
import { root, shared } from '../../www/tools/shell.js';
import { startFirefox } from '../../www/tools/browsers.js';
import { example, open, paste, startChromium } from './stage.js';

/** @import { Browser, Page } from 'playwright-core' */
/** @import { Analysis } from '../../www/view/types.js' */

const SAMPLE = join(shared, 'samples/blinken-lawrow.txt');

/** @type {Browser} */
let browser;
before(async () => {
  browser = await startChromium();
});
after(() => browser.close());

/**
 * Runs a test on the built page, and holds that no problem is left in its console.
 * @param {string} title
 * @param {(stage: import('./stage.js').Stage) => Promise<void>} body
 * @param {import('node:test').TestOptions} [options]
 */
const check = (title, body, options = {}) => test(title, options, async () => {
  const stage = await open(browser, { engine: 'real' });
  try {
    await body(stage);
    assert.deepEqual(stage.problems, []);
  } finally {
    await stage.close();
  }
});

/** @param {Page} page @returns {Promise<Analysis>} */
const analysisOf = (page) => page.evaluate(() => /** @type {any} */ (document.querySelector('wortlaut-reader')).analysis);

/** Paste, look, take along, write: without a problem in the console and without a request. @param {Browser} browser */
async function readOffline(browser) {
  const stage = await open(browser, { engine: 'real' });
  try {
    await steps(stage, browser);
  } finally {
    await stage.close();
  }
}

/** @param {import('./stage.js').Stage} stage @param {Browser} browser */
async function steps({ page, problems, requests }, browser) {
  const loaded = requests.length;
  const [address, title] = [page.url(), await page.title()];
  /** @type {string[]} */
  const said = [];
  page.on('console', (line) => said.push(line.text()));
  assert.ok(requests.some((path) => path.endsWith('.wasm')) && requests.some((path) => path.endsWith('.bin')), 'the engine is there before any text is');
  await page.context().setOffline(true);
  await paste(page, EXAMPLE);
  await page.locator('mark.wl-quote').first().waitFor();
  const { quotes, entities } = await analysisOf(page);
  assert.ok(quotes.length >= 10, `${quotes.length} quotations`);
  const name = (/** @type {number|null|undefined} */ id) => entities.find((entity) => entity.id === id)?.name;
  const speaker = (/** @type {string} */ words) => name(quotes.find(({ spans }) => EXAMPLE.slice(spans[0].start, spans[0].end).includes(words))?.speaker?.entity);
  assert.match(speaker('Meine Jüngsten') ?? '', /Aksoy/);
  assert.match(speaker('Ein Bad, das jeden Winter') ?? '', /Wendlandt/);
  assert.match(await page.locator('.summary').innerText(), /\d+ Personen, \d+ Zitate/);
  await page.locator('[data-tab=entities]').click();
  assert.match(await page.locator('.entities-panel').innerText(), /Mehmet Aksoy/);
  await page.locator('[data-tab=voices]').click();
  assert.ok((await page.locator('.bar').count()) >= 4);
  for (const format of ['csv', 'tei']) {
    await page.locator('#export').click();
    // Firefox's driver tells of no downloads
    const saved = browser.browserType().name() === 'firefox' ? undefined : page.waitForEvent('download');
    await page.locator(`[data-format=${format}]`).click();
    await saved;
  }
  await page.locator('#new').click();
  await page.locator('#input').pressSequentially('„Ja“, sagte sie.');
  await page.locator('article p').waitFor();
  assert.deepEqual(requests.slice(loaded), []);
  assert.deepEqual({ address: page.url(), title: await page.title(), said }, { address, title, said: [] });
  assert.deepEqual(problems, []);
}

test('paste: highlights, speakers, summary; no request after the load, no word of it in the address, the title or the console', () => readOffline(browser));

test('the same in Firefox', async (context) => {
  const firefox = await startFirefox();
  if (!firefox) return context.skip('Firefox is not installed');
  try {
    await readOffline(firefox);
  } finally {
    await firefox.close();
  }
});

test('the page’s own scripts and styles weigh 60 kB at most after brotli', async () => {
  const { requests, close } = await open(browser, { engine: 'real' });
  await close();
  const own = [...new Set(requests)].filter((path) => /\.(js|css)$/.test(path));
  const sizes = own.map((path) => brotliCompressSync(readFileSync(join(root, 'dist', path))).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`page: ${total} bytes in ${own.length} files`);
  assert.ok(own.length >= 5 && total <= 60_000, `${total} bytes`);
});

check('a long text tells each stage before it is shown', async ({ page }) => {
  await page.evaluate(() => {
    const told = /** @type {any} */ (globalThis).told = /** @type {string[]} */ ([]);
    addEventListener('wortlaut-progress', (event) => told.push(/** @type {CustomEvent} */ (event).detail.stage));
    addEventListener('wortlaut-analysed', () => told.push('shown'));
  });
  await paste(page, Array.from({ length: 150 }, () => EXAMPLE).join('\n\n'));
  await page.locator('mark.wl-quote').first().waitFor({ timeout: 60_000 });
  const told = await page.evaluate(() => /** @type {string[]} */ (/** @type {any} */ (globalThis).told));
  assert.deepEqual(told, ['clean', 'tokens', 'tagging', 'names', 'entities', 'looks', 'frames', 'quotes', 'attribution', 'analysis', 'shown']);
});

check('what is typed is read in the worker, however long the text is', async ({ page }) => {
  await paste(page, Array.from({ length: 150 }, () => EXAMPLE).join('\n\n'));
  await page.locator('mark.wl-quote').first().waitFor({ timeout: 60_000 });
  await page.locator('#edit').click();
  const [typed, sent] = await page.evaluate(async () => {
    const field = /** @type {HTMLTextAreaElement} */ (document.querySelector('#input'));
    /** @type {string[]} */
    const sent = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (/** @type {any} */ message) {
      sent.push(message.argument);
      post.call(this, message);
    };
    const analysed = new Promise((done) => addEventListener('wortlaut-analysed', done, { once: true }));
    field.setRangeText('x', 0, 0);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await analysed;
    return [field.value, sent];
  });
  assert.deepEqual(sent, [typed]);
});

check('what is no article: empty, one word, marks alone, right to left, NUL, lone surrogates', async ({ page }) => {
  for (const text of ['   ', 'Wort', '„„„“““»«', 'שלום „עולם“ אמר דוד', 'a\0b', '\ud800 x \udc00', '😀'.repeat(50)]) {
    const shown = await page.evaluate(async (words) => {
      const reader = /** @type {any} */ (document.querySelector('wortlaut-reader'));
      reader.text = words;
      await reader.done;
      const copy = reader.shadowRoot.querySelector('article').cloneNode(true);
      for (const extra of copy.querySelectorAll('.note, .wl-say, .reason')) extra.remove();
      return copy.textContent;
    }, text);
    assert.equal(shown.replace(/\s/g, ''), text.replace(/\s/g, ''));
  }
});

check('the sample article: people with roles, clutter greyed', async ({ page }) => {
  await paste(page, readFileSync(SAMPLE, 'utf8'));
  await page.locator('mark.wl-quote').first().waitFor();
  const { quotes, entities } = await analysisOf(page);
  assert.ok(quotes.length >= 15, `${quotes.length} quotations`);
  for (const name of ['Antony Blinken', 'Dmitri Peskow', 'Wladimir Putin']) assert.ok(entities.some((entity) => entity.name === name), name);
  assert.ok((await page.locator('div.clutter').count()) >= 2);
}, { skip: existsSync(SAMPLE) ? false : `${SAMPLE} is not there` });

check('files in UTF-8, UTF-16 and Windows-1252 are told apart', async ({ page }) => {
  const words = '„Schöne Grüße aus Köln – für 5 Euro“, sagte Anna Muster am Freitag in Münster.';
  const windows = Buffer.from([...words].map((letter) => ({ '„': 0x84, '“': 0x93, '–': 0x96 })[letter] ?? letter.charCodeAt(0)));
  const files = { 'utf8.txt': Buffer.from(words), 'bom.md': Buffer.from(`\ufeff${words}`), 'utf16.txt': Buffer.from(`\ufeff${words}`, 'utf16le'), 'windows.txt': windows };
  for (const [name, buffer] of Object.entries(files)) {
    await page.locator('#file').setInputFiles({ name, mimeType: 'text/plain', buffer });
    await page.waitForFunction((text) => /** @type {any} */ (document.querySelector('wortlaut-reader')).text.replace('\ufeff', '') === text, words, { timeout: 5000 }).catch(() => assert.fail(name));
    await page.locator('#new').click();
  }
});

check('what HTML tells of its blocks is believed', async ({ page }) => {
  const list = '<ul><li>Erstens wird gebaut.</li><li>Zweitens wird gespart.</li></ul>';
  await paste(page, 'flach', `<div><h2>Ein Satz als Titel, mit Punkt.</h2><p>Ein Absatz, der etwas länger ist als die anderen hier.</p><h3>Was nun kommt</h3>${list}<figure><figcaption>Das Rathaus im Mai</figcaption></figure><p>Schluss.</p></div>`);
  await page.locator('article h2').waitFor();
  const { blocks } = await analysisOf(page);
  assert.deepEqual(blocks.map(({ kind }) => kind), ['headline', 'paragraph', 'subheading', 'list-item', 'list-item', 'caption', 'paragraph']);
  assert.equal(await page.locator('article ul > li').count(), 2);
});

check('clutter is taken up again and read', async ({ page }) => {
  await example(page);
  const before = await page.locator('div.clutter').count();
  assert.ok(before > 0);
  await page.locator('div.clutter button').first().click();
  await page.waitForFunction((n) => (document.querySelector('wortlaut-reader')?.shadowRoot?.querySelectorAll('div.clutter').length ?? n) < n, before);
});
