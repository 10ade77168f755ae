// The result as the wasm hands it over, in numbers and words (src/packed.rs), and the plain value made of it.

/** @import { Analysis, Block, Entity, Mark, Mention, Quote, Span, Speaker, Voice } from './types.js' */
/** @typedef {[numbers: Uint32Array, words: string]} Packed */

/** @type {Block['kind'][]} */
const BLOCKS = ['headline', 'lead', 'subheading', 'paragraph', 'list-item', 'question', 'caption', 'clutter'];
const CLUTTER = [
  'consent', 'player', 'ad', 'related', 'newsletter', 'share', 'comments', 'author', 'paywall', 'credit', 'navigation', 'pullquote',
];
/** @type {Entity['type'][]} */
const ENTITIES = ['person', 'organisation', 'place', 'other'];
/** @type {Mention['as'][]} */
const MENTIONS = ['name', 'adjective', 'compound', 'description', 'pronoun'];
/** @type {Quote['type'][]} */
const QUOTES = ['direct', 'indirect', 'reported', 'free-indirect', 'indirect-free-indirect'];
/** @type {Speaker['how'][]} */
const SPEAKERS = ['name', 'description', 'pronoun', 'carried'];
/** @type {Mark['kind'][]} */
const MARKS = ['title', 'nickname', 'scare'];

/**
 * The plain value: every object is new.
 * @param {Packed} packed
 * @returns {Analysis}
 */
export function unpack([numbers, words]) {
  const decimals = new Float32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  const strings = words.split('\0');
  let at = 0;
  let string = 0;
  const next = () => numbers[at++];
  const decimal = () => decimals[at++];
  const optional = () => (numbers[at++] || 0) - 1;
  const orNull = (/** @type {number} */ number) => (number < 0 ? null : number);
  // lists of the right length at once: one that grows takes room for seventeen, and a long text has thousands of short ones
  /** @template T @param {(place: number) => T} item @returns {T[]} */
  const list = (item) => {
    const items = new Array(next());
    for (let place = 0; place < items.length; place++) items[place] = item(place);
    return items;
  };
  /** @returns {Span[]} */
  const places = () => {
    const items = new Array(numbers[at++]);
    for (let place = 0; place < items.length; place++) items[place] = { start: numbers[at++], end: numbers[at++] };
    return items;
  };

  const blocks = list(() => {
    /** @type {Block} */
    const block = { start: next(), end: next(), kind: BLOCKS[next()] };
    const why = optional();
    if (why >= 0) block.why = CLUTTER[why];
    return block;
  });
  const sentences = places();
  const entities = list(() => {
    const id = next();
    const type = ENTITIES[next()];
    const name = strings[string++];
    const [hasRole, hasParty] = [next(), next()];
    const role = hasRole ? strings[string++] : null;
    const party = hasParty ? strings[string++] : null;
    const age = orNull(optional());
    const aliases = list(() => strings[string++]);
    return { id, type, name, role, age, party, aliases, salience: decimal(), mentions: list(() => ({ start: numbers[at++], end: numbers[at++], as: MENTIONS[numbers[at++]] })) };
  });
  const rules = strings.slice(string);
  const quotes = list((id) => {
    const type = QUOTES[next()];
    const spans = places();
    const inside = orNull(optional());
    const how = optional();
    const speaker = how < 0 ? null : { spans: places(), entity: orNull(optional()), how: SPEAKERS[how] };
    return {
      id, type, spans, inside, speaker, cue: places(), frame: places(), addressee: places(), confidence: decimal(),
      why: list(() => ({ rule: rules[next()], spans: places() })),
    };
  });
  const marks = list(() => ({ start: next(), end: next(), kind: MARKS[next()] }));
  const voices = list(() => ({ entity: orNull(optional()), quotes: next(), words: next(), share: decimal() }));
  return { schema: 1, language: 'de', blocks, sentences, entities, quotes, marks, voices };
}
