// The page's one Trusted Types policy, named "wortlaut": the worker's address, and pasted HTML for an inert parser.

/** @typedef {{ createScriptURL(url: string): any, createHTML(html: string): any }} Policy */

const asIs = { createScriptURL: (/** @type {string} */ url) => url, createHTML: (/** @type {string} */ html) => html };

/** @type {Policy | undefined} */
let policy;

const trust = () => (policy ??= /** @type {Policy} */ (/** @type {any} */ (globalThis).trustedTypes?.createPolicy('wortlaut', asIs) ?? asIs));

/** The address of a script in the form that a page with Trusted Types accepts, if its policy allows ours. @param {URL} url */
export const trustedUrl = (url) => trust().createScriptURL(url.href);

/** HTML for DOMParser, whose documents run nothing and fetch nothing. @param {string} html */
export const trustedHtml = (html) => trust().createHTML(html);
