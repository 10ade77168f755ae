// TEI P5: <said> for quotations, <persName>, <orgName>, <placeName> for names, the entities as a stand-off list.

import { GENERATOR, escaped, markable, tag } from './common.js';
import { shownBlocks } from '../view/model.js';

/** @import { Analysis, Entity, Quote } from '../view/types.js' */
/** @import { Node } from '../view/model.js' */

const NAMES = { person: 'persName', organisation: 'orgName', place: 'placeName', other: 'name' };

/** @type {import('./export.js').FormatWriter} */
export function toTei(text, analysis, { title, url }) {
  const writer = new Writer(analysis);
  const blocks = [...shownBlocks(text, analysis.blocks, markable(analysis))].map(({ kind, why, children }, i) => {
    const inner = writer.pieces(children);
    if (kind === 'clutter') return `<${tag('ab', { type: 'clutter', subtype: why })}>${inner}</ab>`;
    if (kind === 'headline' && i === 0) return `<head>${inner}</head>`;
    return `<${tag('p', { rend: kind === 'paragraph' ? null : kind })}>${inner}</p>`;
  });
  const headline = analysis.blocks.find(({ kind }) => kind === 'headline');
  const name = headline ? text.slice(headline.start, headline.end) : title || 'Artikel';
  return `<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>${escaped(name)}</title>
        <respStmt xml:id="automatic"><resp>automatic annotation</resp><name>${GENERATOR}</name></respStmt>
        <respStmt xml:id="reader"><resp>correction</resp><name>reader</name></respStmt>
      </titleStmt>
      <publicationStmt><p>unpublished</p></publicationStmt>
      <sourceDesc><p>${url ? `<${tag('ref', { target: url })}>${escaped(url)}</ref>` : 'pasted text'}</p></sourceDesc>
    </fileDesc>
    <profileDesc><langUsage><language ident="de">Deutsch</language></langUsage></profileDesc>
  </teiHeader>
  <text xml:lang="de">
    <body>
      <div type="article">
${(blocks.length ? blocks : ['<p/>']).map((block) => `        ${block}`).join('\n')}
      </div>
    </body>
  </text>${standOff(analysis)}
</TEI>
`;
}

/** Writes marked pieces; a quotation in several pieces is linked from piece to piece. */
class Writer {
  /** @param {Analysis} analysis */
  constructor(analysis) {
    this.quotes = new Map(analysis.quotes.map((quote) => [quote.id, quote]));
    this.entities = new Map(analysis.entities.map((entity) => [entity.id, entity]));
    /** @type {Map<number, number>} pieces written of each quotation */
    this.written = new Map();
  }

  /** @param {(string|Node)[]} pieces @returns {string} */
  pieces(pieces) {
    return pieces.map((piece) => (typeof piece === 'string' ? escaped(piece) : this.piece(piece))).join('');
  }

  /** @param {Node} node */
  piece({ range, children }) {
    const inner = this.pieces(children);
    const quote = range.layer === 'quote' ? this.quotes.get(range.id) : undefined;
    if (quote) return `<${tag('said', this.said(quote))}>${inner}</said>`;
    const entity = range.layer === 'mention' ? this.entities.get(range.id) : undefined;
    if (!entity) return inner;
    return `<${tag(NAMES[entity.type], { ref: `#e${entity.id}` })}>${inner}</${NAMES[entity.type]}>`;
  }

  /** @param {Quote} quote */
  said({ id, type, speaker, confidence, origin = 'automatic' }) {
    const n = this.written.get(id) ?? 0;
    this.written.set(id, n + 1);
    const { entity = null } = speaker ?? {};
    return {
      'xml:id': n ? `q${id}.${n}` : `q${id}`,
      prev: n ? `#q${id}${n > 1 ? `.${n - 1}` : ''}` : null,
      who: entity === null ? null : `#e${entity}`,
      direct: type === 'direct' ? 'true' : 'false',
      rend: type,
      cert: confidence >= 0.85 ? 'high' : confidence >= 0.6 ? 'medium' : 'low',
      resp: origin === 'automatic' ? '#automatic' : '#reader',
    };
  }
}

/** @param {Analysis} analysis */
function standOff({ entities }) {
  const list = (/** @type {Entity['type']} */ type, /** @type {string} */ name, /** @type {(entity: Entity) => string} */ item) => {
    const members = entities.filter((entity) => entity.type === type);
    return members.length ? `\n    <${name}>${members.map((entity) => `\n      ${item(entity)}`).join('')}\n    </${name}>` : '';
  };
  const names = (/** @type {string} */ element, /** @type {Entity} */ { name, aliases }) =>
    `<${element}>${escaped(name)}</${element}>${aliases.map((alias) => `<${element} type="alias">${escaped(alias)}</${element}>`).join('')}`;
  const lists = [
    list('person', 'listPerson', (entity) => `<person xml:id="e${entity.id}">${names('persName', entity)}${entity.role ? `<occupation>${escaped(entity.role)}</occupation>` : ''}</person>`),
    list('organisation', 'listOrg', (entity) => `<org xml:id="e${entity.id}">${names('orgName', entity)}</org>`),
    list('place', 'listPlace', (entity) => `<place xml:id="e${entity.id}">${names('placeName', entity)}</place>`),
    list('other', 'listObject', (entity) => `<object xml:id="e${entity.id}"><objectIdentifier>${names('objectName', entity)}</objectIdentifier></object>`),
  ].join('');
  return lists ? `\n  <standOff>${lists}\n  </standOff>` : '';
}
