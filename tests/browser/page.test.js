// The page in Chromium: what a person sees and can do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { EXAMPLE } from '../../www/example.js';
import { FORMAT_NAMES } from '../../www/export/export.js';
import { article } from './article.js';
import { CLUTTER, HOSTILE, axe, example, open, paste, startChromium } from './stage.js';

/** @import { Browser, Page } from 'playwright-core' */
/** @import { Stage } from './stage.js' */

/** @type {Browser} */
let browser;
before(async () => {
  browser = await startChromium();
});
after(() => browser.close());

/**
 * A test on a page of its own that must leave no problem behind.
 * @param {string} title
 * @param {(stage: Stage) => Promise<void>} body
 * @param {Parameters<typeof open>[1]} [options]
 */
const check = (title, body, options) =>
  test(title, async () => {
    const stage = await open(browser, options);
    try {
      await body(stage);
      assert.deepEqual(stage.problems, []);
    } finally {
      await stage.close();
    }
  });

const status = (/** @type {Page} */ page) => page.locator('#status').textContent();
const NARROW = { viewport: { width: 390, height: 844 } };

describe('reading', () => {
  check('a pasted article is shown with its quotations and speakers, and the field folds', async ({ page }) => {
    await paste(page, EXAMPLE);
    await page.locator('mark.wl-quote').first().waitFor();
    assert.equal(await page.locator('#start').isHidden(), true);
    const { text, analysis } = article();
    assert.equal(await page.locator('.card-head[data-choose]').count(), analysis.quotes.length);
    assert.equal(await status(page), '19 Zitate, 5 Personen');
    const direct = page.locator('mark[data-quote="1"]').first();
    assert.match(await direct.innerText(), /„Ein Bad, das jeden Winter/);
    const shown = await page.evaluate(() => {
      const copy = /** @type {HTMLElement} */ (document.querySelector('wortlaut-reader')?.shadowRoot?.querySelector('article')?.cloneNode(true));
      for (const extra of copy.querySelectorAll('.note, .wl-say, .reason')) extra.remove();
      return copy.textContent;
    });
    assert.equal(shown?.replace(/\s+/g, ''), text.replace(/\s+/g, ''), 'not a letter is lost');
  });

  check('quotations in quotations, names in quotations, pieces', async ({ page }) => {
    await example(page);
    assert.equal(await page.locator('mark[data-quote="8"] mark[data-quote="9"]').count(), 1);
    assert.equal(await page.locator('mark[data-quote="13"] mark[data-quote="14"] mark[data-quote="15"]').count(), 1);
    assert.equal(await page.locator('mark[data-quote="17"] .wl-mention[data-entity="10"]').count(), 1);
    assert.equal(await page.locator('mark[data-quote="1"]').count(), 2);
    assert.deepEqual(await page.locator('mark[data-quote="1"] > .wl-say').allTextContents(), ['Zitat, direkt, von Katrin Wendlandt: ', ' Ende Zitat. ']);
  });

  check('margin notes stand on the line of their quotation and do not touch', async ({ page }) => {
    await example(page);
    const boxes = await page.evaluate(() => {
      const root = document.querySelector('wortlaut-reader')?.shadowRoot;
      return [...(root?.querySelectorAll('.note') ?? [])].map((note) => {
        const { top, bottom, left } = note.getBoundingClientRect();
        const line = note.parentElement?.getClientRects()[0];
        return { top, bottom, left, line: line?.top ?? 0, right: note.closest('.block')?.getBoundingClientRect().right ?? 0 };
      });
    });
    assert.ok(boxes.length > 8);
    boxes.forEach((box, i) => {
      assert.ok(box.left >= box.right, 'beside the text');
      assert.ok(Math.abs(box.top - box.line) < 60, `note ${i} near its line: ${box.top} ${box.line}`);
      if (i) assert.ok(box.top >= boxes[i - 1].bottom, `note ${i} below note ${i - 1}`);
    });
  });

  check('pointing at a quotation lights its speaker, and the other way round', async ({ page }) => {
    await example(page);
    const { x, y } = await page.locator('mark[data-quote="5"]').evaluate((mark) => {
      // a quotation over lines has a box of its own on each
      const { left, top } = mark.getClientRects()[0];
      return { x: left + 40, y: top + 8 };
    });
    await page.mouse.move(x, y);
    assert.equal(await page.locator('.wl-speaker.wl-lit').innerText(), 'Aksoy');
    await page.locator('.wl-speaker[data-speaks~="5"]').hover();
    assert.ok((await page.locator('mark.wl-lit').count()) >= 2);
  });

  check('a click on a quotation opens its card with reasons; on a person, what is theirs', async ({ page }) => {
    await example(page);
    await page.locator('mark[data-quote="9"]').click();
    const card = page.locator('.card.open');
    assert.match(await card.innerText(), /Jonas Rehfeldt[\s\S]*Warum\?[\s\S]*Der Ingenieur Jonas Rehfeldt[\s\S]*Regel\s+Anführungszeichen/);
    await page.locator('.wl-speaker[data-speaks~="5"]').click();
    assert.equal(await page.locator('[role=tab][aria-selected=true]').innerText(), 'Personen & Orte');
    assert.equal(await page.locator('mark.wl-chosen').count(), 3);
    assert.equal(await page.locator('.wl-mention.wl-chosen').count(), 2);
    assert.match(await page.locator('.card.open').innerText(), /Mehmet Aksoy[\s\S]*Vorsitzender[\s\S]*kommt 3-mal zu Wort/);
  });

  check('clutter is grey, says why, and can be taken up again', async ({ page }) => {
    await example(page);
    assert.deepEqual(await page.locator('.clutter .reason span').allTextContents(), ['Einwilligung – nicht ausgewertet', 'Mehr zum Thema – nicht ausgewertet']);
    await page.locator('.clutter button').first().click();
    await page.waitForFunction(() => document.querySelector('wortlaut-reader')?.shadowRoot?.querySelectorAll('div.clutter').length === 1);
    await page.locator('#undo').click();
    await page.waitForFunction(() => document.querySelector('wortlaut-reader')?.shadowRoot?.querySelectorAll('div.clutter').length === 2);
  });

  check('types are filtered in text and list alike', async ({ page }) => {
    await example(page);
    await page.locator('.chip[data-type="direct"]').click();
    assert.equal(await page.locator('.count').innerText(), '12 von 19 Zitaten');
    assert.equal(await page.locator('mark[data-quote="1"]').first().evaluate((mark) => getComputedStyle(mark).backgroundColor), 'rgba(0, 0, 0, 0)');
    await page.locator('.chip[data-type="direct"]').click();
    await page.locator('input[type=search]').fill('gutachten');
    assert.equal(await page.locator('.quote-cards .card').count(), 1);
    await page.locator('input[type=search]').fill('gibt es nicht');
    assert.equal(await page.locator('.count').innerText(), 'Kein Zitat passt zu dieser Auswahl.');
    await page.locator('.quote-cards .link').click();
    await page.locator('select[aria-label="Nur diese Stimme"]').selectOption({ label: 'Mehmet Aksoy' });
    assert.equal(await page.locator('.count').innerText(), '3 von 19 Zitaten');
  });

  check('voices: bars and the same figures as a table', async ({ page }) => {
    await example(page);
    await page.locator('[data-tab=voices]').click();
    const names = await page.locator('.bar .name').allTextContents();
    await page.locator('details summary').click();
    assert.deepEqual(await page.locator('tbody th').allTextContents(), names);
    assert.equal(names[0], 'Katrin Wendlandt');
    await page.locator('.bar').nth(1).click();
    assert.ok((await page.locator('mark.wl-chosen').count()) > 0);
  });

  check('hostile text is text', async ({ page }) => {
    await paste(page, HOSTILE.text);
    await page.locator('mark.wl-quote').first().waitFor();
    assert.match(await page.locator('article').innerText(), /<img src=x onerror=alert\(1\)>[\s\S]*<script>alert\(2\)<\/script>[\s\S]*"><svg onload=alert\(3\)>/);
    await page.locator('[data-tab=entities]').click();
    assert.equal(await page.locator('.entities-panel .name').innerText(), '"><svg onload=alert(3)>');
    const inside = await page.evaluate(() => document.querySelector('wortlaut-reader')?.shadowRoot?.querySelectorAll('article :is(img, svg, script, b, i)').length);
    assert.equal(inside, 0);
  });

  check('a paste that is only clutter says so', async ({ page }) => {
    await paste(page, CLUTTER.text);
    await page.locator('.notice').waitFor();
    assert.match(await page.locator('.notice').innerText(), /nichts, was zum Artikel gehört/);
    assert.match((await page.locator('.count').innerText()) ?? '', /niemand zu Wort/);
  });

  check('a text in which nobody speaks says so', async ({ page }) => {
    await paste(page, 'Es regnet seit Tagen.\nDer Fluss steigt.');
    await page.locator('article p').first().waitFor();
    assert.equal(await page.locator('.count').innerText(), 'In diesem Text kommt niemand zu Wort.');
  });

  check('a failure is told in plain words and the text stays', async ({ page }) => {
    await paste(page, 'ABSTURZ');
    await page.locator('#status.error').waitFor();
    assert.equal(await page.locator('#input').inputValue(), 'ABSTURZ');
  });
});

describe('input', () => {
  check('typing is read after a pause, and the field stays open', async ({ page }) => {
    await page.locator('#input').pressSequentially('Ein Satz.', { delay: 5 });
    await page.locator('article p').first().waitFor();
    assert.equal(await page.locator('article').innerText(), 'Ein Satz.');
    assert.equal(await page.locator('#start').isVisible(), true);
    await page.locator('#done').click();
    assert.equal(await page.locator('#start').isVisible(), false);
    await page.locator('#edit').click();
    assert.equal(await page.locator('#input').inputValue(), 'Ein Satz.');
  });

  check('pasted HTML becomes blocks', async ({ page }) => {
    await paste(page, 'flach', '<b style="font-weight:normal"><h1>Titel</h1><div><p>Eins <i>kursiv</i>.</p><p>Zwei<br>drei.</p><script>alert(1)</script></div></b>');
    await page.locator('article p').first().waitFor();
    assert.equal(await page.locator('#input').inputValue(), 'Titel\n\nEins kursiv.\n\nZwei\ndrei.');
  });

  check('files are opened and dropped; what is no text is refused kindly', async ({ page }) => {
    await page.locator('#file').setInputFiles({ name: 'a.html', mimeType: 'text/html', buffer: Buffer.from('<html><body><p>Aus einer Datei.</p></body></html>') });
    await page.getByText('Aus einer Datei.').first().waitFor();
    await page.locator('#new').click();
    await page.locator('#file').setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 \0\0\0') });
    await page.locator('#status.error').waitFor();
    assert.match((await status(page)) ?? '', /kein Text/);
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['Fallen gelassen.'], 'b.txt', { type: 'text/plain' }));
      dispatchEvent(new DragEvent('dragover', { dataTransfer, cancelable: true }));
      dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    });
    await page.locator('article').getByText('Fallen gelassen.').waitFor();
    assert.equal(await page.locator('#drop').isHidden(), true);
  });

  check('an address is explained, with a bookmark that helps', async ({ page }) => {
    await paste(page, 'https://www.example.org/artikel');
    await page.locator('#address').waitFor();
    assert.match(await page.locator('#address').innerText(), /Adresse, kein Text/);
    assert.match((await page.locator('#address a').getAttribute('href')) ?? '', /^javascript:/);
    assert.equal(await page.locator('article p').count(), 0);
  });

  check('the bookmark hands a page’s article over', async ({ page, url }) => {
    const href = (await page.locator('#bookmarklet').getAttribute('href')) ?? '';
    const code = decodeURIComponent(href.replace('javascript:', ''));
    const guest = await page.context().newPage();
    await guest.setContent('<nav>Menü</nav><article><p>Vom Nachbarn.</p><p>Zweiter Absatz – 100 %.</p></article>');
    const [opened] = await Promise.all([page.context().waitForEvent('page'), guest.evaluate(code)]);
    await opened.locator('article p').first().waitFor();
    assert.equal(await opened.locator('#input').inputValue(), 'Vom Nachbarn.\n\nZweiter Absatz – 100 %.');
    assert.equal(opened.url(), url, 'the text does not stay in the address');
  });

  check('a long text is drawn in steps and can be left for another', async ({ page }) => {
    const long = Array.from({ length: 3000 }, (_, i) => `Absatz ${i} mit einigen Wörtern, damit er eine Zeile füllt.`).join('\n\n');
    await paste(page, long);
    await page.locator('article p').first().waitFor();
    await page.waitForFunction(() => document.querySelector('wortlaut-reader')?.shadowRoot?.querySelectorAll('article p').length === 3000);
    await page.locator('#new').click();
    assert.equal(await page.locator('article p').count(), 0);
  });
});

