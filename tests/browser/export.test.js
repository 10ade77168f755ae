// Every export, read by a library of its own kind.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DOMParser } from '@xmldom/xmldom';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse as parseCsv } from 'csv-parse/sync';
import { HtmlValidate } from 'html-validate';
import jsonld from 'jsonld';
import { RelaxNGValidator, XmlDocument, XmlValidateError } from 'libxml2-wasm';
import { apply } from '../../www/corrections/apply.js';
import { quoteRef } from '../../www/corrections/operations.js';
import { attributed } from '../../www/export/copy.js';
import { CodePoints } from '../../www/export/common.js';
import { FORMAT_NAMES, exportAs } from '../../www/export/export.js';
import de from '../../www/locale/de.js';
import { wordsOf } from '../../www/view/model.js';
import { Names } from '../../www/view/names.js';
import { article } from './article.js';
import { fromMarked } from './marked.js';
import { CONTEXT, PAGE } from './web-annotation.js';

const { text, analysis: automatic } = article();
const { analysis } = apply(text, automatic, [
  { do: 'speaker', quote: quoteRef(text, automatic.quotes[6]), speaker: { name: 'Stadtverwaltung' } },
  { do: 'add', quote: quoteRef(text, { spans: [{ start: text.indexOf('Seit Jahren'), end: text.indexOf('der Bäder,') + 9 }], type: 'indirect' }), speaker: null },
]);

/** A text that tries to break out of every format. */
const hostile = fromMarked(
  '[headline] <q5 direct s5>„=HYPERLINK("http://x";"y")“</q5> & "so" <b>fett</b>\n\n<q0 direct s0>=1+1</q0> sagt <s0 e0><e0>@SUM(A1) </script><img src=x onerror=alert(1)></e0></s0> \ud800 \0 😀 <q1 indirect s0>-2+3; "x"</q1> ]]> <q2 direct s0>😀„über 😀 hinaus“</q2>',
  { 0: { name: '@SUM(A1) </script><img src=x onerror=alert(1)>', role: '+49 "Leiter"' } },
);

const content = (/** @type {import('../../www/export/export.js').Format} */ format, of = { text, analysis }, about = {}) => exportAs(format, of.text, of.analysis, about).content;

test('files are named after the headline', () => {
  assert.deepEqual(
    FORMAT_NAMES.map((format) => exportAs(format, text, analysis).name.replace('streit-um-das-alte-hallenbad-rosenau', '*')),
    ['*.csv', '*.json', '*.html', '*.annotation.jsonld', '*.schema-org.jsonld', '*.tei.xml'],
  );
  assert.equal(exportAs('csv', '', { ...analysis, blocks: [] }).name, 'wortlaut.csv');
});

test('JSON fits its schema and gives everything back', () => {
  const schema = JSON.parse(readFileSync(new URL('../../www/export/schema.json', import.meta.url), 'utf8'));
  const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
  for (const of of [{ text, analysis }, { text: hostile.text, analysis: apply(hostile.text, hostile.analysis, []).analysis }]) {
    /** @type {any} */
    const value = JSON.parse(content('json', of, { title: 'Titel', url: 'https://example.org/a' }));
    const valid = /** @type {boolean} */ (validate(value));
    assert.ok(valid, JSON.stringify(validate.errors));
    assert.equal(value.text, of.text.isWellFormed() ? of.text : value.text);
    assert.deepEqual(value.quotes, JSON.parse(JSON.stringify(of.analysis.quotes)));
  }
  assert.equal(validate({ generator: 'Wortlaut' }), false, 'the schema refuses what is incomplete');
});

test('CSV: a byte-order mark, semicolons, every quotation, who decided', () => {
  const csv = content('csv');
  assert.ok(csv.startsWith('\ufeff'));
  const rows = parseCsv(csv, { delimiter: ';', bom: true, columns: true, record_delimiter: '\r\n' });
  assert.equal(rows.length, analysis.quotes.length);
  const second = /** @type {Record<string, string>} */ (rows[1]);
  assert.equal(second.Sprecher, 'Katrin Wendlandt');
  assert.equal(second.Rolle, 'Oberbürgermeisterin');
  assert.equal(second.Art, 'direkt');
  assert.equal(second.Zitat, wordsOf(text, analysis.quotes[1].spans));
  assert.equal(second.Sicherheit, '0,97');
  const origins = rows.map((row) => /** @type {Record<string, string>} */ (row).Herkunft);
  assert.deepEqual([...new Set(origins)], ['automatisch', 'von Ihnen berichtigt', 'von Ihnen ergänzt']);
});

test('CSV: in English where the interface is', () => {
  const rows = parseCsv(content('csv', undefined, { lang: 'en' }), { delimiter: ';', bom: true, columns: true, record_delimiter: '\r\n' });
  const { Speaker, Type, Confidence, Origin } = /** @type {Record<string, string>} */ (rows[1]);
  assert.deepEqual([Speaker, Type, Confidence, Origin], ['Katrin Wendlandt', 'direct', '0.97', 'automatic']);
});

