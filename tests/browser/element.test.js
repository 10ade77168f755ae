// <wortlaut-reader> on other people's pages.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { file, manifest } from '../../www/tools/manifest.js';
import { article } from './article.js';
import { axe, checks } from './stage.js';
import { GUEST } from './states.js';

/** @import { Page } from 'playwright-core' */
/** @import { Stage } from './stage.js' */

const { text } = article();
const escaped = (/** @type {string} */ words) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const paragraphs = text.split('\n\n').map((line) => `<p>${escaped(line)}</p>`).join('\n');
const SCRIPT = '<script type="module" src="/element.js"></script>';
const PAGE = `<style>p { color: rgb(1, 2, 3) } mark { background: lime } .card { display: none }</style><main><h1>Gastseite</h1>
<article id="article">\n  ${paragraphs.replace('„Ein Bad, das', '„Ein <em>Bad</em>, <a href="#x">das</a>')}\n</article></main>`;
const checked = checks({ firefox: true, page: { policy: GUEST } });

/** @param {string} title @param {string} body @param {(stage: Stage) => Promise<void>} act */
const check = (title, body, act) => checked(title, act, { body });

const marked = (/** @type {Page} */ page, n = 1) => page.locator('mark.wl-quote').nth(n - 1).waitFor({ state: 'attached' });

check('its own content is read, and readable without JavaScript', `${SCRIPT}<wortlaut-reader>${paragraphs}</wortlaut-reader>`, async ({ page }) => {
  await marked(page);
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector('wortlaut-reader')).text), text);
  await page.evaluate(() => document.querySelector('wortlaut-reader')?.replaceChildren('Anderer Text.'));
  await page.locator('article', { hasText: 'Anderer Text.' }).waitFor();
});

check('text by property, also one that was set before the element was defined', `<wortlaut-reader id="early"></wortlaut-reader>`, async ({ page }) => {
  await page.evaluate(async (words) => {
    /** @type {any} */ (document.querySelector('#early')).text = words;
    await import(new URL('/element.js', location.href).href);
  }, text);
  await marked(page);
  await page.evaluate(() => (/** @type {any} */ (document.querySelector('#early')).text = 'Neu.'));
  await page.locator('article', { hasText: /^Neu\.$/ }).waitFor();
});

check('an article of the page is marked in place and restored untouched', `${SCRIPT}${PAGE}<wortlaut-reader for="#article"></wortlaut-reader>`, async ({ page }) => {
  await marked(page, 5);
  const [inner, linked] = await page.evaluate(() => [
    document.querySelectorAll('#article mark.wl-quote').length,
    document.querySelectorAll('#article mark a[href="#x"], #article a mark').length,
  ]);
  assert.ok(inner > 15);
  assert.ok(linked > 0, 'links within quotations stay links');
  assert.match(await page.locator('.summary').innerText(), /Wer spricht hier\? 5 Personen, 19 Zitate/);
  await page.locator('#article mark[data-quote="5"]').click();
  assert.equal(await page.locator('#article mark.wl-chosen').count() > 0, true);
  await page.locator('.summary').click();
  assert.match(await page.locator('.card.open').innerText(), /Mehmet Aksoy[\s\S]*Warum\?/);
  assert.equal(await page.locator('dialog[open]').count(), 1);
  const before = await page.evaluate(() => {
    const copy = document.createElement('template');
    copy.content.append(/** @type {Element} */ (document.querySelector('#article')).cloneNode(true));
    document.querySelector('wortlaut-reader')?.remove();
    return document.querySelectorAll('#article mark').length;
  });
  assert.equal(before, 0);
});

check('restored means: the same nodes, the same attributes', `${PAGE}`, async ({ page }) => {
  const same = await page.evaluate(async () => {
    const article = /** @type {HTMLElement} */ (document.querySelector('#article'));
    const nodes = () => {
      const walker = document.createTreeWalker(article);
      const all = [];
      while (walker.nextNode()) all.push(walker.currentNode);
      return all;
    };
    const before = { nodes: nodes(), html: article.outerHTML };
    await import(new URL('/element.js', location.href).href);
    const reader = document.createElement('wortlaut-reader');
    reader.setAttribute('for', '#article');
    document.body.append(reader);
    await new Promise((done) => reader.addEventListener('wortlaut-analysed', done, { once: true }));
    const during = article.outerHTML;
    reader.remove();
    const after = nodes();
    return { changed: during !== before.html, html: article.outerHTML === before.html, nodes: after.length === before.nodes.length && after.every((node, i) => node === before.nodes[i]) };
  });
  assert.deepEqual(same, { changed: true, html: true, nodes: true });
});

