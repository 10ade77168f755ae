// HTML: the article with <q>, <blockquote>, <mark> and <cite>, readable on its own.

import { escaped, markable, speakerName, tag } from './common.js';
import { shownBlocks } from '../view/model.js';

/** @import { Analysis } from '../view/types.js' */
/** @import { Node } from '../view/model.js' */

const TAGS = { headline: 'h1', lead: 'p', subheading: 'h2', paragraph: 'p', 'list-item': 'p', question: 'p', caption: 'p', clutter: 'p' };

const STYLE = `body{font:1.1rem/1.6 Georgia,serif;max-width:40rem;margin:2rem auto;padding:0 1rem}
q{quotes:none}q,mark{background:#fcefc7;color:inherit;border-bottom:2px solid #b7791f}
mark{background:#e3edf8;border-bottom:1px solid #2f6db5}
[data-type=reported]{background:none;border-bottom:1px dotted #5e7d68}
cite{font-style:normal;font-weight:600}.clutter{opacity:.65;font-size:.9rem}`;

/** @type {import('./export.js').FormatWriter} */
export function toHtml(text, analysis, { title, url }) {
  const all = markable(analysis).filter(({ layer }) => layer !== 'mention');
  const quotes = new Map(analysis.quotes.map((quote) => [quote.id, quote]));
  /** @param {(string|Node)[]} pieces @returns {string} */
  const write = (pieces) =>
    pieces
      .map((piece) => {
        if (typeof piece === 'string') return escaped(piece);
        const inner = write(piece.children);
        const quote = piece.range.layer === 'quote' ? quotes.get(piece.range.id) : undefined;
        if (!quote) return `<cite>${inner}</cite>`;
        const name = quote.type === 'direct' ? 'q' : 'mark';
        return `<${tag(name, marks(text, analysis, quote))}>${inner}</${name}>`;
      })
      .join('');
  const blocks = [...shownBlocks(text, analysis.blocks, all)].map(({ kind, why, children }) => {
    const [only] = children;
    const element = TAGS[kind];
    if (children.length === 1 && typeof only !== 'string' && only.range.layer === 'quote' && only.range.kind === 'direct') {
      const quote = quotes.get(only.range.id);
      if (quote) return `<${tag('blockquote', marks(text, analysis, quote))}><p>${write(only.children)}</p></blockquote>`;
    }
    return `<${tag(element, { class: kind === 'paragraph' ? null : kind, 'data-why': why })}>${write(children)}</${element}>`;
  });
  const headline = analysis.blocks.find(({ kind }) => kind === 'headline');
  return `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(headline ? text.slice(headline.start, headline.end) : title || 'Artikel')}</title>
${url ? `<${tag('link', { rel: 'canonical', href: url })}>\n` : ''}<style>
${STYLE}
</style>
</head>
<body>
<article>
${blocks.join('\n')}
</article>
</body>
</html>
`;
}

/** @param {string} text @param {Analysis} analysis @param {import('../view/types.js').Quote} quote */
const marks = (text, analysis, quote) => ({
  'data-type': quote.type,
  'data-quote': quote.id,
  'data-speaker': speakerName(text, analysis, quote),
  'data-origin': quote.origin ?? 'automatic',
});
