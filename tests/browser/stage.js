// A browser page with the sources of www/, answered by hand-marked analyses in place of the engine, or by the engine.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startChromium, startFirefox } from '../../www/tools/browsers.js';
import { serve } from '../../www/tools/serve.js';
import { root } from '../../www/tools/shell.js';
import { article } from './article.js';
import { fromMarked } from './marked.js';

/** @import { Browser, BrowserContextOptions, Page } from 'playwright-core' */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A text whose parts all try to be more than text. */
export const HOSTILE = fromMarked(
  '[headline] <q9 direct s9>„<img src=x onerror=alert(1)>“</q9> <script>alert(2)</script>\n\n<q0 direct s0>„</mark></article><b>fett</b>“</q0> sagt <s0 e0><e0>"><svg onload=alert(3)></e0></s0>.',
  { 0: { name: '"><svg onload=alert(3)>', role: '<i>Chef</i>', aliases: ['&amp;'] } },
);

/** Texts that are nothing but clutter. */
export const CLUTTER = fromMarked('[clutter:consent] Wir verwenden Cookies.\n\n[clutter:ad] Anzeige');

/**
 * The engine's place in tests of the view: answers marked texts, splits others into paragraphs.
 * @param {ReturnType<typeof fromMarked>[]} known
 */
const engineOf = (known) => `
const known = ${JSON.stringify([article(), HOSTILE, CLUTTER, ...known]).replaceAll('<', '\\u003c')};
const plain = (text) => ({ schema: 1, language: 'de', sentences: [], entities: [], quotes: [], marks: [], voices: [],
  blocks: [...text.matchAll(/[^\\n]+/g)].map((line) => ({ start: line.index, end: line.index + line[0].length, kind: 'paragraph' })) });
const shifted = (value, from, by) => JSON.parse(JSON.stringify(value), (key, at) => ((key === 'start' || key === 'end') && at >= from ? at + by : at));
export class WortlautError extends Error {}
export const message = (code) => code;
export const calls = [];
export const createReader = () => ({
  ready: Promise.resolve(),
  decode: async (bytes) => ({ text: new TextDecoder().decode(bytes), encoding: 'UTF-8' }),
  analyse: async (text, { keep = [], progress } = {}) => {
    calls.push(text);
    if (text.includes('LANGSAM')) {
      progress({ stage: 'quotes', done: 7, all: 10 });
      await new Promise((goOn) => addEventListener('weiter', goOn, { once: true }));
    }
    if (text.includes('ABSTURZ')) throw Object.assign(new Error('crashed'), { code: 'crashed' });
    let found = known.find((one) => one.text.trim() === text.trim())?.analysis;
    if (!found) {
      const around = known.find((one) => text.includes(one.text.trim()));
      if (around) found = shifted(around.analysis, 0, text.indexOf(around.text.trim()));
    }
    found = structuredClone(found ?? plain(text));
    for (const block of found.blocks) {
      if (block.kind === 'clutter' && keep.some(({ start, end }) => start < block.end && block.start < end)) { block.kind = 'paragraph'; delete block.why; }
    }
    return found;
  },
});`;

/**
 * @typedef {object} Stage
 * @property {Page} page
 * @property {string[]} problems errors and warnings of the console, uncaught errors
 * @property {string[]} requests paths asked for
 * @property {string} url
 * @property {() => Promise<void>} close
 */

/**
 * Opens the page, or `body` in its place.
 * @param {Browser} browser
 * @param {BrowserContextOptions & { body?: string, engine?: 'marked' | 'real', path?: string, policy?: string, known?: ReturnType<typeof fromMarked>[] }} [options] `known`: marked texts besides those above
 * @returns {Promise<Stage>}
 */
