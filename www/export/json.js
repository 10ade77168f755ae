// JSON: the public value with the text it speaks of (schema.json beside this file).

import { GENERATOR } from './common.js';

/** The `$id` of schema.json. */
const SCHEMA = 'urn:wortlaut:schema:1';

/** @type {import('./export.js').FormatWriter} */
export function toJson(text, analysis, { title, url }) {
  const value = { $schema: SCHEMA, generator: GENERATOR, unit: 'utf16', ...(title && { title }), ...(url && { url }), text, ...analysis };
  return `${JSON.stringify(value, null, 2)}\n`;
}
