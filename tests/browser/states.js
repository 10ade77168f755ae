// The states that a reader meets, and how to reach them at any width: for axe, for overflow, for pictures to look at.
import { article } from './article.js';
import { CLUTTER, example, paste } from './stage.js';

/** @import { Page } from 'playwright-core' */

/** Opens a tab of the panel, in its sheet where there is no room beside the text. @param {Page} page @param {'quotes'|'entities'|'voices'} tab */
async function open(page, tab) {
  const bar = page.locator('.bar-tab').nth(['quotes', 'entities', 'voices'].indexOf(tab));
  await ((await bar.isVisible()) ? bar : page.locator(`[data-tab=${tab}]`)).click();
}

/** Chooses what stands in the text, wherever the page is scrolled to. @param {Page} page @param {string} selector */
const choose = (page, selector) =>
  page.locator(selector).first().evaluate((/** @type {HTMLElement} */ words) => {
    words.scrollIntoView({ block: 'center' });
    words.click();
  });

/** Chooses a quotation and shows its card. @param {Page} page @param {number} quote */
async function card(page, quote) {
  await choose(page, `mark[data-quote="${quote}"]`);
  if (await page.locator('.peek .link').isVisible()) await page.locator('.peek .link').click();
}

/** @type {[name: string, reach: (page: Page) => Promise<unknown>][]} */
export const STATES = [
  ['first visit', async () => {}],
  ['an article', example],
  ['a quotation', async (page) => { await example(page); await card(page, 9); }],
  ['people', async (page) => { await example(page); await open(page, 'entities'); }],
  ['a person', async (page) => { await example(page); await choose(page, '.wl-speaker[data-speaks~="5"]'); await open(page, 'entities'); }],
  ['voices', async (page) => { await example(page); await open(page, 'voices'); await page.locator('summary').click(); }],
  ['a correction', async (page) => {
    await example(page);
    await card(page, 5);
    await page.locator('.card.open [data-key="set-speaker"]').selectOption({ label: 'Jemand anderes …' });
  }],
  ['a quotation to add', async (page) => {
    await example(page);
    await open(page, 'quotes');
    await page.locator('.count-row [aria-expanded]').click();
    await page.keyboard.type('nirgends');
    await page.keyboard.press('Enter');
  }],
  ['the export menu', async (page) => { await example(page); await page.locator('#export').click(); }],
  ['only clutter', (page) => paste(page, CLUTTER.text)],
  ['an address', (page) => paste(page, 'https://www.example.org/')],
  ['an error', async (page) => { await paste(page, 'ABSTURZ'); await page.locator('#status.error').waitFor(); }],
  ['a long text', async (page) => { await paste(page, `LANGSAM ${'Ein langer Text. '.repeat(200)}`); await page.locator('progress').waitFor(); }],
  ['a long text after another', async (page) => {
    await example(page);
    await page.locator('#edit').click();
    await paste(page, 'LANGSAM');
    await page.locator('progress').waitFor();
  }],
  ['a type switched off', async (page) => { await example(page); await page.locator('.chip[data-type="direct"]').click(); }],
  ['marks switched on', async (page) => { await example(page); await page.locator('.chip[data-type="marks"]').click(); }],
  ['a correction without a place', async (page) => {
    await example(page);
    await card(page, 5);
    await page.locator('[data-key="set-type"]').selectOption('reported');
    await page.keyboard.press('Escape');
    await page.locator('#edit').click();
    await page.locator('#input').evaluate((/** @type {HTMLTextAreaElement} */ field) => {
      field.value = field.value.replace('Meine Jüngsten', 'Die Kleinsten');
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
    await page.locator('.notice').waitFor();
    await page.locator('#done').click();
  }],
  ['a new text', async (page) => { await example(page); await page.locator('#new').click(); }],
];

/** The states in which most of the page is seen. */
export const MAIN = ['first visit', 'an article', 'a quotation', 'a person', 'voices', 'the export menu'];

const words = article().text.split('\n\n').map((line, i) => (i ? `<p>${line}</p>` : `<h1>${line}</h1>`)).join('\n');

/** An article of somebody else's page, with the element above it. */
export const HOST = `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><style>
:root { background: Canvas }
body { background: Canvas; font: 17px/1.6 sans-serif; margin: 0 auto; max-width: 44rem; padding: 1rem }</style><main><wortlaut-reader for="#article"></wortlaut-reader>
<article id="article">${words}</article></main><script type="module" src="/element.js"></script>`;

/** Its policy, as guests have it: with styles of their own in the page. */
export const GUEST = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types wortlaut";

/** What its readers meet there. @type {typeof STATES} */
export const HOSTED = [
  ['on another page', (page) => page.locator('#article mark.wl-quote').nth(5).waitFor()],
  ['on another page, with its drawer', async (page) => { await choose(page, '#article mark[data-quote="5"]'); await page.locator('.summary').click(); }],
];
