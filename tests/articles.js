// Texts that every implementation reads, and what makes the results comparable.
import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('articles/', import.meta.url);

/** Articles of our own, by name. @type {Record<string, string>} */
export const articles = Object.fromEntries(
  readdirSync(folder).sort().map((file) => [file.replace('.txt', ''), readFileSync(new URL(file, folder), 'utf8')]),
);

/** Texts at the edge, by name. @type {Record<string, string>} */
export const edges = {
  empty: '',
  blank: ' \n\t\u00a0\n',
  NUL: 'Sie sagte:\0„Gut\0so“, sagte sie.',
  'lone surrogates': '\ud83d „Das \udc00ist gut“, sagte Anna\ud800 Muster.\udfff',
  emoji: '😀 „Das 👨‍👩‍👧 ist gut“, sagte Anna Muster. 😀',
  'right to left': '„שלום“, sagte Anna Muster. \u202eمرحبا\u202c „Gut.“',
  'only marks': '„“”"»«›‹‚‘’\''.repeat(50),
  'only opening marks': '„'.repeat(10_000),
  combining: `„E${'\u0301'.repeat(2000)} ist gut“, sagte sie.`,
  'one long word': 'Ä'.repeat(100_000),
};

/** A text of about `size` UTF-16 units made of the articles. @param {number} size */
export function longText(size) {
  const all = Object.values(articles).join('\n\n');
  return all.repeat(Math.ceil(size / all.length)).slice(0, size);
}

/** Outside JavaScript decimals print as short as 32 bits allow. @param {unknown} value */
export const rounded = (value) => JSON.parse(JSON.stringify(value), (_, item) => (typeof item === 'number' ? Math.fround(item) : item));
