// schema.org: the article, who is named in it, and a Quotation each.

import { GENERATOR, linkedData, speakerName } from './common.js';
import { wordsOf } from '../view/model.js';

const TYPES = { person: 'Person', organisation: 'Organization', place: 'Place', other: 'Thing' };

/** @type {import('./export.js').FormatWriter} */
export function toSchemaOrg(text, analysis, { url }) {
  const headline = analysis.blocks.find(({ kind }) => kind === 'headline');
  const entity = (/** @type {number} */ id) => `urn:wortlaut:entity:${id}`;
  const article = {
    '@type': 'NewsArticle',
    '@id': url ?? 'urn:wortlaut:text',
    inLanguage: 'de',
    ...(headline && { headline: text.slice(headline.start, headline.end) }),
    mentions: analysis.entities.map(({ id }) => ({ '@id': entity(id) })),
  };
  const entities = analysis.entities.map(({ id, type, name, role, aliases }) => ({
    '@type': TYPES[type],
    '@id': entity(id),
    name,
    ...(aliases.length && { alternateName: aliases }),
    ...(type === 'person' && role && { jobTitle: role }),
  }));
  const quotes = analysis.quotes.map((quote) => {
    const { id, type, spans, speaker, inside, origin = 'automatic' } = quote;
    const name = speakerName(text, analysis, quote);
    return {
      '@type': 'Quotation',
      '@id': `urn:wortlaut:quote:${id}`,
      text: wordsOf(text, spans),
      inLanguage: 'de',
      genre: type,
      creativeWorkStatus: origin,
      sdPublisher: { '@type': 'Organization', name: GENERATOR },
      isPartOf: { '@id': inside === null ? article['@id'] : `urn:wortlaut:quote:${inside}` },
      ...(name && { creator: speaker && speaker.entity !== null ? { '@id': entity(speaker.entity) } : { '@type': 'Thing', name } }),
    };
  });
  return linkedData({ '@context': 'https://schema.org', '@graph': [article, ...entities, ...quotes] });
}
