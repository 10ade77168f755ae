// Finds words again after the text around them changed: by the words themselves and what stands before and behind.
// A place that cannot be told for certain is lost, never guessed.

/** @typedef {import('../view/types.js').Span} Span */

/**
 * Words in their place (as the TextQuoteSelector of the W3C Web Annotation model has it).
 * @typedef {object} Anchor
 * @property {string} exact
 * @property {string} prefix
 * @property {string} suffix
 * @property {number} start where it stood, in UTF-16 units
 * @property {boolean} [again] whether the same words stood elsewhere too
 */

const CONTEXT = 32;

/** @param {string} text @param {Span} span @returns {Anchor} */
export function anchor(text, { start, end }) {
  const exact = text.slice(start, end);
  const again = text.indexOf(exact) !== text.lastIndexOf(exact);
  return { exact, prefix: text.slice(Math.max(0, start - CONTEXT), start), suffix: text.slice(end, end + CONTEXT), start, ...(again ? { again } : {}) };
}

/**
 * Where the anchored words stand in `text`; null where they are gone or several places fit equally well.
 * @param {string} text
 * @param {Anchor} anchored
 * @returns {Span|null}
 */
export function locate(text, { exact, prefix, suffix, start, again }) {
  if (!exact) return null;
  const span = (/** @type {number} */ at) => ({ start: at, end: at + exact.length });
  let best = -1;
  let bestFit = -1;
  let rival = -1;
  for (let at = text.indexOf(exact), seen = 0; at >= 0 && seen < 1000; at = text.indexOf(exact, at + 1), seen++) {
    const fit = commonEnd(text, at, prefix) + commonStart(text, at + exact.length, suffix);
    if (fit > bestFit) [best, rival, bestFit] = [at, bestFit, fit];
    else if (fit > rival) rival = fit;
    if (fit === prefix.length + suffix.length && at === start) return span(at);
  }
  if (best < 0 || bestFit === rival) return null;
  // a long wording that stood once speaks for itself; others need a neighbour that stayed
  const needed = exact.length >= 24 && !again ? 0 : Math.min(6, prefix.length + suffix.length);
  return bestFit >= needed ? span(best) : null;
}

/** Length of the end of `prefix` that stands before `at`. @param {string} text @param {number} at @param {string} prefix */
function commonEnd(text, at, prefix) {
  let n = 0;
  while (n < prefix.length && text[at - 1 - n] === prefix[prefix.length - 1 - n]) n++;
  return n;
}

/** Length of the start of `suffix` that stands at `at`. @param {string} text @param {number} at @param {string} suffix */
function commonStart(text, at, suffix) {
  let n = 0;
  while (n < suffix.length && text[at + n] === suffix[n]) n++;
  return n;
}
