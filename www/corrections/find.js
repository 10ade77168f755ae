// From words that somebody typed to their place in the text: for those who cannot select them there.

/** @import { Span } from '../view/types.js' */

/** How far "Anfang … Ende" may reach, in UTF-16 units. */
const REACH = 3000;

/** Signs that stand for one another when words are typed. */
const QUOTES = /[„“”"»«‚‘’'‹›]/g;

/**
 * Where the words stand first, whatever the case, the quotation marks and the white space. "Der Anfang … das Ende" finds
 * what stands from the one to the other.
 * @param {string} text
 * @param {string} words
 * @returns {Span|null}
 */
export function findWords(text, words) {
  const parts = words.split(/\s*(?:…|\.{3})\s*/).filter((part) => part.trim());
  if (!parts.length || parts.length > 2) return null;
  const pattern = parts.map(patternOf).join(`[\\s\\S]{0,${REACH}}?`);
  const found = new RegExp(pattern, 'iu').exec(text);
  return found && { start: found.index, end: found.index + found[0].length };
}

/** @param {string} words */
const patternOf = (words) =>
  words.trim().replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(QUOTES, '[„“”"»«‚‘’\'‹›]').replace(/\s+/g, '\\s+');
