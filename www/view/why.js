// "Warum?": the words and the rules behind one quotation.

import { h } from './dom.js';
import { wordsOf } from './model.js';

/** @import { Names } from './names.js' */
/** @import { Quote } from './types.js' */

/**
 * @param {Quote} quote
 * @param {Names} names
 * @returns {HTMLElement}
 */
export function drawWhy(quote, names) {
  const { t, text } = names;
  const quoted = (/** @type {import('./types.js').Span[]} */ spans) => (spans.length ? h('q', { lang: 'de' }, short(wordsOf(text, spans))) : null);
  const { speaker } = quote;
  /** @type {[string, import('./dom.js').Child[]][]} */
  const rows = [[t.whyType, [h('strong', {}, names.type(quote)), ` – ${t.typesLong[quote.type]}`]]];
  if (speaker) {
    const how = t.whySpeaker[speaker.how];
    rows.push([t.whySpeakerLabel, speaker.spans.length ? [quoted(speaker.spans), ` – ${how}`] : [names.speaker(quote), ` – ${how}`]]);
  } else rows.push([t.whySpeakerLabel, [t.whyNoSpeaker]]);
  if (quote.cue.length) rows.push([t.whyCue, [quoted(quote.cue)]]);
  if (quote.frame.length) rows.push([t.whyFrame, [quoted(quote.frame)]]);
  if (quote.addressee.length) rows.push([t.whyAddressee, [quoted(quote.addressee)]]);
  if (quote.why.length) rows.push([t.whyRules, [h('ul', {}, ...quote.why.map(({ rule, spans }) => h('li', {}, ruleName(rule, t), ...(same(spans, quote.spans) ? [] : [': ', quoted(spans)]))))]]);
  rows.push([t.whyConfidence, [quote.origin === 'added' ? t.origin.added : t.confidence(quote.confidence)]]);
  return h('dl', { class: 'why-list' }, ...rows.map(([name, words]) => h('div', {}, h('dt', {}, name), h('dd', {}, ...words))));
}

/** Whether a rule rests on the quotation's own words, or on none. @param {import('./types.js').Span[]} spans @param {import('./types.js').Span[]} own */
const same = (spans, own) => spans.every(({ start, end }) => own.some((span) => span.start <= start && end <= span.end && (end - start) * 2 > span.end - span.start));

/** @param {string} rule @param {import('../locale/locale.js').Strings} t */
const ruleName = (rule, t) => t.rules[/** @type {keyof typeof t.rules} */ (rule)] ?? t.rule(rule);

/** Without marks at the edges that belong to the sentence, and no longer than two lines. @param {string} words */
export function short(words) {
  const bare = words.replace(/^[\s,;:.]+|[\s,;:]+$/g, '').replace(/\s+/g, ' ');
  return bare.length > 90 ? `${bare.slice(0, 60).replace(/\s\S*$/, '')} … ${bare.slice(-25).replace(/^\S*\s/, '')}` : bare;
}
