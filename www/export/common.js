// What several exports share: names behind numbers, code points, escaping.

import { strings } from '../locale/locale.js';
import { Names } from '../view/names.js';
import { ranges } from '../view/model.js';

/** @import { Analysis, Entity, Quote } from '../view/types.js' */
/** @import { Range } from '../view/model.js' */
/** @import { About } from './export.js' */

/** Who wrote the file. */
export const GENERATOR = 'Wortlaut';

/** @param {string} text @param {Analysis} analysis @param {About} about */
export const namesFor = (text, analysis, { lang = 'de' }) => new Names(text, analysis, strings(lang));

/** The entity that speaks. @param {Analysis} analysis @param {Quote} quote @returns {Entity|undefined} */
export const speakerOf = ({ entities }, { speaker }) => (speaker && speaker.entity !== null ? entities.find(({ id }) => id === speaker.entity) : undefined);

/** The speaker's name, or null where nobody is known. @param {string} text @param {Analysis} analysis @param {Quote} quote */
export function speakerName(text, analysis, quote) {
  const { speaker } = quote;
  if (!speaker) return null;
  const words = speaker.spans.map(({ start, end }) => text.slice(start, end)).join(' ');
  return speakerOf(analysis, quote)?.name ?? speaker.label ?? (words || null);
}

/** Quotations, speakers' words and names: what a text with mark-up can hold. @param {Analysis} analysis @returns {Range[]} */
export const markable = (analysis) =>
  ranges(analysis).filter(({ layer, kind }) => layer === 'quote' || layer === 'speaker' || (layer === 'mention' && kind === 'name'));

/** Converts UTF-16 positions of one text to Unicode code points. */
export class CodePoints {
  /** @param {string} text */
  constructor(text) {
    /** @type {number[]} where the second halves of surrogate pairs stand */
    this.pairs = [...text.matchAll(/[\ud800-\udbff](?=[\udc00-\udfff])/g)].map(({ index }) => index + 1);
  }

  /** @param {number} position in UTF-16 units */
  at(position) {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pairs[middle] < position) low = middle + 1;
      else high = middle;
    }
    return position - low;
  }
}

const ENTITIES = /** @type {Record<string, string>} */ ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' });

/** For element content and attribute values of HTML and XML; characters that XML forbids become U+FFFD. @param {string} words */
export const escaped = (words) =>
  words
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign]);

/** JSON-LD, made to stand in a page's <script>: nothing in it ends that. @param {unknown} value */
export const linkedData = (value) => `${JSON.stringify(value, null, 2).replaceAll('<', '\\u003c')}\n`;

/**
 * A start or empty tag's inside: name and attributes that have a value.
 * @param {string} name
 * @param {Record<string, string|number|null|undefined>} attributes
 */
export const tag = (name, attributes) =>
  Object.entries(attributes).reduce((all, [key, value]) => (value === null || value === undefined ? all : `${all} ${key}="${escaped(String(value))}"`), name);