test('CSV: no cell begins a formula', () => {
  const rows = parseCsv(content('csv', hostile), { delimiter: ';', bom: true });
  for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
  assert.ok(rows.flat().includes("'=1+1"));
  assert.ok(rows.flat().some((cell) => cell.includes('; "x"')), 'semicolon and quotation mark stay in their cell');
});

/** Contexts by address, so that no test asks the network: W3C's, schema.org's vocabulary. */
const documentLoader = async (/** @type {string} */ url) => {
  const context = { 'http://www.w3.org/ns/anno.jsonld': CONTEXT, 'https://schema.org': { '@vocab': 'http://schema.org/' } }[url];
  if (!context) throw new Error(`no context for ${url}`);
  return { documentUrl: url, document: { '@context': context } };
};

/** @param {string} json */
const expand = (json) => jsonld.expand(JSON.parse(json), /** @type {any} */ ({ documentLoader, safe: true }));

test('Web Annotation: JSON-LD with quote and position in code points', async () => {
  const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(PAGE);
  for (const of of [{ text, analysis }, hostile]) {
    const json = content('annotation', of);
    const page = JSON.parse(json);
    const valid = /** @type {boolean} */ (validate(page));
    assert.ok(valid, JSON.stringify(validate.errors));
    const points = [...of.text];
    for (const { target } of page.items) {
      for (const { selector } of [target].flat()) {
        const [{ exact, prefix, suffix }, { start, end }] = selector;
        assert.equal(points.slice(start, end).join(''), exact);
        assert.ok(of.text.includes(prefix + exact + suffix));
      }
    }
    const [{ 'http://www.w3.org/ns/activitystreams#items': [{ '@list': items }] }] = /** @type {any[]} */ (/** @type {unknown} */ (await expand(json)));
    assert.equal(items.length, of.analysis.quotes.length);
    for (const item of items) assert.ok(item['http://www.w3.org/ns/oa#hasTarget'][0]['http://www.w3.org/ns/oa#hasSource'][0]['@id']);
  }
  const page = JSON.parse(content('annotation'));
  delete page.items[0].target.source;
  assert.equal(validate(page), false, 'a target without its source is refused');
  const creators = JSON.parse(content('annotation')).items.map((/** @type {any} */ { creator }) => creator.type);
  assert.deepEqual(creators.filter((/** @type {string} */ type) => type === 'Person').length, 2);
});

test('schema.org: every quotation has its creator among the entities', async () => {
  for (const of of [{ text, analysis }, hostile]) {
    const json = content('schemaorg', of, { url: 'https://example.org/a' });
    const expanded = /** @type {any[]} */ (/** @type {unknown} */ (await expand(json)));
    assert.ok(expanded.length > of.analysis.quotes.length);
    const graph = JSON.parse(json)['@graph'];
    const ids = new Set(graph.map((/** @type {any} */ node) => node['@id']));
    const quotes = graph.filter((/** @type {any} */ node) => node['@type'] === 'Quotation');
    assert.equal(quotes.length, of.analysis.quotes.length);
    for (const { creator, isPartOf } of quotes) {
      assert.ok(ids.has(isPartOf['@id']));
      if (creator?.['@id']) assert.ok(ids.has(creator['@id']));
    }
  }
  const states = JSON.parse(content('schemaorg'))['@graph'].flatMap((/** @type {any} */ node) => node.creativeWorkStatus ?? []);
  assert.deepEqual([...new Set(states)].sort(), ['added', 'automatic', 'corrected']);
});

/** @param {string} xml */
function parseXml(xml) {
  const problem = (/** @type {string} */ level, /** @type {string} */ message) => {
    // U+FFFD stands for what XML cannot hold: the parser warns of it, rightly
    if (!message.includes('replacement character')) assert.fail(`${level}: ${message}`);
  };
  return new DOMParser({ onError: problem }).parseFromString(xml, 'text/xml');
}

const teiGrammar = RelaxNGValidator.fromDoc(XmlDocument.fromString(readFileSync(new URL('tei.rng', import.meta.url), 'utf8')));

/** Throws where the grammar of TEI P5 does not hold. @param {string} xml */
function validateTei(xml) {
  const doc = XmlDocument.fromString(xml);
  try {
    teiGrammar.validate(doc);
  } finally {
    doc.dispose();
  }
}

