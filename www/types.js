/**
 * The public value, as `src/analysis.rs` defines it. Positions are half-open and count UTF-16 units of the text that was
 * given in (`text.slice(start, end)`).
 *
 * @typedef {{ start: number, end: number }} Span
 *
 * @typedef {object} Analysis
 * @property {1} schema version of this value
 * @property {'de'} language
 * @property {Block[]} blocks the text's blocks in order
 * @property {Span[]} sentences sentences of all blocks that are not clutter
 * @property {Entity[]} entities who and what the text names, most salient first
 * @property {Quote[]} quotes who says what, in order of the first words
 * @property {Mark[]} marks quotation marks that quote nobody
 * @property {Voice[]} voices who is heard how much, loudest first
 *
 * @typedef {object} Block
 * @property {number} start
 * @property {number} end
 * @property {'headline'|'lead'|'subheading'|'paragraph'|'list-item'|'question'|'caption'|'clutter'} kind
 * @property {string} [why] reason, for clutter only
 *
 * @typedef {object} Entity
 * @property {number} id what `speaker.entity` and `voice.entity` refer to; not the place in the list
 * @property {'person'|'organisation'|'place'|'other'} type
 * @property {string} name
 * @property {string | null} role
 * @property {number | null} age
 * @property {string | null} party
 * @property {string[]} aliases
 * @property {number} salience 0 to 1
 * @property {Mention[]} mentions
 *
 * @typedef {{ start: number, end: number, as: 'name'|'adjective'|'compound'|'description'|'pronoun' }} Mention
 *
 * @typedef {object} Quote
 * @property {number} id
 * @property {'direct'|'indirect'|'reported'|'free-indirect'|'indirect-free-indirect'} type
 * @property {Span[]} spans the quoted words
 * @property {number | null} inside id of the quotation that this one stands in
 * @property {Speaker | null} speaker never a guess without evidence
 * @property {Span[]} cue the reporting words
 * @property {Span[]} frame the words that introduce the quotation
 * @property {Span[]} addressee
 * @property {number} confidence 0 to 1
 * @property {{ rule: string, spans: Span[] }[]} why the evidence, strongest first
 *
 * @typedef {{ spans: Span[], entity: number | null, how: 'name'|'description'|'pronoun'|'carried' }} Speaker
 * @typedef {{ start: number, end: number, kind: 'title'|'nickname'|'scare' }} Mark
 * @typedef {{ entity: number | null, quotes: number, words: number, share: number }} Voice
 *
 * @typedef {object} AnalyseOptions
 * @property {Span[]} [keep] clutter that overlaps one of these is read as a paragraph
 * @property {{ start: number, end: number, kind: Block['kind'] }[]} [markup] blocks that the markup of the page tells, in
 *   order; what stands between them is told apart by lines, as plain text is
 * @property {'utf16'|'code-points'|'bytes'} [unit] unit of the result's positions; `keep` and `markup` are always in UTF-16
 * @property {boolean} [measure] leave a performance measure "wortlaut" where the analysis runs
 *
 * @typedef {'clean'|'tokens'|'tagging'|'names'|'entities'|'looks'|'frames'|'quotes'|'attribution'|'analysis'} Stage
 * @typedef {{ stage: Stage, done: number, all: number }} Progress the stage that begins, the number of stages that are done,
 *   the number of all
 *
 * @typedef {object} ReaderOptions
 * @property {string | URL} [wasmUrl] where wortlaut.wasm lies
 * @property {string | URL} [modelsUrl] where models.bin lies
 * @property {string | URL} [workerUrl] where worker.js lies
 * @property {BufferSource | WebAssembly.Module} [wasm] the wasm itself, in place of `wasmUrl`
 * @property {Uint8Array} [models] the models themselves, in place of `modelsUrl`
 * @property {boolean} [worker] whether to work beside the page; where that fails, the reader works in the page.
 *   Unset: yes in browsers, no in Node
 * @property {number} [timeout] milliseconds that a worker gets to start, 10 000 if unset
 * @property {'de'|'en'} [language] of error messages, German if unset
 */

export {};
