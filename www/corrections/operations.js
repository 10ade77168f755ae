// What a reader can correct, as plain data that can be saved and applied to a later analysis.

import { anchor } from './anchor.js';

/** @typedef {import('./anchor.js').Anchor} Anchor */
/** @import { Analysis, Entity, EntityType, Quote, QuoteType, Span } from '../view/types.js' */

/**
 * A quotation as it was when it was corrected; enough to find it again, or to restore it where a later analysis misses it.
 * @typedef {{ spans: Anchor[], type: QuoteType }} QuoteRef
 */
/** @typedef {{ name: string, type: EntityType }} EntityRef */
/** @typedef {{ entity: EntityRef } | { name: string } | null} NewSpeaker an entity of the text, another name, or nobody */
/**
 * @typedef {{ do: 'speaker', quote: QuoteRef, speaker: NewSpeaker }
 *   | { do: 'type', quote: QuoteRef, type: QuoteType }
 *   | { do: 'delete', quote: QuoteRef }
 *   | { do: 'add', quote: QuoteRef, speaker: NewSpeaker }
 *   | { do: 'rename', entity: EntityRef, name: string }
 *   | { do: 'merge', entity: EntityRef, into: EntityRef }
 *   | { do: 'split', entity: EntityRef, name: string }
 *   | { do: 'keep', block: Anchor }} Operation
 */

/** @param {string} text @param {Pick<Quote, 'spans'|'type'>} quote @returns {QuoteRef} */
export const quoteRef = (text, { spans, type }) => ({ spans: spans.map((span) => anchor(text, span)), type });

/** @param {Entity} entity @returns {EntityRef} */
export const entityRef = ({ name, type }) => ({ name, type });

/** @param {string} text @param {Span} block @returns {Operation} */
export const keepBlock = (text, block) => ({ do: 'keep', block: anchor(text, block) });

/** The words that a correction is about. @param {Operation} operation @returns {string} */
export function wordsAbout(operation) {
  if ('quote' in operation) return operation.quote.spans.map(({ exact }) => exact).join(' … ');
  return 'block' in operation ? operation.block.exact : operation.entity.name;
}

const FORMAT = 'wortlaut-corrections';

/** The corrections as a file. @param {Operation[]} operations */
export const toFile = (operations) => `${JSON.stringify({ format: FORMAT, version: 1, operations }, null, 2)}\n`;

/**
 * The corrections of a file.
 * @param {string} words
 * @returns {Operation[]}
 * @throws {Error} with code "not-corrections"
 */
export function fromFile(words) {
  try {
    const { format, version, operations } = JSON.parse(words);
    if (format === FORMAT && version === 1 && Array.isArray(operations) && operations.every(isOperation)) return operations;
  } catch {
    // said below, in the same words as for a file of another kind
  }
  throw Object.assign(new Error('not corrections'), { code: 'not-corrections' });
}

const isText = (/** @type {any} */ value) => typeof value === 'string';
const isAnchor = (/** @type {any} */ value) => isText(value?.exact) && isText(value.prefix) && isText(value.suffix) && Number.isInteger(value.start);
const isQuote = (/** @type {any} */ value) => Array.isArray(value?.spans) && value.spans.length > 0 && value.spans.every(isAnchor) && isText(value.type);
const isEntity = (/** @type {any} */ value) => isText(value?.name) && isText(value.type);
const isSpeaker = (/** @type {any} */ value) => value === null || isEntity(value?.entity) || isText(value?.name);

/** @param {any} value */
function isOperation(value) {
  switch (value?.do) {
    case 'speaker':
    case 'add':
      return isQuote(value.quote) && isSpeaker(value.speaker);
    case 'type':
      return isQuote(value.quote) && isText(value.type);
    case 'delete':
      return isQuote(value.quote);
    case 'rename':
    case 'split':
      return isEntity(value.entity) && isText(value.name);
    case 'merge':
      return isEntity(value.entity) && isEntity(value.into);
    case 'keep':
      return isAnchor(value.block);
    default:
      return false;
  }
}
