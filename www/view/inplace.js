// Marks on the host page's own article: its text nodes are replaced by marked ones and can be put back untouched.

import { textOf } from '../input/blocks.js';
import { nest, ranges } from './model.js';
import { drawPieces } from './text.js';

/** @import { Analysis } from './types.js' */
/** @import { ReadingView } from './reading.js' */
/** @import { Leaf } from '../input/blocks.js' */

/** One article of the host page. */
export class Annotated {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    /** @type {{ original: Text, pieces: ChildNode[] }[]} */
    this.replaced = [];
    const { text, leaves, markup } = textOf(element);
    this.text = text;
    this.markup = markup;
    /** @type {Leaf[]} */
    this.leaves = leaves;
  }

  /** Marks the article. @param {string} text @param {Analysis} analysis @param {ReadingView} reader */
  annotate(text, analysis, reader) {
    this.unmark();
    if (text !== this.text) return;
    const all = ranges(analysis);
    let from = 0;
    for (const { node, start } of this.leaves) {
      const end = start + node.data.length;
      reader.positions.set(node, start);
      // ranges are sorted by start; those that ended long before are few enough to pass over
      while (from < all.length && all[from].end <= start) from++;
      const touching = [];
      for (let i = from; i < all.length && all[i].start < end; i++) if (all[i].end > start) touching.push(all[i]);
      if (!touching.length || !node.parentNode) continue;
      const pieces = drawPieces(nest(text, touching, start, end), start, { names: reader.names, t: reader.t, positions: reader.positions, notes: false });
      node.replaceWith(...pieces);
      this.replaced.push({ original: node, pieces: /** @type {ChildNode[]} */ (pieces) });
    }
    this.element.querySelector('mark[data-quote]')?.setAttribute('tabindex', '0');
  }

  /** Puts the article's own text nodes back. */
  unmark() {
    for (const { original, pieces } of this.replaced) {
      const first = pieces.find((piece) => piece.parentNode);
      first?.before(original);
      for (const piece of pieces) piece.remove();
    }
    this.replaced = [];
  }

  /** Leaves the article as it was found. */
  restore() {
    this.unmark();
    for (const name of ['data-wl-off', 'data-wl-choice', 'data-wl-quiet']) this.element.removeAttribute(name);
  }
}
