// The public value as JavaScript sees it (src/analysis.rs is the source): positions are UTF-16 code units, half-open.

/** @typedef {'direct'|'indirect'|'reported'|'free-indirect'|'indirect-free-indirect'} QuoteType */
/** @typedef {'person'|'organisation'|'place'|'other'} EntityType */
/** @typedef {{ start: number, end: number }} Span */
/** @typedef {'automatic'|'corrected'|'added'} Origin  who is behind an item: the analysis alone, or the reader too */

/**
 * @typedef {object} Block
 * @property {number} start
 * @property {number} end
 * @property {'headline'|'lead'|'subheading'|'paragraph'|'list-item'|'question'|'caption'|'clutter'} kind
 * @property {string} [why] why it counts as clutter
 */
/**
 * @typedef {object} Mention
 * @property {number} start
 * @property {number} end
 * @property {'name'|'adjective'|'compound'|'description'|'pronoun'} as
 */
/**
 * @typedef {object} Entity
 * @property {number} id
 * @property {EntityType} type
 * @property {string} name
 * @property {string|null} [role]
 * @property {number|null} [age]
 * @property {string|null} [party]
 * @property {string[]} aliases
 * @property {number} salience
 * @property {Mention[]} mentions
 * @property {Origin} [origin]
 */
/**
 * @typedef {object} Speaker
 * @property {Span[]} spans
 * @property {number|null} entity
 * @property {'name'|'description'|'pronoun'|'carried'|'reader'} how `reader`: chosen by the reader
 * @property {string} [label] a name that the reader gave and that no entity bears
 */
/** @typedef {{ rule: string, spans: Span[] }} Reason */
/**
 * @typedef {object} Quote
 * @property {number} id
 * @property {QuoteType} type
 * @property {Span[]} spans
 * @property {number|null} inside
 * @property {Speaker|null} speaker
 * @property {Span[]} cue
 * @property {Span[]} frame
 * @property {Span[]} addressee
 * @property {number} confidence
 * @property {Reason[]} why
 * @property {Origin} [origin]
 */
/** @typedef {{ start: number, end: number, kind: 'title'|'nickname'|'scare' }} Mark */
/** @typedef {{ entity: number|null, quotes: number, words: number, share: number }} Voice */
/**
 * @typedef {object} Analysis
 * @property {number} schema
 * @property {string} language
 * @property {Block[]} blocks
 * @property {Span[]} sentences
 * @property {Entity[]} entities
 * @property {Quote[]} quotes
 * @property {Mark[]} marks
 * @property {Voice[]} voices
 */

/** The five types in the order in which they are listed. @type {QuoteType[]} */
export const QUOTE_TYPES = ['direct', 'indirect', 'indirect-free-indirect', 'free-indirect', 'reported'];

/** @type {EntityType[]} */
export const ENTITY_TYPES = ['person', 'organisation', 'place', 'other'];