check('selected words of the page’s article become a quotation, and are given back', `${SCRIPT}${PAGE}<wortlaut-reader for="#article"></wortlaut-reader>`, async ({ page }) => {
  await marked(page, 5);
  await page.evaluate(() => {
    const paragraph = /** @type {Element} */ ([...document.querySelectorAll('#article p')].find((one) => one.textContent?.includes('Seit Jahren')));
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && !walker.currentNode.textContent?.includes('Seit Jahren'));
    const start = walker.currentNode.textContent?.indexOf('Seit Jahren') ?? 0;
    getSelection()?.setBaseAndExtent(walker.currentNode, start, walker.currentNode, start + 18);
    paragraph.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
  });
  await page.locator('.adder').click();
  assert.match(await page.locator('.card.open').innerText(), /unbekannt[\s\S]*Seit Jahren sinken[\s\S]*von Ihnen ergänzt/);
  assert.equal(await page.locator('#article mark[data-origin="added"]').count(), 1);
});

check('a missing article is told', `${SCRIPT}<wortlaut-reader for="#nirgends"></wortlaut-reader>`, async ({ page }) => {
  await page.locator('.notice[role=alert]').waitFor();
  assert.match(await page.locator('.notice[role=alert]').innerText(), /nicht zu finden/);
});

check('two on one page keep apart', `${SCRIPT}<wortlaut-reader id="a">${paragraphs}</wortlaut-reader><wortlaut-reader id="b" lang="en">Kurz.</wortlaut-reader>`, async ({ page }) => {
  await marked(page);
  await page.locator('#a mark[data-quote="5"]').click();
  await page.locator('#b article', { hasText: 'Kurz.' }).waitFor();
  assert.equal(await page.locator('#b .card').count(), 0);
  assert.equal(await page.locator('#b [data-tab=quotes]').innerText(), 'Quotations');
  assert.equal(await page.locator('#a [data-tab=quotes]').innerText(), 'Zitate');
  await page.locator('#a').evaluate((reader) => /** @type {any} */ (reader).loadCorrections('{"format":"wortlaut-corrections","version":1,"operations":[{"do":"rename","entity":{"name":"Mehmet Aksoy","type":"person"},"name":"M. A."}]}'));
  const names = await page.evaluate(() => [...document.querySelectorAll('wortlaut-reader')].map((reader) => /** @type {any} */ (reader).analysis.entities.some((/** @type {any} */ entity) => entity.name === 'M. A.')));
  assert.deepEqual(names, [true, false]);
});

check('styles leak neither way', `${SCRIPT}${PAGE}<wortlaut-reader id="own"></wortlaut-reader>`, async ({ page }) => {
  await page.evaluate((words) => (/** @type {any} */ (document.querySelector('#own')).text = words), text);
  await marked(page);
  const colours = await page.evaluate(() => {
    const root = document.querySelector('#own')?.shadowRoot;
    const style = (/** @type {Element|null|undefined} */ element) => getComputedStyle(/** @type {Element} */ (element));
    return [style(root?.querySelector('article p')).color, style(root?.querySelector('.card')).display, style(root?.querySelector('mark')).backgroundColor, style(document.querySelector('#article p')).color];
  });
  assert.notEqual(colours[0], 'rgb(1, 2, 3)');
  assert.equal(colours[1], 'list-item');
  assert.notEqual(colours[2], 'rgb(0, 255, 0)');
  assert.equal(colours[3], 'rgb(1, 2, 3)');
});

check('moved, it keeps its work; cloned, it reads its content again; removed, it is quiet', `${SCRIPT}<div id="x"></div><wortlaut-reader id="a">${paragraphs}</wortlaut-reader>`, async ({ page }) => {
  await marked(page);
  const calls = () => page.evaluate(async () => (await import(new URL('/api.js', location.href).href)).calls.length);
  await page.locator('#a mark[data-quote="5"]').click();
  await page.locator('[data-key="set-type"]').selectOption('reported');
  const before = await calls();
  await page.evaluate(() => document.querySelector('#x')?.append(/** @type {Element} */ (document.querySelector('#a'))));
  await page.waitForTimeout(100);
  assert.equal(await calls(), before, 'nothing is read twice');
  assert.equal(await page.locator('#a mark[data-quote="5"]').getAttribute('data-type'), 'reported');
  await page.evaluate(() => {
    const copy = /** @type {Element} */ (document.querySelector('#a')).cloneNode(true);
    /** @type {Element} */ (copy).id = 'b';
    document.body.append(copy);
  });
  await page.locator('#b mark[data-quote="5"]').first().waitFor();
  assert.equal(await page.locator('#b mark[data-quote="5"]').getAttribute('data-type'), 'direct');
  await page.evaluate(() => document.querySelectorAll('wortlaut-reader').forEach((reader) => reader.remove()));
});

