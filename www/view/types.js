// The public value as the views hold it: what the engine says (../types.js), and what the reader made of it.

/** @import * as Public from '../types.js' */

/** @typedef {Public.Span} Span */
/** @typedef {Public.Block} Block */
/** @typedef {Public.Mention} Mention */
/** @typedef {Public.Mark} Mark */
/** @typedef {Public.Voice} Voice */
/** @typedef {Public.Quote['type']} QuoteType */
/** @typedef {Public.Entity['type']} EntityType */
/** @typedef {'automatic'|'corrected'|'added'} Origin who is behind an item: the analysis alone, or the reader too */
/** @typedef {Public.Entity & { origin?: Origin }} Entity */

/**
 * Who speaks; `reader`: chosen by the reader, who may give a name that no entity bears.
 * @typedef {Omit<Public.Speaker, 'how'> & { how: Public.Speaker['how'] | 'reader', label?: string }} Speaker
 */
/** @typedef {Omit<Public.Quote, 'speaker'> & { speaker: Speaker | null, origin?: Origin }} Quote */
/** @typedef {Omit<Public.Analysis, 'entities' | 'quotes'> & { entities: Entity[], quotes: Quote[] }} Analysis */

/** The five types in the order in which they are listed. @type {QuoteType[]} */
export const QUOTE_TYPES = ['direct', 'indirect', 'indirect-free-indirect', 'free-indirect', 'reported'];

/** @type {EntityType[]} */
export const ENTITY_TYPES = ['person', 'organisation', 'place', 'other'];
