// From text and analysis to what is shown: pure functions, no DOM.

/** @import { Analysis, Block, Span } from './types.js' */

/**
 * A stretch of the text with something to show on it.
 * @typedef {object} Range
 * @property {number} start
 * @property {number} end
 * @property {'quote'|'speaker'|'cue'|'mention'|'mark'} layer
 * @property {number} id number of the quotation, entity or mark
 * @property {string} [kind] quotation type, form of mention or kind of mark
 * @property {number[]} [quotes] speaker: the quotations they speak
 * @property {boolean} first whether the item begins here
 * @property {boolean} last whether the item ends here
 */
/**
 * A range, or the part of it that fits into its parent.
 * @typedef {object} Node
 * @property {Range} range
 * @property {boolean} begins whether the item begins with this node
 * @property {boolean} ends whether the item ends with it
 * @property {number} start
 * @property {number} end
 * @property {(string|Node)[]} children
 */
/** @typedef {{ kind: Block['kind'], why?: string, start: number, end: number, children: (string|Node)[] }} ShownBlock */

const RANK = { quote: 0, speaker: 1, cue: 2, mention: 3, mark: 4 };

/** @param {Range} a @param {Range} b */
const before = (a, b) => a.start - b.start || b.end - a.end || RANK[a.layer] - RANK[b.layer] || a.id - b.id;

/**
 * Everything that is shown on the text, in order; outer before inner.
 * @param {Analysis} analysis
 * @returns {Range[]}
 */
export function ranges(analysis) {
  /** @type {Range[]} */
  const found = [];
  /** @type {Map<string, Range>} */
  const speakers = new Map();
  for (const { id, type, spans, speaker, cue } of analysis.quotes) {
    spans.forEach(({ start, end }, i) => {
      found.push({ start, end, layer: 'quote', id, kind: type, first: i === 0, last: i === spans.length - 1 });
    });
    for (const { start, end } of cue) found.push({ start, end, layer: 'cue', id, first: true, last: true });
    for (const { start, end } of speaker?.spans ?? []) {
      const known = speakers.get(`${start} ${end}`);
      if (known) known.quotes?.push(id);
      else {
        const entity = speaker?.entity ?? -1;
        /** @type {Range} */
        const range = { start, end, layer: 'speaker', id: entity, quotes: [id], first: true, last: true };
        speakers.set(`${start} ${end}`, range);
        found.push(range);
      }
    }
  }
  for (const { id, mentions } of analysis.entities) {
    for (const { start, end, as } of mentions) {
      found.push({ start, end, layer: 'mention', id, kind: as, first: true, last: true });
    }
  }
  analysis.marks.forEach(({ start, end, kind }, id) => {
    found.push({ start, end, layer: 'mark', id, kind, first: true, last: true });
  });
  return found.filter(({ start, end }) => start < end).sort(before);
}

/**
 * Nests the ranges that touch `from`..`to`; where two cross, the later one is cut at the end of the earlier.
 * Joined, the leaves are exactly `text.slice(from, to)`.
 * @param {string} text
 * @param {Range[]} sorted in the order of `ranges`
 * @param {number} from
 * @param {number} to
 * @returns {(string|Node)[]}
 */
export function nest(text, sorted, from, to) {
  const root = { start: from, end: to, children: /** @type {(string|Node)[]} */ ([]) };
  /** @type {{ end: number, children: (string|Node)[] }[]} */
  const open = [root];
  let at = from;
  const take = (/** @type {number} */ until) => {
    if (until > at) open[open.length - 1].children.push(text.slice(at, until));
    at = Math.max(at, until);
  };
  const closeUntil = (/** @type {number} */ position) => {
    while (open.length > 1 && open[open.length - 1].end <= position) {
      take(open[open.length - 1].end);
      open.pop();
    }
  };
  const queue = sorted.map((range) => ({ range, start: Math.max(range.start, from), end: Math.min(range.end, to) }));
  for (let i = 0; i < queue.length; i++) {
    const { range, start, end } = queue[i];
    if (start >= end) continue;
    closeUntil(start);
    take(start);
    const parent = open[open.length - 1];
    const cut = Math.min(end, parent.end);
    if (cut < end) {
      let place = i + 1;
      while (place < queue.length && queue[place].start < cut) place++;
      queue.splice(place, 0, { range, start: cut, end });
    }
    const begins = range.first && start === range.start;
    const node = { range, begins, ends: range.last && cut === range.end, start, end: cut, children: [] };
    parent.children.push(node);
    open.push(node);
  }
  closeUntil(to);
  take(to);
  return root.children;
}

/**
 * The blocks with their nested ranges. Text that no block covers is kept as a paragraph of its own.
 * @param {string} text
 * @param {Block[]} blocks
 * @param {Range[]} all in the order of `ranges`
 * @returns {Generator<ShownBlock>} one at a time, so that a long text can be drawn in steps
 */
export function* shownBlocks(text, blocks, all) {
  let reach = 0;
  // the furthest end among the ranges up to each one: lets every block find its first range by bisection
  const ends = all.map(({ end }) => (reach = Math.max(reach, end)));
  for (const { start, end, kind, why } of covered(text, blocks)) {
    const touching = [];
    for (let i = firstAbove(ends, start); i < all.length && all[i].start < end; i++) {
      if (all[i].end > start) touching.push(all[i]);
    }
    yield { start, end, kind, why, children: nest(text, touching, start, end) };
  }
}

/** @param {number[]} rising @param {number} limit index of the first value above `limit` */
function firstAbove(rising, limit) {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle] > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** @param {string} text @param {Block[]} blocks @returns {Block[]} */
function covered(text, blocks) {
  const all = [];
  let at = 0;
  const gap = (/** @type {number} */ until) => {
    const words = text.slice(at, until);
    if (!words.trim()) return;
    const start = at + words.length - words.trimStart().length;
    all.push({ start, end: start + words.trim().length, kind: /** @type {const} */ ('paragraph') });
  };
  for (const block of blocks) {
    gap(block.start);
    all.push(block);
    at = block.end;
  }
  gap(text.length);
  return all;
}

/** The words of `spans`, pieces joined by "… ". @param {string} text @param {Span[]} spans */
export const wordsOf = (text, spans) => spans.map(({ start, end }) => text.slice(start, end)).join(' … ');

/** Number of words in `text`. @param {string} text */
export const countWords = (text) => text.match(/[\p{L}\p{N}]+(?:[-'’.,][\p{L}\p{N}]+)*/gu)?.length ?? 0;