describe('correcting and taking along', () => {
  check('a newcomer: open, paste, see, click a speaker, correct one, export CSV, in seven actions', async ({ page }) => {
    // 1 the page is open, 2 paste
    await paste(page, EXAMPLE);
    await page.locator('mark[data-quote="6"]').waitFor();
    // 3 click a quotation's speaker
    await page.locator('mark[data-quote="6"]').click();
    // 4 correct it
    await page.locator('.card.open [data-key="set-speaker"]').selectOption({ label: 'Paul Wendlandt' });
    assert.match(await page.locator('.card.open').innerText(), /Paul Wendlandt[\s\S]*von Ihnen berichtigt/);
    // 5 open the export menu, 6 choose CSV
    await page.locator('#export').click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-format=csv]').click()]);
    assert.match(download.suggestedFilename(), /^streit-um-das-alte-hallenbad.*\.csv$/);
    const csv = readFileSync((await download.path()) ?? '', 'utf8');
    assert.match(csv, /"7";"Paul Wendlandt";"Stadtrat";"frei indirekt";.*"von Ihnen berichtigt"\r\n/);
  });

  check('type, deletion, another name, undo and redo', async ({ page }) => {
    await example(page);
    await page.locator('mark[data-quote="5"]').click();
    await page.locator('[data-key="set-type"]').selectOption('reported');
    assert.equal(await page.locator('mark[data-quote="5"]').getAttribute('data-type'), 'reported');
    await page.locator('[data-key="set-speaker"]').selectOption({ label: 'Jemand anderes …' });
    await page.locator('.card.open .name-form input').fill('Trainerin Nowak');
    await page.keyboard.press('Enter');
    assert.match(await page.locator('.card.open .card-head').innerText(), /Trainerin Nowak/);
    await page.locator('[data-key="delete"]').click();
    assert.equal(await page.locator('mark[data-quote="5"]').count(), 0);
    for (let i = 0; i < 3; i++) await page.locator('#undo').click();
    assert.equal(await page.locator('mark[data-quote="5"]').getAttribute('data-type'), 'direct');
    assert.equal(await page.locator('#undo').isDisabled(), true);
    await page.locator('#redo').click();
    assert.equal(await page.locator('mark[data-quote="5"]').getAttribute('data-type'), 'reported');
  });

  check('selected words become a quotation', async ({ page }) => {
    await example(page);
    const words = page.locator('article p', { hasText: 'Seit Jahren sinken' });
    await words.evaluate((paragraph) => {
      const node = /** @type {Node} */ ([...paragraph.childNodes].find((child) => child.textContent?.includes('Seit Jahren')));
      const start = node.textContent?.indexOf('Seit Jahren') ?? 0;
      getSelection()?.setBaseAndExtent(node, start, node, start + 'Seit Jahren sinken'.length);
      paragraph.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, composed: true }));
    });
    await page.locator('.adder').click();
    assert.match(await page.locator('.card.open').innerText(), /unbekannt[\s\S]*Seit Jahren sinken[\s\S]*von Ihnen ergänzt/);
    assert.equal(await page.locator('mark[data-origin="added"]').innerText().then((text) => text.includes('Seit Jahren sinken')), true);
  });

  check('entities are renamed, merged, split', async ({ page }) => {
    await example(page);
    await page.locator('.wl-speaker[data-speaks~="5"]').click();
    await page.locator('[data-key=rename]').click();
    await page.locator('.card.open .name-form input').fill('M. Aksoy');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.card.open .name').innerText(), 'M. Aksoy');
    await page.locator('[data-key=merge]').selectOption({ label: 'Jonas Rehfeldt' });
    assert.equal(await page.locator('.entities-panel .name', { hasText: 'Aksoy' }).count(), 0);
    await page.locator('#undo').click();
    await page.locator('.entities-panel .card-head', { hasText: 'Katrin Wendlandt' }).click();
    await page.locator('[data-key=split]').selectOption('Wendlandt');
    assert.equal(await page.locator('.entities-panel .name', { hasText: /^Wendlandt$/ }).count(), 1);
  });

  check('corrections survive an edit, are saved and loaded again', async ({ page }) => {
    await example(page);
    await page.locator('mark[data-quote="5"]').click();
    await page.locator('[data-key="set-type"]').selectOption('reported');
    await page.locator('#edit').click();
    await page.locator('#input').evaluate((/** @type {HTMLTextAreaElement} */ field) => {
      field.value = `Neue erste Zeile.\n\n${field.value}`;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
    await page.locator('article', { hasText: 'Neue erste Zeile.' }).waitFor();
    assert.equal(await page.locator('mark[data-quote="5"]').getAttribute('data-type'), 'reported');
    await page.locator('#done').click();
    await page.locator('#export').click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Korrekturen sichern').click()]);
    await page.locator('#new').click();
    await example(page);
    assert.equal(await page.locator('mark[data-quote="5"]').getAttribute('data-type'), 'direct');
    await page.locator('#corrections').setInputFiles((await download.path()) ?? '');
    await page.waitForFunction(() => document.querySelector('wortlaut-reader')?.shadowRoot?.querySelector('mark[data-quote="5"]')?.getAttribute('data-type') === 'reported');
    await page.locator('#corrections').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
    await page.locator('#status.error').waitFor();
  });

  check('a new text does not lose the last one, nor its corrections', async ({ page }) => {
    await example(page);
    await page.locator('mark[data-quote="5"]').click();
    await page.locator('[data-key="set-type"]').selectOption('reported');
    await page.locator('#new').click();
    assert.equal(await page.locator('#undo').isDisabled(), true);
    await page.locator('#back').click();
    await page.locator('mark[data-quote="5"][data-type="reported"]').waitFor();
    await page.keyboard.press('Escape');
  });

  check('by keyboard: the focus stays in the panel when a card goes, and Ctrl+Z brings it back', async ({ page }) => {
    await example(page);
    await page.locator('mark[data-quote="5"]').click();
    await page.locator('[data-key=delete]').focus();
    await page.keyboard.press('Enter');
    const focused = () => page.evaluate(() => document.querySelector('wortlaut-reader')?.shadowRoot?.activeElement?.id);
    assert.equal(await focused(), 'panel-quotes');
    await page.keyboard.press('Control+z');
    assert.equal(await page.locator('mark[data-quote="5"]').count(), 1);
    await page.keyboard.press('Control+Shift+z');
    assert.equal(await page.locator('mark[data-quote="5"]').count(), 0);
  });

  check('every format is saved', async ({ page }) => {
    await example(page);
    for (const format of FORMAT_NAMES) {
      await page.locator('#export').click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-format=${format}]`).click()]);
      assert.ok(readFileSync((await download.path()) ?? '').length > 200, format);
    }
  });

  check(
    'one quotation is copied with its speaker',
    async ({ page }) => {
      await example(page);
      await page.locator('mark[data-quote="5"]').click();
      await page.locator('[data-key=copy]').click();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, '„Meine Jüngsten fragen, wo sie im Herbst schwimmen lernen sollen – und ich habe keine Antwort“ (Mehmet Aksoy, Vorsitzender des Schwimmvereins Delphin)');
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  );
});

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

  check('marks are said in words until that is switched off', async ({ page }) => {
    await example(page);
    const shown = () => page.locator('mark .wl-say').first().evaluate((words) => getComputedStyle(words).display);
    assert.notEqual(await shown(), 'none');
    await page.locator('#say').uncheck();
    assert.equal(await shown(), 'none');
  });

  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    check(`contrast on every tint is 4.5 : 1 at least, ${colorScheme}`, async ({ page }) => {
      await example(page);
      await page.mouse.move(0, 0);
      const contrasts = await page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('wortlaut-reader')?.shadowRoot);
        const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true }));
        /** @param {string[]} layers colours, the lowest first */
        const luminance = (layers) => {
          for (const colour of layers) {
            context.fillStyle = colour;
            context.fillRect(0, 0, 1, 1);
          }
          const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const paper = getComputedStyle(document.body).backgroundColor;
        return [...root.querySelectorAll('mark')].flatMap((mark) =>
          ['', 'wl-lit', 'wl-chosen'].map((state) => {
            if (state) mark.classList.add(state);
            const grounds = [];
            for (let at = /** @type {Element|null} */ (mark); at?.matches('mark, span'); at = at.parentElement) grounds.unshift(getComputedStyle(at).backgroundColor);
            const [ink, ground] = [luminance([getComputedStyle(mark).color]), luminance([paper, ...grounds])];
            if (state) mark.classList.remove(state);
            return { name: `${mark.dataset.type} ${state}`, contrast: (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05) };
          }),
        );
      });
      assert.ok(contrasts.length > 50);
      for (const { name, contrast } of contrasts) assert.ok(contrast >= 4.5, `${name}: ${contrast.toFixed(2)}`);
    }, { colorScheme });
  }

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
      await page.locator('.peek .link').click();
      assert.equal(await page.locator('dialog[open]').count(), 1);
      assert.match(await page.locator('.card.open').innerText(), /Warum\?/);
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('dialog[open]').count(), 0);
      assert.equal(await page.evaluate(() => scrollY), place);
    },
    NARROW,
  );

  check(
    '320 px wide: nothing is cut off at the side',
    async ({ page }) => {
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(await overflow(), 0);
      await example(page);
      assert.equal(await overflow(), 0);
      await page.locator('.bar-tab').first().click();
      assert.equal(await overflow(), 0);
    },
    { viewport: { width: 320, height: 640 } },
  );

  check('print: the article and its marks, nothing else', async ({ page }) => {
    await example(page);
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['.panel', '.chips', '#slim', '.foot', '.top']) assert.equal(await page.locator(gone).isVisible(), false, gone);
    assert.equal(await page.locator('mark[data-quote="1"]').first().isVisible(), true);
  });

  check(
    'forced colours and reduced motion',
    async ({ page }) => {
      await example(page);
      const style = await page.locator('mark[data-quote="1"]').first().evaluate((mark) => {
        const { borderBottomStyle, transitionDuration } = getComputedStyle(mark);
        return { borderBottomStyle, transitionDuration };
      });
      assert.deepEqual(style, { borderBottomStyle: 'solid', transitionDuration: '0s' });
    },
    { forcedColors: 'active', reducedMotion: 'reduce' },
  );

  /** @type {[string, (page: Page) => Promise<unknown>, Parameters<typeof open>[1]?][]} */
  const STATES = [
    ['first visit', async () => {}],
    ['an article', example],
    ['a quotation', async (page) => { await example(page); await page.locator('mark[data-quote="9"]').click(); }],
    ['a person', async (page) => { await example(page); await page.locator('.wl-speaker[data-speaks~="5"]').click(); }],
    ['voices', async (page) => { await example(page); await page.locator('[data-tab=voices]').click(); await page.locator('summary').click(); }],
    ['the export menu', async (page) => { await example(page); await page.locator('#export').click(); }],
    ['only clutter', (page) => paste(page, CLUTTER.text)],
    ['an address', (page) => paste(page, 'https://www.example.org/')],
    ['a type switched off', async (page) => { await example(page); await page.locator('.chip[data-type="direct"]').click(); }],
    ['the sheet', async (page) => { await example(page); await page.locator('.bar-tab').first().click(); }, NARROW],
    ['narrow, a quotation', async (page) => { await example(page); await page.locator('mark[data-quote="0"]').click(); await page.evaluate(() => scrollTo(0, 0)); }, NARROW],
    ['middle', example, { viewport: { width: 820, height: 1000 } }],
  ];
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const [name, reach, options] of STATES) {
      check(`axe: ${name}, ${colorScheme}`, async ({ page, problems }) => {
        await reach(page);
        assert.deepEqual(problems, []);
        assert.deepEqual(await axe(page), []);
        // axe itself tries inline styles, which the page's policy refuses
        problems.length = 0;
      }, { colorScheme, ...options });
    }
  }
});
