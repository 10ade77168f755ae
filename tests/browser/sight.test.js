// The page, for eyes of every kind: great letters, wide spacing, forced colours, fewer colours, paper.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { contrasts, lettersInLine, overflow, overlaps } from './layout.js';
import { checks, example } from './stage.js';
import { MAIN, STATES } from './states.js';

/** @import { Page } from 'playwright-core' */

const check = checks();

describe('for eyes of every kind', () => {
  for (const [way, size, change] of /** @type {const} */ ([
    ['enlarged to 200 %', [640, 450], ''],
    ['enlarged to 400 %', [320, 256], ''],
    ['with letters twice as large', [1280, 900], ':root { font-size: 200% }'],
    // WCAG 1.4.12
    ['with wide spacing', [1280, 900], '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }'],
    ['with wide spacing on a phone', [360, 740], '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }'],
  ])) {
    for (const [name, reach] of STATES.filter(([name]) => MAIN.includes(name))) {
      check(`${name}, ${way}: all is there, nothing upon anything else`, async ({ page }) => {
        await page.evaluate((css) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets.push(sheet);
          document.querySelector('wortlaut-reader')?.shadowRoot?.adoptedStyleSheets.push(sheet);
        }, change);
        await reach(page);
        assert.deepEqual(await overflow(page), []);
        assert.deepEqual(await overlaps(page), []);
        if (name === 'an article') assert.ok((await lettersInLine(page)) >= 18, `${await lettersInLine(page)} letters in a line`);
      }, { viewport: { width: size[0], height: size[1] } });
    }
  }

  for (const options of /** @type {const} */ ([{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active', colorScheme: 'light' }, { forcedColors: 'active', colorScheme: 'dark' }])) {
    check(`contrast on every mark is 4.5 : 1 at least, ${Object.values(options).join(' ')}`, async ({ page }) => {
      await example(page);
      await page.mouse.move(0, 0);
      const found = await contrasts(page);
      assert.ok(found.length > 50);
      for (const { name, contrast } of found) assert.ok(contrast >= 4.5, `${name}: ${contrast.toFixed(2)}`);
    }, options);
  }

  check('forced colours: the system’s own, types by their lines, the chosen one by its ground', async ({ page }) => {
    await example(page);
    await page.locator('mark[data-quote="9"]').click();
    const { lines, colours } = await page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('wortlaut-reader')?.shadowRoot);
      const style = (/** @type {string} */ selector) => getComputedStyle(/** @type {Element} */ (root.querySelector(selector)));
      const line = (/** @type {string} */ type) => {
        const { borderBottomStyle, borderBottomWidth, borderLeftStyle, borderLeftWidth } = style(`mark[data-type="${type}"]:not(.wl-chosen)`);
        return `${borderBottomStyle} ${borderBottomWidth} ${borderLeftStyle} ${borderLeftWidth}`;
      };
      const system = document.createElement('i');
      document.body.append(system);
      const colour = (/** @type {string} */ name) => {
        system.style.color = name;
        return getComputedStyle(system).color;
      };
      const chosen = style('mark.wl-chosen');
      const plain = style('mark:not(.wl-chosen, :has(.wl-chosen))');
      return {
        lines: ['direct', 'indirect', 'indirect-free-indirect', 'free-indirect', 'reported'].map(line),
        colours: [
          [plain.color, colour('CanvasText')], [plain.backgroundColor, colour('Canvas')], [plain.borderLeftColor, colour('CanvasText')],
          [chosen.color, colour('HighlightText')], [chosen.backgroundColor, colour('Highlight')],
        ],
      };
    });
    assert.equal(new Set(lines).size, 5, lines.join(' | '));
    for (const [is, wanted] of colours) assert.equal(is, wanted);
  }, { forcedColors: 'active' });

  check('types and speakers are told apart with fewer colours, and with none', async ({ page }) => {
    await example(page);
    const types = ['direct', 'indirect', 'indirect-free-indirect', 'free-indirect', 'reported'];
    // the same words in every type, so that nothing but the marking differs
    await page.evaluate((types) => {
      const article = /** @type {Element} */ (document.querySelector('wortlaut-reader')?.shadowRoot?.querySelector('article'));
      article.replaceChildren(...types.map((type) => {
        const [line, mark] = [document.createElement('p'), document.createElement('mark')];
        mark.className = 'wl-quote';
        mark.dataset.type = type;
        mark.textContent = 'Das sagte sie.';
        line.append(mark);
        return line;
      }));
    }, types);
    const session = await page.context().newCDPSession(page);
    const boxes = await page.locator('article p').evaluateAll((lines) => lines.map((line) => {
      const { x, y, height } = line.getBoundingClientRect();
      return { x: x - 4, y: y - 2, width: 150, height: height + 6 };
    }));
    for (const type of /** @type {const} */ (['protanopia', 'deuteranopia', 'tritanopia', 'achromatopsia'])) {
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await page.emulateMedia({ colorScheme });
        await session.send('Emulation.setEmulatedVisionDeficiency', { type });
        const pictures = [];
        for (const clip of boxes) pictures.push((await page.screenshot({ clip })).toString('base64'));
        for (const [a, b, share] of await differences(page, pictures)) {
          assert.ok(share >= 0.02, `${type}, ${colorScheme}: ${types[a]} and ${types[b]} differ in ${(share * 100).toFixed(1)} % of their picture`);
        }
      }
    }
  });

  check('paper: dark words whatever the screen has, the article with its notes, what the lines mean, nothing else', async ({ page }) => {
    await example(page);
    await page.locator('#theme').selectOption('dark');
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['.panel', '#slim', '.foot', '.top', '.clutter .link', '.chip[data-type="marks"]']) assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    for (const there of ['mark[data-quote="1"]', '.note', '.chip[data-type="direct"]', '.chip[data-type="reported"] .swatch']) assert.equal(await page.locator(there).first().isVisible(), true, there);
    const ink = await page.locator('article').evaluate((article) => getComputedStyle(article).color);
    assert.equal(ink, 'rgb(33, 29, 24)');
    for (const { name, contrast } of await contrasts(page)) assert.ok(contrast >= 4.5, `${name}: ${contrast.toFixed(2)}`);
  });

  for (const [width, height] of [[360, 740], [1280, 900]]) {
    check(`what has the focus is never wholly hidden, ${width} px wide`, async ({ page }) => {
      await example(page);
      await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
      let seen = 0;
      // downwards the bar at the bottom is in the way, upwards that at the top
      for (const way of ['Tab', 'Shift+Tab']) for (let stops = 0; stops < 90; stops++, seen++) {
        await page.keyboard.press(way);
        const hidden = await page.evaluate(() => {
          let at = document.activeElement;
          while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
          if (!at || at === document.body) return 'end';
          // a quotation over lines: each line is a box of its own
          for (const { left, top, width, height } of at.getClientRects()) {
            for (const [x, y] of [[0.1, 0.1], [0.5, 0.5], [0.9, 0.9], [0.1, 0.9], [0.9, 0.1]]) {
              const point = /** @type {const} */ ([left + width * x, top + height * y]);
              let on = document.elementFromPoint(...point);
              while (on?.shadowRoot?.elementFromPoint(...point) && on.shadowRoot.elementFromPoint(...point) !== on) on = on.shadowRoot.elementFromPoint(...point);
              if (on && (at.contains(on) || on.contains(at) && on.localName === 'label')) return '';
            }
          }
          return `${at.localName} ${at.id || at.getAttribute('data-key') || at.textContent?.slice(0, 30)}`;
        });
        if (hidden === 'end') break;
        assert.equal(hidden, '', way);
      }
      assert.ok(seen > 30, `${seen} stops`);
    }, { viewport: { width, height } });
  }
});

/** For each pair of pictures the share of pixels that differ visibly. @param {Page} page @param {string[]} pictures PNG in base64 @returns {Promise<[number, number, number][]>} */
const differences = (page, pictures) =>
  page.evaluate(async (pictures) => {
    const pixels = await Promise.all(pictures.map(async (picture) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0))]));
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d'));
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
    }));
    /** @type {[number, number, number][]} */
    const found = [];
    for (let a = 0; a < pixels.length; a++) {
      for (let b = a + 1; b < pixels.length; b++) {
        let other = 0;
        for (let at = 0; at < pixels[a].length; at += 4) {
          if (Math.max(...[0, 1, 2].map((part) => Math.abs(pixels[a][at + part] - pixels[b][at + part]))) > 24) other++;
        }
        found.push([a, b, other / (pixels[a].length / 4)]);
      }
    }
    return found;
  }, pictures);
