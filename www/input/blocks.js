// From HTML elements to text: blocks apart, with a map from every position back to its text node.

import { trustedHtml } from '../trust.js';

const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE CAPTION DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TD TH TR UL BODY'.split(' '),
);
const SKIPPED = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT VIDEO AUDIO CANVAS SVG BUTTON SELECT TEXTAREA INPUT HEAD WORTLAUT-READER'.split(' '));

/** @typedef {{ node: Text, start: number }} Leaf a text node and where it begins in the text */

/**
 * The text below `root`: blocks parted by an empty line, <br> by a line break. Each text node keeps its length, so that
 * position and node offset differ by its start alone.
 * @param {Node} root
 * @returns {{ text: string, leaves: Leaf[] }}
 */
export function textOf(root) {
  let text = '';
  /** @type {Leaf[]} */
  const leaves = [];
  const breakBlock = () => {
    if (text && !text.endsWith('\n\n')) text += text.endsWith('\n') ? '\n' : '\n\n';
  };
  /** @param {Node} node */
  const walk = (node) => {
    if (node.nodeType === 3) {
      const words = node.textContent ?? '';
      // white space between blocks is no text of its own
      if (!words.trim() && (text === '' || text.endsWith('\n'))) return;
      leaves.push({ node: /** @type {Text} */ (node), start: text.length });
      text += preformatted(node) ? words : words.replace(/[\n\r\t]/g, ' ');
      return;
    }
    const name = node.nodeName.toUpperCase();
    if (SKIPPED.has(name) || isHidden(node)) return;
    if (name === 'BR') {
      text += '\n';
      return;
    }
    const block = BLOCKS.has(name);
    if (block) breakBlock();
    for (const child of node.childNodes) walk(child);
    if (block) breakBlock();
  };
  for (const child of root.childNodes) walk(child);
  return { text, leaves };
}

/** @param {Node} node */
const preformatted = (node) => node.parentElement?.closest('pre') != null;

/** @param {Node} node */
const isHidden = (node) => {
  const element = /** @type {Partial<Element>} */ (node);
  return element.hasAttribute?.('hidden') || element.getAttribute?.('aria-hidden') === 'true';
};

/**
 * The text of HTML that was pasted or dropped. Nothing of it is run or fetched: the parser's document is inert.
 * @param {string} html
 */
export function textOfHtml(html) {
  // the page's policy would complain of every style, and none is needed
  const plain = html.replace(/<style\b[\s\S]*?<\/style>/gi, '').replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ''));
  const { body } = new DOMParser().parseFromString(trustedHtml(plain), 'text/html');
  return textOf(body).text.replace(/ /g, ' ').replace(/ {2,}/g, ' ').replace(/ *\n */g, '\n').replace(/\n{3,}/g, '\n\n').trim();
}