export async function open(browser, { body, engine = 'marked', path = '', policy, known = [], ...context } = {}) {
  /** @type {string[]} */
  const requests = [];
  /** @type {string[]} */
  const problems = [];
  const js = { 'Content-Type': 'text/javascript; charset=utf-8' };
  const server = await serve(join(root, engine === 'real' ? 'dist' : 'www'), {
    ...(policy ? { policy } : {}),
    onrequest: (asked) => requests.push(asked),
    answer: (asked) => {
      if (asked === '/api.js' && engine === 'marked') return { headers: js, body: engineOf(known) };
      if (asked === '/favicon.ico') return { body: '', status: 204 };
      if (asked === '/' && body !== undefined) return { body: `<!doctype html><html lang="de"><meta charset="utf-8"><title>Gast</title>${body}` };
      return undefined;
    },
  });
  const own = await browser.newContext({ locale: 'de-DE', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...context });
  const page = await own.newPage();
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (line) => ['error', 'warning'].includes(line.type()) && problems.push(line.text()));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  // to wait for silence costs half a second: only where it is not known what comes
  const ours = body === undefined && engine === 'marked' && browser.browserType().name() === 'chromium';
  await page.goto(server.url + path, { waitUntil: ours ? 'load' : 'networkidle' });
  if (ours) await page.waitForFunction(styled);
  // the built page has its files put aside once: part of the load
  if (engine === 'real' && body === undefined) await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const close = async () => {
    await own.close();
    await server.close();
  };
  return { page, problems, requests, url: server.url, close };
}

/** Whether the reader is there with all its styles. */
function styled() {
  const sheets = [...(document.querySelector('wortlaut-reader')?.shadowRoot?.styleSheets ?? [])];
  const imports = sheets.flatMap(({ cssRules }) => [...cssRules]).filter((rule) => rule instanceof CSSImportRule);
  return sheets.length === 2 && imports.length > 0 && imports.every((rule) => rule.styleSheet?.cssRules.length);
}

/** What axe finds, each as one line. @param {Page} page @returns {Promise<string[]>} */
export async function axe(page) {
  // the page's own policy forbids foreign scripts: the evaluation of a driver is none
  await page.evaluate(`{ const module = undefined; ${AXE} }`);
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.flatMap((/** @type {any} */ { id, nodes }) => nodes.map((/** @type {any} */ { target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary.split('\n')[1]}`));
  });
}

/** Loads the example article. @param {Page} page */
export async function example(page) {
  await page.locator('#example').click();
  await page.locator('mark.wl-quote').first().waitFor();
}

/** Pastes into the field as a person does. @param {Page} page @param {string} text @param {string} [html] */
export async function paste(page, text, html = '') {
  await page.locator('#input').focus();
  await page.evaluate(
    ([plain, rich]) => {
      const data = new DataTransfer();
      data.setData('text/plain', plain);
      if (rich) data.setData('text/html', rich);
      const field = /** @type {HTMLTextAreaElement} */ (document.activeElement);
      const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
      // Firefox takes no foreign data from the constructor
      Object.defineProperty(event, 'clipboardData', { value: data });
      if (!field.dispatchEvent(event)) return;
      field.setRangeText(plain, field.selectionStart, field.selectionEnd, 'end');
      field.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true }));
    },
    [text, html],
  );
}

/**
 * Makes a function that runs a test on a page of its own, in one browser after the other, and holds that no problem is left
 * in the console.
 * @param {{ firefox?: boolean, page?: Parameters<typeof open>[1] }} [where] `firefox`: in Firefox too, where it is installed; `page`: what all pages have
 * @returns {(title: string, body: (stage: Stage) => Promise<void>, options?: Parameters<typeof open>[1] & { chromium?: string }) => void}
 *   `chromium`: why the test is one for Chromium alone
 */
export function checks({ firefox = false, page = {} } = {}) {
  const starts = { Chromium: startChromium, ...(firefox ? { Firefox: startFirefox } : {}) };
  /** @type {Record<string, Browser|undefined>} */
  const browsers = {};
  before(async () => {
    for (const [name, start] of Object.entries(starts)) browsers[name] = await start();
  });
  after(async () => {
    for (const browser of Object.values(browsers)) await browser?.close();
  });
  return (title, body, { chromium, ...options } = {}) => {
    for (const name of Object.keys(starts)) {
      if (chromium && name !== 'Chromium') continue;
      test(firefox ? `${title} (${name})` : title, async (context) => {
        const browser = browsers[name];
        if (!browser) return context.skip(`${name} is not installed`);
        const stage = await open(browser, { ...page, ...options });
        try {
          await body(stage);
          assert.deepEqual(stage.problems, []);
        } finally {
          await stage.close();
        }
      });
    }
  };
}

export { startChromium };
