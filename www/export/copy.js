// One quotation with its attribution, as plain text.

import { wordsOf } from '../view/model.js';

/** @import { Names } from '../view/names.js' */
/** @import { Quote } from '../view/types.js' */

/**
 * „Words“ (Speaker, role); words that are not verbatim carry their type instead of quotation marks, words passed on carry both.
 * @param {string} text
 * @param {Quote} quote
 * @param {Names} names
 */
export function attributed(text, quote, names) {
  const words = wordsOf(text, quote.spans).replace(/\s+/g, ' ').trim();
  const role = names.entities.get(quote.speaker?.entity ?? -1)?.role;
  const type = names.type(quote);
  const source = [names.speaker(quote), role, type === names.t.types.direct ? null : type].filter(Boolean).join(', ');
  const marked = quote.type !== 'direct' || /^[„“"»«‚‘›‹]/.test(words) ? words : `„${words}“`;
  return `${marked} (${source})`;
}
