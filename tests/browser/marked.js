// Reads a text with inline mark-up into text and analysis, so that a test of the view needs no engine.
//
//   [headline] …            kind of a block (paragraph where none is given; clutter:REASON)
//   <q1 direct s1>…</q1>    quotation 1 with its type and speaker words; several pieces repeat the number
//   <s1 e2>…</s1>           speaker words, and the entity behind them
//   <c1>…</c1>              cue of quotation 1
//   <e2>…</e2>              naming mention of entity 2; <e2 adjective>…</e2> another form
//   <m1 scare>…</m1>        marks that quote nobody
//
// Tags may cross: every end names its start.

import { voicesOf } from '../../www/corrections/voices.js';

/**
 * @param {string} marked
 * @param {Record<number, { type?: string, name: string, role?: string|null, aliases?: string[] }>} [entities]
 * @returns {{ text: string, analysis: import('../../www/view/types.js').Analysis }}
 */
export function fromMarked(marked, entities = {}) {
  let text = '';
  /** @type {Map<string, any>} */
  const open = new Map();
  /** @type {{ layer: string, id: number, words: string[], start: number, end: number }[]} */
  const spans = [];
  const blocks = [];
  for (const paragraph of marked.trim().split(/\n{2,}/)) {
    if (text) text += '\n\n';
    const start = text.length;
    const [, kind = 'paragraph', why] = paragraph.match(/^\[([a-z-]+)(?::([a-z]+))?\] ?/) ?? [];
    const body = paragraph.replace(/^\[[a-z:-]+\] ?/, '');
    for (const part of body.split(/(<\/?[qscem]\d+[^>]*>)/)) {
      const tag = part.match(/^<(\/?)([qscem])(\d+)\s*([^>]*)>$/);
      if (!tag) text += part;
      else if (!tag[1]) open.set(tag[2] + tag[3], { layer: tag[2], id: Number(tag[3]), words: tag[4].split(/\s+/), start: text.length });
      else {
        const span = open.get(tag[2] + tag[3]);
        open.delete(tag[2] + tag[3]);
        spans.push({ ...span, end: text.length });
      }
    }
    blocks.push({ start, end: text.length, kind, ...(why && { why }) });
  }
  const place = (/** @type {import('../../www/view/types.js').Span} */ { start, end }) => ({ start, end });
  const of = (/** @type {string} */ layer) => spans.filter((span) => span.layer === layer).sort((a, b) => a.start - b.start);
  const quotes = [...new Set(of('q').map(({ id }) => id))].map((id) => {
    const pieces = of('q').filter((span) => span.id === id);
    const [type, speakerId] = pieces[0].words;
    const words = of('s').filter((span) => speakerId === `s${span.id}`);
    const outer = of('q').filter((span) => span.id !== id && span.start <= pieces[0].start && pieces[0].end <= span.end && span.end - span.start > pieces[0].end - pieces[0].start);
    const entity = words[0]?.words[0] ? Number(words[0].words[0].slice(1)) : null;
    const near = words.some(({ start }) => Math.abs(start - pieces[0].start) < 250);
    return {
      id,
      type,
      spans: pieces.map(place),
      inside: outer.length ? outer[outer.length - 1].id : null,
      speaker: words.length ? { spans: words.map(place), entity, how: near ? (entity === null ? 'description' : 'name') : 'carried' } : null,
      cue: of('c').filter((span) => span.id === id).map(place),
      frame: [],
      addressee: [],
      confidence: type === 'direct' ? 0.97 : type === 'indirect' ? 0.86 : 0.62,
      why: [{ rule: type === 'direct' ? 'marks' : 'subjunctive', spans: pieces.slice(0, 1).map(place) }],
    };
  });
  const known = [...new Set(of('e').map(({ id }) => id))].map((id) => {
    const mentions = of('e').filter((span) => span.id === id).map((span) => ({ ...place(span), as: span.words[0] || 'name' }));
    const { type = 'person', name = `Entity ${id}`, role = null, aliases = [] } = entities[id] ?? {};
    return { id, type, name, role, age: null, party: null, aliases, salience: Math.min(1, mentions.length / 10), mentions };
  });
  const marks = of('m').map((span) => ({ ...place(span), kind: span.words[0] }));
  const analysis = { schema: 1, language: 'de', blocks, sentences: [], entities: known, quotes, marks, voices: voicesOf(text, /** @type {any} */ (quotes)) };
  return { text, analysis: /** @type {any} */ (analysis) };
}
