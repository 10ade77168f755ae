// The page in Chromium and Firefox: for everybody, by keyboard, on small screens, without a violation that axe finds.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { article } from './article.js';
import { EXAMPLE } from '../../www/example.js';
import { overflow, overlaps } from './layout.js';
import { axe, checks, example, paste } from './stage.js';
import { GUEST, HOST, HOSTED, MAIN, STATES } from './states.js';

const check = checks({ firefox: true });
const NARROW = { viewport: { width: 390, height: 844 } };

describe('everybody', () => {
  check('by keyboard: from the field to a quotation, its card, and back', async ({ page }) => {
    await page.locator('#example').focus();
    await page.keyboard.press('Enter');
    await page.locator('mark.wl-quote').first().waitFor();
    const focused = () => page.evaluate(() => document.querySelector('wortlaut-reader')?.shadowRoot?.activeElement?.getAttribute('data-quote'));
    for (let i = 0; i < 25 && (await focused()) == null; i++) await page.keyboard.press('Tab');
    assert.equal(await focused(), '0', 'Tab reaches the first quotation');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    assert.equal(await focused(), '1');
    assert.equal(await page.locator('.card.open').getAttribute('data-card'), '1');
    await page.keyboard.press('k');
    assert.equal(await focused(), '0');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.card.open').count(), 0);
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.card.open').count(), 1);
    const outline = await page.locator('mark[data-quote="0"]').evaluate((mark) => getComputedStyle(mark).outlineStyle);
    assert.equal(outline, 'solid', 'the focus is seen');
    await page.locator('[data-tab=quotes]').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('[role=tab][aria-selected=true]').getAttribute('data-tab'), 'entities');
  });

  check('after a paste the keys work at once', async ({ page }) => {
    await paste(page, EXAMPLE);
    await page.locator('mark.wl-quote').first().waitFor();
    await page.keyboard.press('j');
    assert.equal(await page.locator('.card.open').getAttribute('data-card'), '0');
    await page.keyboard.press('Escape');
    await page.locator('#edit').focus();
    await page.keyboard.press('j');
    assert.equal(await page.locator('.card.open').count(), 0, 'a letter does nothing outside the reader');
  });

  check('marks are said in words until that is switched off', async ({ page }) => {
    await example(page);
    const shown = () => page.locator('mark .wl-say').first().evaluate((words) => getComputedStyle(words).display);
    assert.notEqual(await shown(), 'none');
    await page.locator('#say').uncheck();
    assert.equal(await shown(), 'none');
  });

  check('English and back, colours by choice', async ({ page }) => {
    await example(page);
    await page.locator('#language').click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.equal(await page.locator('[data-tab=entities]').innerText(), 'People & places');
    assert.equal(await page.locator('article').getAttribute('lang'), 'de', 'the article stays German');
    await page.locator('#language').click();
    assert.equal(await page.locator('[data-tab=entities]').innerText(), 'Personen & Orte');
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.locator('#theme').selectOption('dark');
    assert.notEqual(await ground(), light);
  });

  check(
    'narrow: a bar with counts opens a sheet; the text does not jump',
    async ({ page }) => {
      await example(page);
      assert.deepEqual(await page.locator('.bar-tab strong').allTextContents(), ['19', '13', '6']);
      await page.locator('mark[data-quote="5"]').click();
      assert.match(await page.locator('.peek').innerText(), /Mehmet Aksoy/);
      const place = await page.evaluate(() => scrollY);
      // the driver of Firefox would scroll before it clicks
      await page.locator('.peek .link').evaluate((/** @type {HTMLElement} */ button) => button.click());
      assert.equal(await page.locator('dialog[open]').count(), 1);
      assert.match(await page.locator('.card.open').innerText(), /Warum\?/);
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('dialog[open]').count(), 0);
      assert.equal(await page.evaluate(() => scrollY), place);
    },
    NARROW,
  );

  check(
    'middle: what is chosen below the panel is named, and its reasons are one click away',
    async ({ page }) => {
      await example(page);
      const { text, analysis } = article();
      const { id, speaker } = analysis.quotes[analysis.quotes.length - 1];
      const [{ start, end }] = speaker?.spans ?? [];
      await page.locator(`mark[data-quote="${id}"]`).click();
      assert.equal(await page.locator('.peek strong').innerText(), text.slice(start, end));
      await page.locator('.peek .link').click();
      const seen = await page.locator('.card.open').evaluate((card) => card.getBoundingClientRect().top > 0);
      assert.ok(seen, 'the card is in view');
    },
    { viewport: { width: 820, height: 700 } },
  );

  check(
    'reduced motion: nothing fades',
    async ({ page }) => {
      await example(page);
      assert.equal(await page.locator('mark[data-quote="1"]').first().evaluate((mark) => getComputedStyle(mark).transitionDuration), '0s');
    },
    { reducedMotion: 'reduce', chromium: 'the driver of Firefox asks for no reduced motion' },
  );

  check('the focus is seen wherever Tab leads', async ({ page }) => {
    await example(page);
    await page.locator('mark[data-quote="5"]').click();
    await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
    const seen = new Set();
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab');
      const { name, ring } = await page.evaluate(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at ?? document.body);
        const named = at && at !== document.body ? `${at.localName} ${at.id || at.getAttribute('data-key') || at.textContent?.slice(0, 30)}` : '';
        return { name: named, ring: `${outlineStyle} ${outlineWidth} ${outlineColor}` };
      });
      if (!name) break;
      assert.match(ring, /^solid [2-9]px rgb\(163, 58, 34\)$/, name);
      seen.add(name);
    }
    assert.ok(seen.size > 30, [...seen].join(', '));
  });

  for (const width of [320, 820, 1280]) {
    for (const [name, reach] of HOSTED) {
      check(`${name}, ${width} px wide: nothing is cut off at the side or upon anything else, axe finds nothing`, async ({ page, problems }) => {
        await reach(page);
        assert.equal(await page.locator('.columns').isVisible() || await page.locator('.bottom').isVisible(), false, 'one line above the article, no more');
        assert.deepEqual(await overflow(page), []);
        assert.deepEqual(await overlaps(page), []);
        for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await axe(page), [], colorScheme);
        }
        problems.length = 0;
      }, { viewport: { width, height: 900 }, body: HOST, policy: GUEST, chromium: 'tests/browser/element.test.js drives Firefox' });
    }
  }

  for (const [width, height, ...themes] of /** @type {const} */ ([[320, 640, 'dark'], [820, 1000, 'light'], [1280, 900, 'light', 'dark']])) {
    for (const [name, reach] of STATES) {
      check(`${name}, ${width} px wide: nothing is cut off at the side or upon anything else, axe finds nothing, ${themes.join(' and ')}`, async ({ page, problems }) => {
        await reach(page);
        assert.deepEqual(await overflow(page), []);
        assert.deepEqual(await overlaps(page), []);
        assert.deepEqual(problems, []);
        // what the bars at the top and at the bottom happen to cover is no fault
        await page.evaluate(() => {
          const bar = /** @type {HTMLElement|undefined} */ (document.querySelector('wortlaut-reader')?.shadowRoot?.querySelector('.bottom'));
          if (bar) bar.style.position = 'static';
          scrollTo(0, 0);
        });
        for (const colorScheme of themes) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await axe(page), [], colorScheme);
        }
        // axe itself tries inline styles, which the page's policy refuses
        problems.length = 0;
      }, { viewport: { width, height }, ...(width > 320 || !MAIN.includes(name) ? { chromium: 'these are enough to see that Firefox lays out alike' } : {}) });
    }
  }
});
