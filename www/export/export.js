// The export formats by name.

import { toJson } from './json.js';
import { toCsv } from './csv.js';
import { toAnnotations } from './annotation.js';
import { toSchemaOrg } from './schemaorg.js';
import { toTei } from './tei.js';
import { toHtml } from './html.js';

/** @import { Analysis } from '../view/types.js' */

/** @typedef {'json'|'csv'|'annotation'|'schemaorg'|'tei'|'html'} Format */
/** @typedef {{ title?: string, url?: string, lang?: string }} About what the text is called, where it stands, language of labels */
/** @typedef {(text: string, analysis: Analysis, about: About) => string} FormatWriter */
/** @typedef {{ name: string, type: string, content: string }} File */

/** @type {Record<Format, { ending: string, type: string, write: FormatWriter }>} */
const FORMATS = {
  csv: { ending: 'csv', type: 'text/csv', write: toCsv },
  json: { ending: 'json', type: 'application/json', write: toJson },
  html: { ending: 'html', type: 'text/html', write: toHtml },
  annotation: { ending: 'annotation.jsonld', type: 'application/ld+json', write: toAnnotations },
  schemaorg: { ending: 'schema-org.jsonld', type: 'application/ld+json', write: toSchemaOrg },
  tei: { ending: 'tei.xml', type: 'application/tei+xml', write: toTei },
};

/** @type {Format[]} */
export const FORMAT_NAMES = /** @type {Format[]} */ (Object.keys(FORMATS));

/**
 * @param {Format} format
 * @param {string} text
 * @param {Analysis} analysis
 * @param {About} [about]
 * @returns {File} with a name made of the headline
 */
export function exportAs(format, text, analysis, about = {}) {
  const { ending, type, write } = FORMATS[format];
  return { name: `${fileName(text, analysis)}.${ending}`, type: `${type};charset=utf-8`, content: write(text, analysis, about) };
}

const FOLDED = /** @type {Record<string, string>} */ ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' });

/** @param {string} text @param {Analysis} analysis */
function fileName(text, { blocks }) {
  const headline = blocks.find(({ kind }) => kind === 'headline') ?? blocks.find(({ kind }) => kind !== 'clutter');
  const words = headline ? text.slice(headline.start, Math.min(headline.end, headline.start + 60)) : '';
  const plain = words.toLowerCase().replace(/[äöüß]/g, (letter) => FOLDED[letter]).normalize('NFD').replace(/\p{M}/gu, '');
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').split('-').slice(0, 6).join('-') || 'wortlaut';
}
