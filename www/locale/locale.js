// The interface's strings by language.

import de from './de.js';
import en from './en.js';

/** @typedef {typeof de} Strings */

/** @type {Record<string, Strings>} */
export const LOCALES = { de, en };

/** The strings for `lang` ("de", "en", "en-GB" …); German where there are none. @param {string|null|undefined} lang */
export const strings = (lang) => LOCALES[(lang ?? 'de').slice(0, 2).toLowerCase()] ?? de;