test('TEI: valid, every reference leads somewhere, the text is whole', () => {
  for (const of of [{ text, analysis }, hostile]) {
    const xml = content('tei', of, { url: 'https://example.org/?a=1&b=2' });
    validateTei(xml);
    const doc = parseXml(xml);
    const all = [...doc.getElementsByTagName('*')];
    const ids = all.flatMap((element) => element.getAttribute('xml:id') ?? []).filter(Boolean);
    assert.equal(new Set(ids).size, ids.length, 'ids are unique');
    for (const element of all) {
      for (const name of ['who', 'ref', 'prev', 'resp']) {
        const reference = element.getAttribute(name);
        if (reference) assert.ok(ids.includes(reference.slice(1)), `${name}="${reference}"`);
      }
    }
    const said = [...doc.getElementsByTagName('said')];
    const spans = of.analysis.quotes.flatMap((quote) => quote.spans);
    assert.ok(said.length >= spans.length);
    const words = (/** @type {string} */ some) => some.replace(/\s+/g, ' ').replace(/[\0\ud800]/gu, '\ufffd').trim();
    assert.equal(words(doc.getElementsByTagName('body')[0].textContent ?? ''), words(of.text));
  }
  const doc = parseXml(content('tei'));
  const byReader = [...doc.getElementsByTagName('said')].filter((element) => element.getAttribute('resp') === '#reader');
  assert.equal(byReader.length, 2);
  assert.equal(doc.getElementsByTagName('persName').length > 5, true);
});

/** What the HTML standard forbids in a page. @param {string} html @returns {Promise<string[]>} */
async function htmlFaults(html) {
  const { results } = await new HtmlValidate({ extends: ['html-validate:standard'] }).validateString(html);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${message} (${ruleId})`));
}

test('TEI: the grammar refuses what TEI does not know', () => {
  const tei = content('tei');
  for (const [from, to] of [['<body>', '<body>frei'], ['direct="true"', 'direct="vielleicht"'], [' who="#', ' wer="#'], ['<sourceDesc>', '<sourceDesc/><sourceDesc>']]) {
    assert.ok(tei.includes(from));
    assert.throws(() => validateTei(tei.replace(from, to)), XmlValidateError, to);
  }
});

test('HTML: well formed, quotations and speakers marked, the text whole, nothing runs', async () => {
  for (const of of [{ text, analysis }, hostile]) {
    const html = content('html', of, { url: 'https://example.org/?a=1&b=2' });
    assert.deepEqual(await htmlFaults(html), []);
    // what is written is XML but for the doctype and the void elements
    const doc = parseXml(html.replace(/^<!doctype html>\n/, '').replace(/<(meta|link)([^>]*)>/g, '<$1$2/>'));
    const words = (/** @type {string} */ some) => some.replace(/\s+/g, ' ').replace(/[\0\ud800]/gu, '\ufffd').trim();
    assert.equal(words(doc.getElementsByTagName('article')[0].textContent ?? ''), words(of.text));
    assert.equal(doc.getElementsByTagName('script').length + doc.getElementsByTagName('img').length, 0);
  }
  const doc = parseXml(content('html').replace(/^<!doctype html>\n/, '').replace(/<(meta|link)([^>]*)>/g, '<$1$2/>'));
  const tags = ['q', 'mark', 'cite'].map((name) => doc.getElementsByTagName(name).length);
  assert.ok(tags.every((n) => n > 3), String(tags));
  const [first] = doc.getElementsByTagName('q');
  assert.equal(first.getAttribute('data-speaker'), 'Katrin Wendlandt');
  const whole = fromMarked('[headline] Titel\n\n<q0 direct s0>„Ein ganzer Absatz.“</q0>');
  assert.match(content('html', whole), /<blockquote[^>]*><p>„Ein ganzer Absatz\.“<\/p><\/blockquote>/);
});

test('one quotation is copied with its attribution', () => {
  const names = new Names(text, analysis, de);
  assert.equal(attributed(text, automatic.quotes[9], names), '„in einem Zustand, den man nicht mehr schönrechnen kann“ (Jonas Rehfeldt, Ingenieur)');
  assert.equal(attributed(text, automatic.quotes[7], names), 'sind zwei Gutachten in Auftrag gegeben worden (Angaben des Bauamts, indirekt)');
  assert.match(attributed(text, automatic.quotes[17], names), /^„Wir fördern .* vor\.“ \(Lena Brückner\)$/);
  const passedOn = { ...automatic.quotes[17], why: [{ rule: 'passed-on', spans: [] }] };
  assert.match(attributed(text, passedOn, names), / \(Lena Brückner, direkt, weitergegeben\)$/);
});

test('code points', () => {
  const points = new CodePoints('a😀b\ud800c');
  assert.deepEqual([0, 1, 3, 4, 5, 6].map((at) => points.at(at)), [0, 1, 2, 3, 4, 5]);
});

test('exports of nothing are valid too', async () => {
  const nothing = { text: '', analysis: { ...automatic, blocks: [], entities: [], quotes: [], marks: [], voices: [] } };
  validateTei(content('tei', nothing));
  assert.deepEqual(await htmlFaults(content('html', nothing)), []);
  assert.equal(JSON.parse(content('annotation', nothing)).items.length, 0);
  assert.equal(parseCsv(content('csv', nothing), { delimiter: ';', bom: true }).length, 1);
});
