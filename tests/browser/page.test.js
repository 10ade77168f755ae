// The page in Chromium and Firefox: what a person sees, and how a text comes in.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { EXAMPLE } from '../../www/example.js';
import { article } from './article.js';
import { CLUTTER, HOSTILE, checks, example, paste } from './stage.js';

/** @import { Page } from 'playwright-core' */

const check = checks({ firefox: true });
const status = (/** @type {Page} */ page) => page.locator('#status').textContent();

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

  check('a quotation is chosen while words are selected in the field', async ({ page }) => {
    await page.locator('textarea').fill(EXAMPLE);
    const mark = page.locator('mark[data-quote="1"]').first();
    await mark.waitFor();
    await page.locator('textarea').selectText();
    await mark.evaluate((it) => /** @type {HTMLElement} */ (it).click());
    await page.locator('.card.open[data-card="1"]').waitFor();
  });

  check('quotations in quotations, names in quotations, pieces', async ({ page }) => {
    await example(page);
    assert.equal(await page.locator('mark[data-quote="8"] mark[data-quote="9"]').count(), 1);
    assert.equal(await page.locator('mark[data-quote="13"] mark[data-quote="14"] mark[data-quote="15"]').count(), 1);
    assert.equal(await page.locator('mark[data-quote="17"] .wl-mention[data-entity="10"]').count(), 1);
    assert.equal(await page.locator('mark[data-quote="1"]').count(), 2);
    assert.deepEqual(await page.locator('mark[data-quote="1"] > .wl-say').allTextContents(), ['Zitat, direkt, von Katrin Wendlandt: ', ' Ende Zitat. ']);
  });

  check('names are underlined by type, and the panel shows which line is which', async ({ page }) => {
    await example(page);
    const lines = await page.evaluate(() => {
      const root = document.querySelector('wortlaut-reader')?.shadowRoot;
      const line = (/** @type {string} */ selector) => getComputedStyle(/** @type {Element} */ (root?.querySelector(selector))).textDecorationLine + getComputedStyle(/** @type {Element} */ (root?.querySelector(selector))).textDecorationStyle;
      return ['person', 'organisation', 'place'].map((type) => [line(`article .wl-mention[data-kind="name"][data-is="${type}"]`), line(`.entities-panel .wl-kind[data-is="${type}"]`)]);
    });
    assert.deepEqual(lines.map(([line]) => line), ['underlinedotted', 'underlinedashed', 'underlinesolid']);
    for (const [inText, inPanel] of lines) assert.equal(inText, inPanel);
  });

  check('marks that quote nobody are shown and said once they are switched on', async ({ page }) => {
    await example(page);
    const mark = page.locator('.wl-mark').first();
    const say = mark.locator('.wl-say').first();
    assert.equal(await mark.getAttribute('title'), 'Titel');
    assert.equal(await say.evaluate((words) => getComputedStyle(words).display), 'none');
    await page.locator('.chip[data-type="marks"]').click();
    assert.equal(await say.textContent(), 'Titel: ');
    assert.notEqual(await say.evaluate((words) => getComputedStyle(words).display), 'none');
    assert.equal(await mark.evaluate((words) => getComputedStyle(words).textDecorationStyle), 'wavy');
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
    // colours fade where the driver cannot ask for reduced motion
    await page.waitForFunction(() => {
      const mark = document.querySelector('wortlaut-reader')?.shadowRoot?.querySelector('mark[data-quote="1"]');
      return mark && getComputedStyle(mark).backgroundColor === 'rgba(0, 0, 0, 0)';
    });
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
    const controls = await page.locator('.quotes-panel :is(input, select, button)').filter({ visible: true }).evaluateAll((all) => all.map((one) => one.ariaLabel));
    assert.deepEqual(controls, ['Zitat ergänzen'], 'nothing to search, nothing to step through');
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
    assert.equal(await page.locator('#done').isVisible(), false, 'no button that leads to an empty page');
    await page.locator('#input').evaluate((/** @type {HTMLTextAreaElement} */ field) => (field.value = 'Nun geht es.'));
    await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
    await page.locator('article', { hasText: 'Nun geht es.' }).waitFor();
    assert.equal(await page.locator('#status.error').count(), 0);
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

  check(
    'a click on the bookmark copies it, for those who cannot drag',
    async ({ page }) => {
      const mark = page.locator('#bookmarklet');
      await mark.focus();
      await page.keyboard.press('Enter');
      await page.getByText('Kopiert. Legen Sie').waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await mark.getAttribute('href'));
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  );

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

  check('a long text shows which stage it has reached, and is not waited for in silence', async ({ page }) => {
    await paste(page, 'LANGSAM – ein langer Text.');
    const bar = page.getByRole('progressbar', { name: 'Text wird gelesen …' });
    await bar.waitFor();
    assert.equal(await page.locator('.progress').innerText(), 'Zitate: Schritt 8 von 10');
    assert.deepEqual(await bar.evaluate((/** @type {HTMLProgressElement} */ { value, max, ariaValueText }) => [value, max, ariaValueText]), [7, 10, 'Zitate: Schritt 8 von 10']);
    assert.equal(await page.locator('[aria-live=polite].wl-say').textContent(), 'Text wird gelesen …', 'said once, not at every step');
    await page.locator('#language').click();
    assert.equal(await page.locator('.progress').innerText(), 'Quotations: step 8 of 10');
    await page.evaluate(() => dispatchEvent(new Event('weiter')));
    await page.locator('article', { hasText: 'ein langer Text' }).waitFor();
    assert.equal(await bar.isVisible(), false);
  });

  check('a text that is read at once shows no bar; one that fails leaves none', async ({ page }) => {
    await page.evaluate(() => {
      const bar = /** @type {HTMLElement} */ (document.querySelector('wortlaut-reader')?.shadowRoot?.querySelector('.progress'));
      new MutationObserver(() => bar.hidden || console.warn('the bar was shown')).observe(bar, { attributeFilter: ['hidden'] });
    });
    await paste(page, 'Ein Satz.');
    await page.locator('article', { hasText: 'Ein Satz.' }).waitFor();
    await page.locator('#new').click();
    await paste(page, 'ABSTURZ');
    await page.locator('#status.error').waitFor();
    await page.waitForTimeout(500);
    assert.equal(await page.getByRole('progressbar').isVisible(), false);
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
