// The article as elements: blocks, nested <mark>s, speakers, names.

import { h } from './dom.js';
import { ranges, shownBlocks } from './model.js';

/** @import { Names } from './names.js' */
/** @import { Node as Piece, Range, ShownBlock } from './model.js' */
/** @import { Strings } from '../locale/locale.js' */

const TAGS = /** @type {const} */ ({
  headline: 'h2',
  lead: 'p',
  subheading: 'h3',
  paragraph: 'p',
  'list-item': 'li',
  question: 'p',
  caption: 'p',
  clutter: 'p',
});

/**
 * @typedef {object} Drawing
 * @property {Names} names
 * @property {Strings} t
 * @property {WeakMap<globalThis.Node, number>} positions where each text node begins in the text
 * @property {boolean} notes whether quotations carry a margin note
 */

/**
 * All blocks in order; neighbouring clutter stands together under one label, list items in one list.
 * @param {string} text
 * @param {import('./types.js').Analysis} analysis
 * @param {Drawing} drawing
 * @returns {Generator<HTMLElement>} one at a time: a long text is drawn in steps
 */
export function* drawText(text, analysis, drawing) {
  /** @type {ShownBlock[]} */
  let group = [];
  const drawGroup = () => {
    const [{ kind }] = group;
    return kind === 'clutter' ? drawClutter(group, drawing) : h('ul', { class: 'block' }, ...group.map((block) => drawBlock(block, drawing)));
  };
  for (const block of shownBlocks(text, analysis.blocks, ranges(analysis))) {
    if (group.length && group[0].kind !== block.kind) {
      yield drawGroup();
      group = [];
    }
    if (block.kind === 'clutter' || block.kind === 'list-item') group.push(block);
    else yield drawBlock(block, drawing);
  }
  if (group.length) yield drawGroup();
}

/** @param {ShownBlock} block @param {Drawing} drawing */
function drawBlock(block, drawing) {
  const element = h(TAGS[block.kind], { class: `block ${block.kind}`, part: `block ${block.kind}` });
  element.append(...drawPieces(block.children, block.start, drawing));
  if (drawing.notes) dropRepeatedNotes(element);
  return element;
}

/** @param {ShownBlock[]} group @param {Drawing} drawing */
function drawClutter(group, drawing) {
  const { t } = drawing;
  const reason = group.find(({ why }) => why)?.why ?? '';
  const name = t.clutter[/** @type {keyof Strings['clutter']} */ (reason)] ?? t.clutterOther;
  const keep = h('button', { type: 'button', class: 'link', data: { keep: `${group[0].start} ${group[group.length - 1].end}` } }, t.keep);
  return h(
    'div',
    { class: 'block clutter', part: 'block clutter', role: 'group', 'aria-label': t.clutterNote(name) },
    h('p', { class: 'reason' }, h('span', {}, t.clutterNote(name)), keep),
    ...group.map((block) => h('p', {}, ...drawPieces(block.children, block.start, drawing))),
  );
}

/**
 * @param {(string|Piece)[]} pieces
 * @param {number} from position of the first
 * @param {Drawing} drawing
 * @returns {globalThis.Node[]}
 */
export function drawPieces(pieces, from, drawing) {
  let at = from;
  return pieces.map((piece) => {
    if (typeof piece !== 'string') {
      at = piece.end;
      return drawPiece(piece, drawing);
    }
    const node = document.createTextNode(piece);
    drawing.positions.set(node, at);
    at += piece.length;
    return node;
  });
}

/** @param {Piece} piece @param {Drawing} drawing */
function drawPiece(piece, drawing) {
  const { range } = piece;
  const children = drawPieces(piece.children, piece.start, drawing);
  if (range.layer === 'quote') return drawQuote(piece, children, drawing);
  const element = h('span', { class: `wl-${range.layer}`, data: { kind: range.kind } }, ...children);
  if (range.layer === 'cue') element.dataset.cue = String(range.id);
  if (range.layer === 'mention') {
    element.dataset.entity = String(range.id);
    element.dataset.is = drawing.names.entities.get(range.id)?.type;
    element.setAttribute('part', 'name');
  }
  if (range.layer === 'mark') {
    const kind = drawing.t.marks[/** @type {keyof Strings['marks']} */ (range.kind)];
    element.title = kind;
    element.prepend(say(`${kind}: `));
  }
  if (range.layer === 'speaker') {
    element.setAttribute('part', 'speaker');
    element.dataset.speaks = range.quotes?.join(' ');
    if (!piece.begins) element.dataset.piece = 'more';
    element.dataset.dot = String(drawing.names.dot(range.id));
    if (range.id >= 0) element.dataset.entity = String(range.id);
  }
  return element;
}

/** @param {Piece} piece @param {globalThis.Node[]} children @param {Drawing} drawing */
function drawQuote({ range, begins, ends }, children, { names, t, notes }) {
  const quote = names.quotes.get(range.id);
  const speaker = quote ? names.speaker(quote) : t.unknown;
  const type = t.types[/** @type {keyof Strings['types']} */ (range.kind)];
  const entity = quote?.speaker?.entity;
  const mark = h('mark', {
    class: 'wl-quote',
    part: `quote ${range.kind}`,
    tabindex: -1,
    data: { quote: range.id, type: range.kind, by: entity ?? undefined, origin: quote?.origin },
  });
  if (begins) mark.append(say(quote?.speaker ? t.sayQuote(type, speaker) : t.sayQuoteUnknown(type)));
  if (notes && quote) {
    mark.append(
      h(
        'span',
        { class: 'note', part: 'note', 'aria-hidden': 'true', data: { note: range.id, dot: names.dot(entity), unknown: quote.speaker ? undefined : '' } },
        names.shortSpeaker(quote),
      ),
    );
  }
  mark.append(...children);
  if (ends) mark.append(say(t.sayEnd));
  return mark;
}

/** Words for screen readers alone. @param {string} words */
const say = (words) => h('span', { class: 'wl-say' }, words);

/** A margin note says something new: the same speaker is not named twice in a row within a block. @param {HTMLElement} block */
function dropRepeatedNotes(block) {
  let last = '';
  let lastQuote = '';
  for (const note of block.querySelectorAll('.note')) {
    const name = `${note.textContent} ${note.getAttribute('data-dot')}`;
    const quote = note.getAttribute('data-note') ?? '';
    if (name === last || quote === lastQuote) note.remove();
    else [last, lastQuote] = [name, quote];
  }
}
