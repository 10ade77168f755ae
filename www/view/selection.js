// From the reader's own selection to positions in the text.

/** @import { Span } from './types.js' */

/**
 * The selected stretch of the text, white space at its edges left out; null where nothing of the text is selected.
 * @param {string} text
 * @param {Document|ShadowRoot} root the tree that holds the text
 * @param {WeakMap<Node, number>} positions where each text node begins
 * @returns {Span|null}
 */
export function selectedSpan(text, root, positions) {
  const range = selectedRange(root);
  if (!range || (range.startContainer === range.endContainer && range.startOffset === range.endOffset)) return null;
  const start = positionOf(range.startContainer, range.startOffset, positions, root, true);
  const end = positionOf(range.endContainer, range.endOffset, positions, root, false);
  if (start === null || end === null || start >= end) return null;
  const words = text.slice(start, end);
  if (!words.trim()) return null;
  const from = start + words.length - words.trimStart().length;
  return { start: from, end: from + words.trim().length };
}

/** @param {Document|ShadowRoot} root @returns {AbstractRange|null} */
function selectedRange(root) {
  const selection = document.getSelection();
  if (!selection) return null;
  if (root instanceof Document) return selection.rangeCount ? selection.getRangeAt(0) : null;
  if ('getComposedRanges' in selection) {
    return /** @type {any} */ (selection).getComposedRanges({ shadowRoots: [root] })[0] ?? null;
  }
  // Chromium before 137 asks the shadow root itself
  const inner = /** @type {any} */ (root).getSelection?.() ?? selection;
  return inner.rangeCount ? inner.getRangeAt(0) : null;
}

/**
 * @param {Node} node
 * @param {number} offset
 * @param {WeakMap<Node, number>} positions
 * @param {Node} root
 * @param {boolean} forward whether to look for the nearest text behind, else before
 * @returns {number|null}
 */
function positionOf(node, offset, positions, root, forward) {
  const known = positions.get(node);
  if (known !== undefined) return known + offset;
  // what is selected elsewhere in the page stands in another tree
  if (node.getRootNode() !== root.getRootNode()) return null;
  const point = document.createRange();
  point.setStart(node, offset);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let last = null;
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const begin = positions.get(text);
    if (begin === undefined) continue;
    if (point.comparePoint(text, 0) >= 0) return forward ? begin : last;
    last = begin + (text.textContent?.length ?? 0);
  }
  return forward ? null : last;
}
