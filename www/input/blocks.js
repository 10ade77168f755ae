// From HTML elements to text: blocks apart, with a map from every position back to its text node, and what the markup
// tells of each block.

import { trustedHtml } from '../trust.js';

/** @import { Block } from '../view/types.js' */

const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TD TH TR UL'.split(' '),
);
const SKIPPED = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT VIDEO AUDIO CANVAS SVG BUTTON SELECT TEXTAREA INPUT HEAD WORTLAUT-READER'.split(' '));

/** @type {Record<string, Block['kind']>} */
const KINDS = {
  H1: 'headline', H2: 'subheading', H3: 'subheading', H4: 'subheading', H5: 'subheading', H6: 'subheading',
  P: 'paragraph', BLOCKQUOTE: 'paragraph', LI: 'list-item', FIGCAPTION: 'caption', CAPTION: 'caption', NAV: 'clutter',
};

/** @typedef {{ node: Text, start: number }} Leaf a text node and where it begins in the text */
/** @typedef {{ start: number, end: number, kind: Block['kind'] }} Markup a block that the markup tells */

/**
 * The text below `root`: blocks parted by an empty line, <br> by a line break.
 * @param {Node} root
 * @param {{ collapse?: boolean }} [how] `collapse`: white space as a browser shows it. Else each text node keeps its
 *   length, so that position and node offset differ by its start alone.
 * @returns {{ text: string, leaves: Leaf[], markup: Markup[] }}
 */
export function textOf(root, { collapse = false } = {}) {
  let text = '';
  /** @type {Leaf[]} */
  const leaves = [];
  /** @type {Markup[]} */
  const markup = [];
  const breakBlock = () => {
    if (collapse) text = text.replace(/ +$/, '');
    if (text && !text.endsWith('\n\n')) text += text.endsWith('\n') ? '\n' : '\n\n';
  };
  /** @param {Node} node */
  const walk = (node) => {
    if (node.nodeType === 3) {
      const words = node.textContent ?? '';
      // white space between blocks is no text of its own
      if (!words.trim() && (text === '' || text.endsWith('\n'))) return;
      leaves.push({ node: /** @type {Text} */ (node), start: text.length });
      if (node.parentElement?.closest('pre')) text += words;
      else if (collapse) text += words.replace(/\s+/g, ' ').replace(/^ /, /(^|\s)$/.test(text) ? '' : ' ');
      else text += words.replace(/[\n\r\t]/g, ' ');
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
    const start = text.length;
    const told = markup.length;
    for (const child of node.childNodes) walk(child);
    // a block that holds others tells nothing of its own
    const end = text.trimEnd().length;
    if (KINDS[name] && start < end && markup.length === told) markup.push({ start, end, kind: KINDS[name] });
    if (block) breakBlock();
  };
  for (const child of root.childNodes) walk(child);
  return { text, leaves, markup: withHeadline(markup) };
}

/** Where there is no <h1>, the first heading above all paragraphs is the headline. @param {Markup[]} markup */
function withHeadline(markup) {
  const [first, ...others] = markup;
  if (first?.kind !== 'subheading' || others.some(({ kind }) => kind === 'headline')) return markup;
  return [{ ...first, kind: /** @type {const} */ ('headline') }, ...others];
}

/** @param {Node} node */
const isHidden = (node) => {
  const element = /** @type {Partial<Element>} */ (node);
  return element.hasAttribute?.('hidden') || element.getAttribute?.('aria-hidden') === 'true';
};

/**
 * The text of HTML that was pasted or dropped. Nothing of it is run or fetched: the parser's document is inert.
 * @param {string} html
 * @returns {{ text: string, markup: Markup[] }}
 */
export function textOfHtml(html) {
  // the page's policy would complain of every style, and none is needed
  const plain = html.replace(/<style\b[\s\S]*?<\/style>/gi, '').replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ''));
  const { body } = new DOMParser().parseFromString(trustedHtml(plain), 'text/html');
  const { text, markup } = textOf(body, { collapse: true });
  return { text: text.trimEnd(), markup };
}
