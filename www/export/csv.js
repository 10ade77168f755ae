// CSV as a German spreadsheet opens it: semicolons, a byte-order mark, and no cell that could run as a formula.

import { speakerName, speakerOf } from './common.js';
import { strings } from '../locale/locale.js';
import { wordsOf } from '../view/model.js';

/** @type {import('./export.js').FormatWriter} */
export function toCsv(text, analysis, about) {
  return `\ufeff${[strings(about.lang).csv, ...rows(text, analysis, about)].map(line).join('')}`;
}

/**
 * A row a quotation.
 * @param {string} text @param {import('../view/types.js').Analysis} analysis @param {import('./export.js').About} about
 */
export function rows(text, analysis, about) {
  const t = strings(about.lang);
  return analysis.quotes.map((quote) => {
    const { id, type, spans, cue, addressee, inside, confidence, origin = 'automatic' } = quote;
    return [
      id + 1,
      speakerName(text, analysis, quote) ?? t.unknown,
      speakerOf(analysis, quote)?.role ?? '',
      t.types[type],
      wordsOf(text, spans),
      wordsOf(text, cue),
      wordsOf(text, addressee),
      inside === null ? '' : inside + 1,
      spans[0].start,
      spans[spans.length - 1].end,
      t.decimal(confidence),
      t.origin[origin],
    ];
  });
}

/** One line of the file. @param {(string|number)[]} row */
export const line = (row) => `${row.map(cell).join(';')}\r\n`;

// what a spreadsheet may take for a formula's beginning, also behind blanks and signs that show nothing
const FORMULA = /^[\s\p{C}]*[=+\-@＝＋－＠]|^[\t\r]/u;

/** @param {string|number} value */
function cell(value) {
  const words = String(value).replace(/\s*\n\s*/g, ' ');
  const harmless = FORMULA.test(words) ? `'${words}` : words;
  return `"${harmless.replaceAll('"', '""')}"`;
}
