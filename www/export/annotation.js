// W3C Web Annotation: a page of annotations, one a quotation, with quote and position selectors in code points.

import { CodePoints, GENERATOR, linkedData, speakerName } from './common.js';

/** @import { Span } from '../view/types.js' */

const CONTEXT = 32;

/** @type {import('./export.js').FormatWriter} */
export function toAnnotations(text, analysis, { url }) {
  const points = new CodePoints(text);
  const source = url ?? 'urn:wortlaut:text';
  const target = (/** @type {Span} */ { start, end }) => ({
    type: 'SpecificResource',
    source,
    selector: [
      {
        type: 'TextQuoteSelector',
        exact: text.slice(start, end),
        prefix: whole(text.slice(Math.max(0, start - CONTEXT), start)),
        suffix: whole(text.slice(end, end + CONTEXT)),
      },
      { type: 'TextPositionSelector', start: points.at(start), end: points.at(end) },
    ],
  });
  const items = analysis.quotes.map((quote) => {
    const { id, type, spans, origin = 'automatic' } = quote;
    const speaker = speakerName(text, analysis, quote);
    return {
      id: `urn:wortlaut:quote:${id}`,
      type: 'Annotation',
      motivation: origin === 'automatic' ? 'identifying' : 'moderating',
      creator: origin === 'automatic' ? { type: 'Software', name: GENERATOR } : { type: 'Person', nickname: 'reader' },
      generator: { type: 'Software', name: GENERATOR },
      body: [
        { type: 'TextualBody', purpose: 'tagging', format: 'text/plain', value: type },
        ...(speaker ? [{ type: 'TextualBody', purpose: 'identifying', format: 'text/plain', language: 'de', value: speaker }] : []),
        { type: 'TextualBody', purpose: 'classifying', format: 'text/plain', value: origin },
      ],
      target: spans.length === 1 ? target(spans[0]) : spans.map(target),
    };
  });
  const page = { '@context': 'http://www.w3.org/ns/anno.jsonld', id: 'urn:wortlaut:quotes', type: 'AnnotationPage', items };
  return linkedData(page);
}

/** Cuts a surrogate half off at either edge. @param {string} words */
const whole = (words) => words.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
