// Texts that every implementation reads, and what makes the results comparable.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

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

const annotated = new URL('../models/articles/', import.meta.url);
const MARKUP = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };

/** Every article of ours, those that the models learn from without their markup. @type {string[]} */
const all = [
  ...Object.values(articles),
  ...(existsSync(annotated) ? readdirSync(annotated).sort().filter((file) => file.endsWith('.xml')) : []).flatMap((file) =>
    [...readFileSync(new URL(file, annotated), 'utf8').matchAll(/<text>([^]*?)<\/text>/g)].map(([, text]) =>
      text.replace(/<[^>]*>/g, '').replace(/&\w+;/g, (name) => MARKUP[/** @type {keyof typeof MARKUP} */ (name)] ?? name))),
];

/** Nouns, names and numbers within a sentence. */
const VARIED = /(?<=\p{Ll} )\p{Lu}\p{Ll}{3,}|\d+/gu;
const nouns = [...new Set(all.flatMap((text) => text.match(VARIED) ?? []))].filter((word) => !/\d/.test(word));

/** The text with other nouns, names and numbers for every `round` but 0. @param {string} text @param {number} round */
function varied(text, round) {
  let at = round * 7919;
  return round ? text.replace(VARIED, (word) => (/\d/.test(word) ? String(Number(word) + round) : nouns[(at += 31) % nouns.length])) : text;
}

/**
 * A text of about `size` UTF-16 units made of the articles, each of them once as it is and then with other words. What two
 * neighbouring numbers give shares no article.
 * @param {number} size @param {number} [number]
 */
export function longText(size, number = 0) {
  const own = all.filter((_, at) => at % 2 === number % 2);
  const parts = [];
  for (let length = 0; length < size; length += parts[parts.length - 1].length + 2) {
    parts.push(varied(own[parts.length % own.length], Math.floor(parts.length / own.length)));
  }
  return parts.join('\n\n').slice(0, size);
}

/** A text of about `size` UTF-16 units made of the articles as they are, over and over. @param {number} size */
export function repeatedText(size) {
  const once = all.join('\n\n');
  return once.repeat(Math.ceil(size / once.length)).slice(0, size);
}

/** Outside JavaScript decimals print as short as 32 bits allow. @param {unknown} value */
export const rounded = (value) => JSON.parse(JSON.stringify(value), (_, item) => (typeof item === 'number' ? Math.fround(item) : item));