check('upgraded late, with its content and attributes; from a template; adopted from another document', `<wortlaut-reader id="late" lang="en" panels="voices">${paragraphs}</wortlaut-reader><template><wortlaut-reader id="made">Aus der Vorlage.</wortlaut-reader></template>`, async ({ page }) => {
  assert.equal(await page.evaluate(() => document.querySelector('#late')?.shadowRoot), null);
  assert.match(await page.locator('#late').innerText(), /Streit um das alte Hallenbad/, 'readable before');
  await page.evaluate(async () => {
    await import(new URL('/element.js', location.href).href);
    document.body.append(/** @type {HTMLTemplateElement} */ (document.querySelector('template')).content.cloneNode(true));
    const other = document.implementation.createHTMLDocument();
    const foreign = other.createElement('wortlaut-reader');
    foreign.id = 'foreign';
    foreign.textContent = 'Von anderswo.';
    document.body.append(foreign);
  });
  await page.locator('#late mark.wl-quote').first().waitFor();
  assert.deepEqual(await page.locator('#late [role=tab]').allTextContents(), ['Voices']);
  await page.locator('#made article', { hasText: 'Aus der Vorlage.' }).waitFor();
  await page.locator('#foreign article', { hasText: 'Von anderswo.' }).waitFor();
});

check('added, removed while it reads, and added again', `${SCRIPT}<div id="x"></div>`, async ({ page }) => {
  await page.evaluate(async (words) => {
    await customElements.whenDefined('wortlaut-reader');
    const reader = /** @type {any} */ (document.createElement('wortlaut-reader'));
    reader.text = words;
    const place = /** @type {Element} */ (document.querySelector('#x'));
    place.append(reader);
    reader.remove();
    await reader.done;
    place.append(reader);
    place.append(reader);
  }, text);
  await marked(page);
  assert.equal(await page.locator('wortlaut-reader article').count(), 1);
  await page.locator('mark[data-quote="5"]').click();
  assert.equal(await page.locator('.card.open').count(), 1);
});

