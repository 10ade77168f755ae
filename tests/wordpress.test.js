// The WordPress plugin in a real WordPress: written by an author, read by a visitor.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startChromium } from '../www/tools/browsers.js';
import { root } from '../www/tools/shell.js';
import { buildPlugin } from '../www/tools/wordpress.js';
import { missing, startSite } from './wordpress/site.js';

/** @import { Browser, BrowserContext, Page } from 'playwright-core' */

const plugin = join(root, 'www/embed/wordpress');
const source = (/** @type {string} */ file) => readFileSync(join(plugin, file), 'utf8');

test('the plugin says one version, the package’s', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const told = [
    /^ \* Version: +(.+)$/m.exec(source('wortlaut.php')), /^const VERSION = '(.+)';$/m.exec(source('wortlaut.php')),
    /^Stable tag: (.+)$/m.exec(source('readme.txt')), /"version": "(.+)"/.exec(source('block.json')),
  ];
  assert.deepEqual(told.map((match) => match?.[1]), [version, version, version, version]);
});

test('every word of the editor is there in German', () => {
  const german = JSON.parse(source('languages/wortlaut-de.json')).locale_data.wortlaut;
  const words = ['block.js', 'sidebar.js'].flatMap((file) =>
    [...source(file).matchAll(/\b_[_n]\((?:'([^']+)'|"([^"]+)")/g)].map(([, single, double]) => single ?? double));
  assert(words.length > 20);
  assert.deepEqual(new Set(words), new Set(Object.keys(german).filter(Boolean)));
});

const WITHOUT = missing();

/** Milliseconds that a step may take: PHP compiles WordPress anew for each request. */
const PATIENCE = 90_000;

describe('in WordPress', { skip: WITHOUT, timeout: 600_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startSite>>} */
  let site;
  /** @type {Browser} */
  let browser;
  /** @type {BrowserContext} */
  let author;
  before(async () => {
    site = await startSite(buildPlugin());
    browser = await startChromium();
    author = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    author.setDefaultTimeout(PATIENCE);
    // not by way of the dashboard, which loads much that nobody looks at here
    const answer = await author.request.post(`${site.url}wp-login.php`, { form: { log: 'autorin', pwd: 'autorin' }, maxRedirects: 0 });
    assert.equal(answer.status(), 302);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  /** A new post in the editor. */
  async function write() {
    const page = await author.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error.stack)));
    page.on('console', (message) => /wortlaut/i.test(message.text()) && problems.push(message.text()));
    await page.goto(`${site.url}wp-admin/post-new.php`, { waitUntil: 'domcontentloaded' });
    await page.waitForFunction(() => /** @type {any} */ (globalThis).wp?.data?.select('core/editor')?.getCurrentPostId());
    await page.locator('.editor-post-title__input').waitFor();
    return { page, problems };
  }

  /** Publishes a post with this content as the author would, by another way than the editor. @param {string} content */
  async function publish(content) {
    const { page } = await write();
    const link = await page.evaluate(async (content) => {
      const { apiFetch } = /** @type {any} */ (globalThis).wp;
      return (await apiFetch({ path: '/wp/v2/posts', method: 'POST', data: { title: 'Rathaus', content, status: 'publish' } })).link;
    }, content);
    await page.close();
    return link;
  }

  /** What the readme asks of a policy, and what WordPress and its theme want for themselves. */
  const policy = `default-src 'none'; img-src 'self' data:; font-src 'self'; ${/`(script-src [^`]+)`/.exec(source('readme.txt'))?.[1]
    .replace(/(script|style)-src 'self'/g, "$& 'unsafe-inline'")}`;

  /** Opens a page as a visitor, under the policy. @param {string} link */
  async function read(link) {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    /** @type {string[]} */
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.route(link, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
    });
    await page.goto(link);
    return { page, problems };
  }

  /** Types of the quotations that are marked, and their words. @param {Page} page */
  async function marked(page) {
    await page.locator('wortlaut-reader').scrollIntoViewIfNeeded();
    await page.locator('.entry-content mark').first().waitFor();
    return page.$$eval('.entry-content mark', (marks) => marks.map((mark) => {
      const words = /** @type {Element} */ (mark.cloneNode(true));
      for (const said of words.querySelectorAll('.wl-say')) said.remove();
      return [mark.getAttribute('data-type'), words.textContent];
    }));
  }

  test('PHP reads every file of the plugin', () => {
    for (const file of readdirSync(plugin).filter((name) => name.endsWith('.php'))) {
      assert.match(execFileSync('php', ['-l', join(plugin, file)], { encoding: 'utf8' }), /^No syntax errors/);
    }
  });

  test('an author inserts the block and publishes; a visitor sees who says what', async () => {
    const { page, problems } = await write();
    await page.locator('.editor-post-title__input').click();
    await page.keyboard.type('Rathaus wird gebaut');
    await page.keyboard.press('Enter');
    await page.locator('p.wp-block').waitFor();
    await page.keyboard.insertText('„Wir bauen im Mai“, sagte Anna Muster am Montag in Köln.');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('Das Geld reiche aus, betonte die Bürgermeisterin.');
    await page.keyboard.press('Enter');
    await page.keyboard.type('/wortlaut');
    await page.locator('.components-autocomplete__result', { hasText: 'Wortlaut' }).first().click();
    await page.locator('.wp-block-wortlaut-reader').waitFor();
    await page.locator('.editor-post-publish-panel__toggle').click();
    await page.locator('.editor-post-publish-panel .editor-post-publish-button').click();
    await page.locator('.post-publish-panel__postpublish').waitFor();
    const link = await page.evaluate(() => /** @type {any} */ (globalThis).wp.data.select('core/editor').getPermalink());
    // opened once more, the editor finds the block as it saved it
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.locator('.wp-block-wortlaut-reader').waitFor();
    assert.equal(await page.locator('.block-editor-warning').count(), 0);
    assert.deepEqual(problems, []);
    await page.close();

    const { page: seen, problems: faults } = await read(link);
    assert.deepEqual(await marked(seen), [['direct', '„Wir bauen im Mai“'], ['indirect', 'Das Geld reiche aus']]);
    // the element stands inside its article: what is chosen in the panel stays chosen
    await seen.locator('wortlaut-reader .summary').click();
    await seen.locator('wortlaut-reader [data-choose]').first().click();
    assert.match(await seen.locator('.entry-content mark.wl-chosen').innerText(), /„Wir bauen im Mai“/);
    assert.deepEqual(faults, []);
    await seen.close();
  });

  test('the shortcode marks its article too, with American marks as WordPress sets them', async () => {
    const link = await publish('<!-- wp:paragraph --><p>"Wir bauen im Mai", sagte Anna Muster.</p><!-- /wp:paragraph --><!-- wp:shortcode -->[wortlaut panels="voices, quotes" lang="de" silent="1"]<!-- /wp:shortcode -->');
    const { page, problems } = await read(link);
    assert.deepEqual(await marked(page), [['direct', '“Wir bauen im Mai”']]);
    const attributes = await page.$eval('wortlaut-reader', (element) => ['panels', 'lang', 'silent'].map((name) => element.getAttribute(name)));
    assert.deepEqual(attributes, ['quotes voices', 'de', '']);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test('what an author writes into the attributes cannot leave them', async () => {
    const bad = 'quotes"><img src=x onerror=alert(1)><script>alert(1)</script>';
    const json = JSON.stringify({ panels: [bad, 'voices'], types: bad, theme: bad, lang: { a: bad }, silent: bad, for: 'body', id: bad }).replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
    const link = await publish(`<!-- wp:paragraph --><p>„Gut“, sagte Anna Muster.</p><!-- /wp:paragraph -->
<!-- wp:wortlaut/reader ${json} /-->
<!-- wp:shortcode -->[wortlaut theme='x"><b onclick=alert(1)>' panels="none" lang="de onload=1" for="body" id="x"]<!-- /wp:shortcode -->`);
    const tags = (await (await fetch(link)).text()).match(/<wortlaut-reader.*?<\/wortlaut-reader>/gs);
    const own = 'id="wortlaut-N" for=".entry-content:has(#wortlaut-N), body:not(:has(.entry-content #wortlaut-N)) .entry-content"';
    assert.deepEqual(tags?.map((tag) => tag.replace(/wortlaut-\d+/g, 'wortlaut-N')), [
      `<wortlaut-reader ${own} panels="voices" class="wp-block-wortlaut-reader"></wortlaut-reader>`,
      `<wortlaut-reader ${own} panels="none" lang="de"></wortlaut-reader>`,
    ]);
  });

  test('the sidebar tells the author what the draft lacks, while it is written', async () => {
    const { page, problems } = await write();
    await page.locator('.editor-post-title__input').click();
    await page.keyboard.type('Streit um das Rathaus in Köln');
    await page.keyboard.press('Enter');
    await page.locator('p.wp-block').waitFor();
    await page.keyboard.insertText('Es wird gebaut.');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.insertText('„Das glaubt doch kein Mensch mehr, und bezahlen will es auch niemand.“');
    /** @type {string[]} */
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.locator('.edit-post-header button[aria-label=Wortlaut], .editor-header button[aria-label=Wortlaut]').click();
    const findings = page.locator('.wortlaut-findings');
    await findings.waitFor();
    const said = (await findings.innerText()).replace(/\s+/g, ' ');
    assert.match(said, /Zitate ohne Sprecher \(1\) „Das glaubt doch kein Mensch mehr, und bezahlen will es auch niemand\.“/);
    assert.match(said, /Personen & Orte \(1\) Köln$/);
    // a click selects the words where they stand
    await findings.getByRole('button', { name: 'Das glaubt' }).click();
    await page.waitForFunction(() => String(getSelection()).startsWith('„Das glaubt doch'));
    assert.equal(await page.evaluate(() => String(getSelection())), '„Das glaubt doch kein Mensch mehr, und bezahlen will es auch niemand.“');
    // and what is written next is read too
    await page.keyboard.press('ArrowRight');
    await page.keyboard.insertText(', sagte Bernd Beispiel.');
    await findings.getByText('Jedes Zitat hat einen Sprecher.').waitFor();
    await findings.getByText('Bernd Beispiel – 1 Zitat, 100 %').waitFor();
    assert(requests.some((url) => url.endsWith('models.bin')));
    assert.deepEqual(requests.filter((url) => !url.startsWith(site.url)), []);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test('the sidebar reads tables, lists, captions and classic paragraphs, and what is printed twice once', async () => {
    const { page, problems } = await write();
    await page.evaluate(() => {
      const { blocks, data } = /** @type {any} */ (globalThis).wp;
      data.dispatch('core/block-editor').resetBlocks(blocks.parse(`<!-- wp:paragraph --><p>Es wird gebaut.</p><!-- /wp:paragraph -->
<!-- wp:table --><figure class="wp-block-table"><table><thead><tr><th>Wer</th><th>Was</th></tr></thead><tbody><tr><td>Rat</td><td>„Wir bauen im Mai und nicht im Juni“, sagte Anna Muster.</td></tr></tbody></table><figcaption class="wp-element-caption">Stimmen aus Münster</figcaption></figure><!-- /wp:table -->
<!-- wp:list --><ul><!-- wp:list-item --><li>„Das Geld reicht dafür aus“, sagte Bernd Beispiel.</li><!-- /wp:list-item --></ul><!-- /wp:list -->
<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>„Das Geld reicht dafür aus“, sagte Bernd Beispiel.</p></blockquote></figure><!-- /wp:pullquote -->
<!-- wp:freeform -->„So geht es nicht weiter“, sagte Clara Probe.<!-- /wp:freeform -->`));
    });
    await page.locator('.edit-post-header button[aria-label=Wortlaut], .editor-header button[aria-label=Wortlaut]').click();
    const findings = page.locator('.wortlaut-findings');
    for (const name of ['Anna Muster', 'Bernd Beispiel', 'Clara Probe']) await findings.getByText(`${name} – 1 Zitat, `).waitFor();
    assert.match(await findings.innerText(), /Münster/);
    await findings.getByRole('button', { name: 'Anna Muster' }).first().click();
    await page.waitForFunction(() => /** @type {any} */ (globalThis).wp.data.select('core/block-editor').getSelectedBlock()?.name === 'core/table');
    // WordPress' editor of classic paragraphs has complaints of its own
    assert.deepEqual(problems.filter((line) => line.includes('/plugins/wortlaut/')), []);
    await page.close();
  });

  test('feeds and pages without the element load nothing', async () => {
    const link = await publish('<!-- wp:paragraph --><p>„Gut“, sagte Anna Muster.</p><!-- /wp:paragraph -->');
    for (const address of [link, `${site.url}?feed=rss2`]) assert.doesNotMatch(await (await fetch(address)).text(), /wortlaut-reader|wortlaut\.js/);
  });

  test('PHP complains of nothing that is ours', (context) => {
    context.diagnostic(`WordPress ${site.version}`);
    // an old WordPress has complaints of its own under a newer PHP
    assert.deepEqual(site.log().split('\n').filter((line) => /wortlaut|incorrectly/i.test(line)), []);
  });
});
