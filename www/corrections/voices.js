// Who is heard how much, counted anew after a correction (as src/assembly.rs counts).

import { countWords } from '../view/model.js';

/** @import { Quote, Span, Voice } from '../view/types.js' */

/**
 * @param {string} text
 * @param {Quote[]} quotes
 * @returns {Voice[]} loudest first; each word counts once a speaker, a quotation inside another of the same speaker not at all
 */
export function voicesOf(text, quotes) {
  const byId = new Map(quotes.map((quote) => [quote.id, quote]));
  /** @type {Map<number|null, Quote[]>} */
  const bySpeaker = new Map();
  for (const quote of quotes) {
    const speaker = quote.speaker?.entity ?? null;
    const outer = quote.inside === null ? undefined : byId.get(quote.inside);
    const own = outer && (outer.speaker?.entity ?? null) === speaker;
    const spoken = bySpeaker.get(speaker) ?? [];
    if (!own) spoken.push(quote);
    bySpeaker.set(speaker, spoken);
  }
  const voices = [...bySpeaker].map(([entity, spoken]) => {
    const words = union(spoken.flatMap(({ spans }) => spans)).reduce((sum, { start, end }) => sum + countWords(text.slice(start, end)), 0);
    return { entity, quotes: spoken.length, words, share: 0 };
  });
  const total = voices.reduce((sum, { words }) => sum + words, 0);
  for (const voice of voices) voice.share = total ? voice.words / total : 0;
  return voices.sort((a, b) => b.words - a.words || b.quotes - a.quotes);
}

/** @param {Span[]} spans */
function union(spans) {
  /** @type {Span[]} */
  const joined = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = joined[joined.length - 1];
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}