check('attributes: types, panels, silent, theme, for', `${SCRIPT}<wortlaut-reader id="a" types="direct marks" panels="voices" silent theme="dark">${paragraphs}</wortlaut-reader>`, async ({ page }) => {
  await marked(page);
  assert.deepEqual(await page.locator('[role=tab]').allTextContents(), ['Stimmen']);
  const shown = await page.evaluate(() => {
    const root = document.querySelector('#a')?.shadowRoot;
    const visible = (/** @type {string} */ selector) => getComputedStyle(/** @type {Element} */ (root?.querySelector(selector)));
    return [visible('mark[data-type=direct]').borderBottomStyle, visible('mark[data-type=reported]').borderLeftStyle, visible('.wl-mark').textDecorationLine, visible('mark .wl-say').display, visible('article').color];
  });
  assert.deepEqual(shown.slice(0, 4), ['solid', 'none', 'underline', 'none']);
  assert.match(shown[4], /^(rgb\(2|color)/, 'light words on dark ground');
  await page.evaluate(() => {
    const reader = /** @type {Element} */ (document.querySelector('#a'));
    reader.setAttribute('lang', 'en');
    reader.setAttribute('panels', 'quotes voices');
    reader.removeAttribute('types');
    reader.removeAttribute('silent');
  });
  assert.deepEqual(await page.locator('[role=tab]').allTextContents(), ['Quotations', 'Voices']);
  assert.equal(await page.locator('mark .wl-say').first().innerText(), 'Quotation, reported, by Katrin Wendlandt: ');
  await page.evaluate(() => document.querySelector('#a')?.setAttribute('panels', 'none'));
  assert.equal(await page.locator('.panel').isVisible(), false);
});

check('events tell what happened', `${SCRIPT}<wortlaut-reader id="a"></wortlaut-reader>`, async ({ page }) => {
  const told = await page.evaluate(async (words) => {
    await customElements.whenDefined('wortlaut-reader');
    const reader = /** @type {import('../../www/element.js').WortlautReader} */ (document.querySelector('#a'));
    /** @type {string[]} */
    const events = [];
    for (const name of ['analysed', 'chosen', 'corrected', 'failed', 'progress']) document.addEventListener(`wortlaut-${name}`, () => events.push(name));
    reader.text = words;
    await reader.done;
    const inside = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (/** @type {ShadowRoot} */ (reader.shadowRoot).querySelector(selector));
    inside('mark').click();
    inside('[data-key=delete]').click();
    reader.undo();
    reader.text = 'ABSTURZ';
    await reader.done;
    return { events, corrections: reader.corrections, csv: reader.exportAs('csv').name };
  }, text);
  assert.deepEqual(told.events, ['analysed', 'chosen', 'corrected', 'corrected', 'failed']);
  assert.deepEqual(told.corrections, { count: 0, canUndo: false, canRedo: true });
});

check('parts and properties style it from outside, the legend too', `<style>wortlaut-reader { --wl-ink: rgb(10, 20, 30); --wl-font-text: monospace; --wl-direct: rgb(1, 2, 3) } wortlaut-reader::part(note) { color: rgb(4, 5, 6) }</style>${SCRIPT}<wortlaut-reader>${paragraphs}</wortlaut-reader>`, async ({ page }) => {
  await marked(page);
  const [ink, font, note, mark, legend] = await page.evaluate(() => {
    const root = document.querySelector('wortlaut-reader')?.shadowRoot;
    const style = (/** @type {string} */ selector) => getComputedStyle(/** @type {Element} */ (root?.querySelector(selector)));
    return [style('article').color, style('article').fontFamily, style('.note').color, style('mark[data-type=direct]').borderBottomColor, style('.swatch[data-type=direct]').borderBottomColor];
  });
  assert.deepEqual([ink, font, note, mark, legend], ['rgb(10, 20, 30)', 'monospace', 'rgb(4, 5, 6)', 'rgb(1, 2, 3)', 'rgb(1, 2, 3)']);
});

check('axe: an annotated article with its drawer', `${SCRIPT}${PAGE}<aside aria-label="Zitate"><wortlaut-reader for="#article"></wortlaut-reader></aside>`, async ({ page, problems }) => {
  await marked(page, 3);
  await page.evaluate(() => document.querySelector('style')?.remove());
  await page.locator('.summary').click();
  assert.deepEqual(await axe(page), []);
  problems.length = 0;
});

test('custom-elements.json is what the source says', () => {
  assert.equal(readFileSync(file, 'utf8'), manifest(), 'run node www/tools/manifest.js');
  const [{ declarations }] = JSON.parse(manifest()).modules;
  const element = declarations.find((/** @type {any} */ { tagName }) => tagName === 'wortlaut-reader');
  const names = (/** @type {any[]} */ list) => list.map(({ name }) => name).sort();
  assert.deepEqual(names(element.attributes), ['for', 'lang', 'panels', 'silent', 'theme', 'types']);
  assert.ok(names(element.members).includes('exportAs'));
  assert.deepEqual(names(element.events), ['analysed', 'chosen', 'corrected', 'failed', 'progress'].map((name) => `wortlaut-${name}`));
  const www = new URL('../../www/', import.meta.url);
  const styles = ['style.css', 'marks.css', ...readdirSync(new URL('view/', www)).filter((name) => name.endsWith('.css')).map((name) => `view/${name}`)];
  const read = styles.flatMap((name) => readFileSync(new URL(name, www), 'utf8').match(/(?<=var\()--wl-[a-z-]+/g) ?? []);
  assert.deepEqual(names(element.cssProperties), [...new Set(read)].sort(), 'every property that the styles read is named');
});

check('every part that is named in the manifest is there', `${SCRIPT}<wortlaut-reader>${paragraphs}</wortlaut-reader>`, async ({ page }) => {
  await marked(page);
  const there = await page.evaluate(() => [...(document.querySelector('wortlaut-reader')?.shadowRoot?.querySelectorAll('[part]') ?? [])].map((element) => element.part.value.split(' ')[0]));
  const [{ declarations }] = JSON.parse(manifest()).modules;
  const said = declarations.flatMap((/** @type {any} */ { cssParts = [] }) => cssParts).map((/** @type {any} */ { name }) => name);
  assert.deepEqual([...new Set(there)].sort(), said.filter((/** @type {string} */ name) => name !== 'clutter').sort());
});

test('a server can import it', async () => {
  const { WortlautReader } = await import('../../www/element.js');
  assert.equal(typeof WortlautReader, 'function');
  assert.equal(globalThis.customElements, undefined);
});
