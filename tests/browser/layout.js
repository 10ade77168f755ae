// What a broken layout would show: parts beyond the side, controls upon one another, letters that do not stand out.

/** @import { Page } from 'playwright-core' */

/** What reaches beyond the page or its own box at the side. @param {Page} page */
export const overflow = (page) =>
  page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('wortlaut-reader')?.shadowRoot);
    const { clientWidth } = document.documentElement;
    const wide = [document.documentElement, ...document.querySelectorAll('main, .menu'), ...root.querySelectorAll('.room, .sheet, .bar-tab')].filter((box) => box.scrollWidth > box.clientWidth);
    const beyond = [...document.querySelectorAll('button, select, a'), ...root.querySelectorAll('.note, button, select, input')].filter((part) => part.getBoundingClientRect().right > clientWidth + 0.5);
    return [...wide, ...beyond].map((part) => `${part.localName}.${part.className}`);
  });

/** Controls that lie upon one another, and margin notes upon text or panel; layers that lie above by design are apart. @param {Page} page */
export const overlaps = (page) =>
  page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('wortlaut-reader')?.shadowRoot);
    const controls = 'button, a[href], select, textarea, summary, input:not([type=file])';
    const shown = (/** @type {Element} */ part) => part.checkVisibility({ checkVisibilityCSS: true }) && part.getBoundingClientRect().width > 1;
    const parts = [...document.querySelectorAll(controls), ...root.querySelectorAll(controls), ...root.querySelectorAll('.note')].filter(shown).map((part) => {
      const { left, top, right, bottom } = part.getBoundingClientRect();
      return { part, left, top, right, bottom, layer: part.closest('.count-row, .room, .bottom, .slim, .progress, .tabs, dialog, [popover]') };
    });
    const found = [];
    const name = (/** @type {Element} */ part) => `${part.localName}.${part.className} ${part.id || part.textContent?.slice(0, 20)}`;
    for (const [i, a] of parts.entries()) {
      for (const b of parts.slice(i + 1)) {
        const over = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
        if (over && a.layer === b.layer && !a.part.contains(b.part)) found.push(`${name(a.part)} upon ${name(b.part)}`);
      }
    }
    const beside = root.querySelector('[data-layout="wide"] .panel')?.getBoundingClientRect().left ?? Infinity;
    for (const { part, left, right } of parts.filter(({ part }) => part.matches('.note'))) {
      const text = part.closest('.block')?.getBoundingClientRect().right ?? 0;
      if (left < text - 1 || right > beside + 1) found.push(`${name(part)} upon the text or the panel`);
    }
    return found;
  });

/** Letters in a line of the article, as many as stand in its first paragraph's first line. @param {Page} page */
export const lettersInLine = (page) =>
  page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('wortlaut-reader')?.shadowRoot);
    const paragraphs = [...root.querySelectorAll('article p.paragraph')].filter((one) => (one.textContent ?? '').length > 200);
    let letters = 0;
    /** @type {number|undefined} */
    let line;
    const walker = document.createTreeWalker(paragraphs[0], NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      if (node.parentElement?.closest('.wl-say, .note')) continue;
      for (let at = 0; at < node.length; at++) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const { bottom, width } = range.getBoundingClientRect();
        if (!width) continue;
        line ??= bottom;
        if (Math.abs(bottom - line) > 8) return letters;
        letters++;
      }
    }
    return letters;
  });

/** The contrast of the words on every mark, untouched, lit and chosen. @param {Page} page @returns {Promise<{ name: string, contrast: number }[]>} */
export const contrasts = (page) =>
  page.evaluate(() => {
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
    // on paper the page itself has no colour
    const paper = getComputedStyle(document.body).backgroundColor.replace('rgba(0, 0, 0, 0)', 'white');
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
