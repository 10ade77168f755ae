// The page in Chromium and Firefox: what a person corrects and takes along.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe } from 'node:test';
import { EXAMPLE } from '../../www/example.js';
import { FORMAT_NAMES } from '../../www/export/export.js';
import { checks, example, paste } from './stage.js';

const check = checks({ firefox: true });
const DOWNLOADS = { chromium: 'the driver of Firefox tells of no downloads' };

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
  }, DOWNLOADS);

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

  check('typed words become a quotation: for those who cannot select', async ({ page }) => {
    await example(page);
    await page.getByRole('button', { name: 'Zitat ergänzen' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('gibt es nicht');
    await page.keyboard.press('Enter');
    await page.getByText('So steht es nicht im Text.').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('seit jahren sinken … der Bäder');
    await page.keyboard.press('Enter');
    assert.match(await page.locator('.card.open').innerText(), /unbekannt[\s\S]*Seit Jahren sinken in Sachsen die Besucherzahlen der Bäder[\s\S]*von Ihnen ergänzt/);
    const focused = await page.evaluate(() => document.querySelector('wortlaut-reader')?.shadowRoot?.activeElement?.getAttribute('aria-label'));
    assert.equal(focused, 'Zitat ergänzen', 'the focus is where it began');
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
    assert.equal(await page.locator('#status').innerText(), '1 Korrektur geladen.');
    await page.locator('#corrections').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
    await page.locator('#status.error').waitFor();
  }, DOWNLOADS);

  check('corrections whose words are gone are named, moved nowhere, and can be let go', async ({ page }) => {
    await example(page);
    for (const quote of [5, 1]) {
      await page.locator(`mark[data-quote="${quote}"]`).first().click();
      await page.locator('[data-key="set-type"]').selectOption('reported');
    }
    await page.locator('#edit').click();
    const edit = (/** @type {string} */ from, /** @type {string} */ to) =>
      page.locator('#input').evaluate((/** @type {HTMLTextAreaElement} */ field, [from, to]) => {
        field.value = field.value.replace(from, to);
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }, [from, to]);
    await edit('Meine Jüngsten fragen', 'Meine Kleinsten fragen');
    await page.locator('.notice').waitFor();
    const notice = await page.locator('.notice').innerText();
    assert.match(notice, /^1 Korrektur ohne Stelle[\s\S]*Art: „Meine Jüngsten fragen, wo sie/);
    await edit('Meine Kleinsten fragen', 'Meine Jüngsten fragen');
    await page.locator('mark[data-quote="5"][data-type="reported"]').waitFor();
    assert.equal(await page.locator('.notice').count(), 0, 'it is back as soon as its words are');
    await edit('Meine Jüngsten fragen', 'Alle fragen');
    await page.locator('[data-key="drop-lost"]').click();
    assert.equal(await page.locator('.notice').count(), 0);
    const { count } = await page.evaluate(() => /** @type {any} */ (document.querySelector('wortlaut-reader')).corrections);
    assert.equal(count, 1, 'the other stays');
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
  }, DOWNLOADS);

  check(
    'one quotation is copied with its speaker',
    async ({ page }) => {
      await example(page);
      await page.locator('mark[data-quote="5"]').click();
      await page.locator('[data-key=copy]').click();
      await page.locator('[data-key=copy]', { hasText: 'Kopiert' }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, '„Meine Jüngsten fragen, wo sie im Herbst schwimmen lernen sollen – und ich habe keine Antwort“ (Mehmet Aksoy, Vorsitzender des Schwimmvereins Delphin)');
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  );
});
