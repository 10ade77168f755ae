// What W3C's Web Annotation asks of a page of annotations on a text, in words of our own: numbers are sections of the Recommendation
// "Web Annotation Data Model" of 23 February 2017, https://www.w3.org/TR/annotation-model/.

const IRI = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>"{}|\\\\^`]+$' };

/** 3.3.5: motivations that need no definition of one's own. */
const MOTIVATION = {
  enum: ['assessing', 'bookmarking', 'classifying', 'commenting', 'describing', 'editing', 'highlighting', 'identifying', 'linking', 'moderating', 'questioning', 'replying', 'tagging'],
};

/** 3.3.1, 3.3.2: who made it, a name of some kind included. */
const AGENT = {
  type: 'object',
  required: ['type'],
  anyOf: [{ required: ['name'] }, { required: ['nickname'] }, { required: ['id'] }],
  properties: { id: IRI, type: { enum: ['Person', 'Organization', 'Software'] }, name: { type: 'string' }, nickname: { type: 'string' } },
  additionalProperties: false,
};

/** 3.2.4: words that stand in the annotation itself. */
const BODY = {
  type: 'object',
  required: ['type', 'value', 'format'],
  properties: {
    type: { const: 'TextualBody' },
    value: { type: 'string', minLength: 1 },
    format: { type: 'string', pattern: '^[a-z]+/[a-z0-9.+-]+$' },
    language: { type: 'string', pattern: '^[a-z]{2,3}(-[A-Za-z0-9]+)*$' },
    purpose: MOTIVATION,
  },
  additionalProperties: false,
};

/** 4.2.4 and 4.2.5; a position without the words that stand there would be of no use once the page changes. */
const SELECTORS = {
  type: 'array',
  prefixItems: [
    {
      type: 'object',
      required: ['type', 'exact', 'prefix', 'suffix'],
      properties: { type: { const: 'TextQuoteSelector' }, exact: { type: 'string', minLength: 1 }, prefix: { type: 'string' }, suffix: { type: 'string' } },
      additionalProperties: false,
    },
    {
      type: 'object',
      required: ['type', 'start', 'end'],
      properties: { type: { const: 'TextPositionSelector' }, start: { type: 'integer', minimum: 0 }, end: { type: 'integer', minimum: 0 } },
      additionalProperties: false,
    },
  ],
  minItems: 2,
  items: false,
};

/** 4: a part of a text. */
const TARGET = {
  type: 'object',
  required: ['type', 'source', 'selector'],
  properties: { type: { const: 'SpecificResource' }, source: IRI, selector: SELECTORS },
  additionalProperties: false,
};

/** 3.1: an id, a class, a target at least. */
const ANNOTATION = {
  type: 'object',
  required: ['id', 'type', 'target'],
  properties: {
    id: IRI,
    type: { const: 'Annotation' },
    motivation: MOTIVATION,
    creator: AGENT,
    generator: AGENT,
    body: { type: 'array', minItems: 1, items: BODY },
    target: { oneOf: [TARGET, { type: 'array', minItems: 2, items: TARGET }] },
  },
  additionalProperties: false,
};

/** 5.2: a page of annotations, with the context that makes JSON-LD of it (3.1). */
export const PAGE = {
  type: 'object',
  required: ['@context', 'id', 'type', 'items'],
  properties: {
    '@context': { const: 'http://www.w3.org/ns/anno.jsonld' },
    id: IRI,
    type: { const: 'AnnotationPage' },
    items: { type: 'array', items: ANNOTATION },
  },
  additionalProperties: false,
};

const link = (/** @type {string} */ id) => ({ '@id': id, '@type': '@id' });
const word = (/** @type {string} */ id) => ({ '@id': id, '@type': '@vocab' });
const number = (/** @type {string} */ id) => ({ '@id': id, '@type': 'xsd:nonNegativeInteger' });

/**
 * The terms of http://www.w3.org/ns/anno.jsonld that are used here, after the "Web Annotation Vocabulary" of the same day
 * (https://www.w3.org/TR/annotation-vocab/): the tests ask no network.
 */
export const CONTEXT = {
  oa: 'http://www.w3.org/ns/oa#', as: 'http://www.w3.org/ns/activitystreams#', dc: 'http://purl.org/dc/elements/1.1/', dcterms: 'http://purl.org/dc/terms/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#', foaf: 'http://xmlns.com/foaf/0.1/', xsd: 'http://www.w3.org/2001/XMLSchema#',
  id: '@id', type: '@type', Annotation: 'oa:Annotation', AnnotationPage: 'as:OrderedCollectionPage', TextualBody: 'oa:TextualBody', SpecificResource: 'oa:SpecificResource',
  TextQuoteSelector: 'oa:TextQuoteSelector', TextPositionSelector: 'oa:TextPositionSelector', Software: 'as:Application', Person: 'foaf:Person',
  items: { '@id': 'as:items', '@type': '@id', '@container': '@list' },
  body: link('oa:hasBody'), target: link('oa:hasTarget'), source: link('oa:hasSource'), selector: link('oa:hasSelector'),
  creator: link('dcterms:creator'), generator: link('as:generator'),
  motivation: word('oa:motivatedBy'), purpose: word('oa:hasPurpose'),
  identifying: 'oa:identifying', moderating: 'oa:moderating', tagging: 'oa:tagging', classifying: 'oa:classifying',
  exact: 'oa:exact', prefix: 'oa:prefix', suffix: 'oa:suffix', start: number('oa:start'), end: number('oa:end'),
  value: 'rdf:value', format: 'dc:format', language: 'dc:language', name: 'foaf:name', nickname: 'foaf:nick',
};
