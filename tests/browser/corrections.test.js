// Corrections as plain functions: anchors, operations, what survives an edit and what is given up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anchor, locate } from '../../www/corrections/anchor.js';
import { apply, keptBlocks } from '../../www/corrections/apply.js';
import { findWords } from '../../www/corrections/find.js';
import { History } from '../../www/corrections/history.js';
import { entityRef, fromFile, keepBlock, quoteRef, toFile } from '../../www/corrections/operations.js';
import { article } from './article.js';

/** @import { Operation } from '../../www/corrections/operations.js' */
/** @import { Analysis } from '../../www/view/types.js' */

const { text, analysis } = article();

/** A later analysis of an edited text: everything behind `at` moved by `by`. @param {number} at @param {number} by @returns {Analysis} */
const moved = (at, by) =>
  JSON.parse(JSON.stringify(analysis), (key, value) => ((key === 'start' || key === 'end') && value >= at ? value + by : value));

/** @param {Operation[]} operations */
const corrected = (...operations) => apply(text, analysis, operations).analysis;

test('words are found again where they stand', () => {
  for (const { spans } of analysis.quotes) for (const span of spans) assert.deepEqual(locate(text, anchor(text, span)), span);
});

test('words are found again behind an insertion', () => {
  const { spans } = analysis.quotes[5];
  const edited = `Ein neuer Satz. ${text}`;
  assert.deepEqual(locate(edited, anchor(text, spans[0])), { start: spans[0].start + 16, end: spans[0].end + 16 });
});

test('words that stand twice are told apart by their neighbours, or lost', () => {
  const twice = 'Er sagte ja. Sie sagte ja.';
  const second = { start: 23, end: 25 };
  assert.deepEqual(locate(twice, anchor(twice, second)), second);
  assert.deepEqual(locate(`Vorab. ${twice}`, anchor(twice, second)), { start: 30, end: 32 });
  assert.equal(locate('ja. ja. ja.', { exact: 'ja', prefix: 'xx', suffix: 'yy', start: 4 }), null, 'no neighbour fits');
  assert.equal(locate('nein', anchor(twice, second)), null);
  assert.equal(locate('ja', { exact: '', prefix: '', suffix: '', start: 0 }), null);
});

test('short words whose neighbours are gone are lost, not moved elsewhere', () => {
  const before = 'Sie nannte es „gut“ und ging.';
  assert.equal(locate('Ganz anderes, aber „gut“ steht hier auch, nur ohne sie.', anchor(before, { start: 14, end: 19 })), null);
});

test('of words that stood twice, the corrected ones are lost with their paragraph, not moved to the others', () => {
  const sentence = '„Wir haben alles versucht, und es hat nicht gereicht.“';
  const twice = `${sentence}\n\nDer Kapitän sagte: ${sentence} Dann ging er.`;
  const start = twice.lastIndexOf(sentence);
  const anchored = anchor(twice, { start, end: start + sentence.length });
  assert.equal(locate(`${sentence}\n\nGanz andere Sätze folgen.`, anchored), null);
  assert.deepEqual(locate(`Vorab.\n\n${twice}`, anchored), { start: start + 8, end: start + 8 + sentence.length });
  const once = `Der Kapitän sagte: ${sentence}`;
  assert.notEqual(locate(`Am Abend: ${sentence}`, anchor(once, { start: 19, end: once.length })), null, 'what stood once is found wherever it stands');
});

test('typed words are found whatever their case, marks and blanks', () => {
  const words = 'Er sagte: „Das geht  so (nicht)!“ Und: „Das geht gut.“';
  const found = (/** @type {string} */ typed) => {
    const span = findWords(words, typed);
    return span && words.slice(span.start, span.end);
  };
  assert.equal(found('"das geht so (nicht)!"'), '„Das geht  so (nicht)!“');
  assert.equal(found('Das geht so … gut.'), 'Das geht  so (nicht)!“ Und: „Das geht gut.');
  assert.equal(found('Das geht so ... nirgends'), null);
  for (const nothing of ['', '…', 'a … b … c', '.*']) assert.equal(found(nothing), null, nothing);
});

test('a speaker is reassigned, and voices follow', () => {
  const quote = analysis.quotes[5];
  const result = corrected({ do: 'speaker', quote: quoteRef(text, quote), speaker: { entity: { name: 'Katrin Wendlandt', type: 'person' } } });
  assert.deepEqual(result.quotes[5].speaker, { spans: [], entity: 1, how: 'reader' });
  assert.equal(result.quotes[5].origin, 'corrected');
  assert.equal(result.quotes[4].origin, 'automatic');
  const words = (/** @type {Analysis} */ of) => of.voices.find(({ entity }) => entity === 1)?.words ?? 0;
  assert.ok(words(result) > words(analysis));
  assert.deepEqual(analysis, article().analysis, 'the automatic analysis is left alone');
});

test('nobody, and somebody whom the text does not name', () => {
  const quote = quoteRef(text, analysis.quotes[5]);
  assert.equal(corrected({ do: 'speaker', quote, speaker: null }).quotes[5].speaker, null);
  assert.deepEqual(corrected({ do: 'speaker', quote, speaker: { name: 'Der Hausmeister' } }).quotes[5].speaker, {
    spans: [], entity: null, how: 'reader', label: 'Der Hausmeister',
  });
});

test('type, deletion, addition', () => {
  assert.equal(corrected({ do: 'type', quote: quoteRef(text, analysis.quotes[6]), type: 'reported' }).quotes[6].type, 'reported');
  const without = corrected({ do: 'delete', quote: quoteRef(text, analysis.quotes[8]) });
  assert.equal(without.quotes.length, analysis.quotes.length - 1);
  assert.equal(without.quotes.find(({ id }) => id === 9)?.spans[0].start, analysis.quotes[9].spans[0].start, 'the quotation inside stays');
  const start = text.indexOf('Seit Jahren sinken');
  const added = corrected({ do: 'add', quote: quoteRef(text, { spans: [{ start, end: start + 30 }], type: 'indirect' }), speaker: { name: 'Landesamt' } });
  const last = added.quotes[added.quotes.length - 1];
  assert.deepEqual([last.origin, last.type, last.spans], ['added', 'indirect', [{ start, end: start + 30 }]]);
  assert.equal(new Set(added.quotes.map(({ id }) => id)).size, added.quotes.length, 'numbers stay distinct');
});

test('entities are renamed, merged and split', () => {
  const [wendlandt, aksoy] = [1, 2].map((id) => analysis.entities.find((entity) => entity.id === id));
  assert.ok(wendlandt && aksoy);
  const renamed = corrected({ do: 'rename', entity: entityRef(aksoy), name: 'Mehmet Aksoy-Lang' });
  const found = renamed.entities.find(({ id }) => id === 2);
  assert.deepEqual([found?.name, found?.aliases, found?.origin], ['Mehmet Aksoy-Lang', ['Mehmet Aksoy', 'Aksoy'], 'corrected']);

  const merged = corrected({ do: 'merge', entity: entityRef(aksoy), into: entityRef(wendlandt) });
  assert.equal(merged.entities.some(({ id }) => id === 2), false);
  assert.equal(merged.quotes.some(({ speaker }) => speaker?.entity === 2), false);
  assert.deepEqual(merged.entities.find(({ id }) => id === 1)?.mentions.map(({ start }) => start), [...wendlandt.mentions, ...aksoy.mentions].map(({ start }) => start).sort((a, b) => a - b));

  const split = corrected({ do: 'split', entity: entityRef(wendlandt), name: 'Wendlandt' });
  const other = split.entities[split.entities.length - 1];
  assert.deepEqual([other.name, other.mentions.length], ['Wendlandt', 1]);
  assert.equal(split.quotes[1].speaker?.entity, other.id, 'what “Wendlandt” said goes with the name');
  assert.equal(split.quotes[0].speaker?.entity, 1);
});

test('later corrections find what earlier ones renamed', () => {
  const result = corrected(
    { do: 'rename', entity: { name: 'Mehmet Aksoy', type: 'person' }, name: 'M. Aksoy' },
    { do: 'speaker', quote: quoteRef(text, analysis.quotes[1]), speaker: { entity: { name: 'M. Aksoy', type: 'person' } } },
    { do: 'type', quote: quoteRef(text, analysis.quotes[1]), type: 'reported' },
  );
  assert.deepEqual([result.quotes[1].speaker?.entity, result.quotes[1].type], [2, 'reported']);
});

test('corrections survive an edit elsewhere; those whose words are gone are reported, not moved', () => {
  const operations = /** @type {Operation[]} */ ([
    { do: 'type', quote: quoteRef(text, analysis.quotes[9]), type: 'indirect' },
    { do: 'speaker', quote: quoteRef(text, analysis.quotes[5]), speaker: null },
  ]);
  const at = text.indexOf('Nach Angaben des Bauamts');
  const insertion = 'Ein Satz, der neu ist. ';
  const edited = `${text.slice(0, at)}${insertion}${text.slice(at)}`.replace('Meine Jüngsten fragen, wo sie im Herbst', 'Alle wollen wissen, wo sie denn');
  const shorter = edited.length - text.length - insertion.length;
  const from = text.indexOf('wo sie im Herbst');
  const later = moved(from, shorter);
  const result = apply(edited, JSON.parse(JSON.stringify(later), (key, value) => ((key === 'start' || key === 'end') && value >= at + shorter ? value + insertion.length : value)), operations);
  assert.equal(result.analysis.quotes.find(({ id }) => id === 9)?.type, 'indirect');
  assert.deepEqual(result.lost.map((operation) => operation.do), ['speaker']);
  assert.notEqual(result.analysis.quotes.find(({ id }) => id === 5)?.speaker, null);
});

test('a corrected quotation that a later analysis misses is put back', () => {
  const quote = analysis.quotes[7];
  const later = { ...analysis, quotes: analysis.quotes.filter(({ id }) => id !== 7) };
  const { analysis: result, lost } = apply(text, later, [{ do: 'type', quote: quoteRef(text, quote), type: 'reported' }]);
  assert.deepEqual(lost, []);
  const back = result.quotes.find(({ origin }) => origin === 'added');
  assert.deepEqual([back?.type, back?.spans], ['reported', quote.spans]);
});

test('blocks that were taken up again are found in the edited text', () => {
  const block = analysis.blocks.find(({ kind }) => kind === 'clutter');
  assert.ok(block);
  const keep = keepBlock(text, block);
  assert.deepEqual(keptBlocks(text, [keep]), [{ start: block.start, end: block.end }]);
  assert.deepEqual(keptBlocks('ganz anderer Text', [keep]), []);
  assert.deepEqual(apply(text, analysis, [keep]).lost, []);
  assert.deepEqual(apply('ganz anderer Text', { ...analysis, blocks: [], quotes: [], entities: [] }, [keep]).lost, [keep]);
});

test('undo and redo', () => {
  const history = new History();
  const [one, two, three] = ['A', 'B', 'C'].map((name) => /** @type {Operation} */ ({ do: 'rename', entity: { name: 'x', type: 'person' }, name }));
  history.add(one);
  history.add(two);
  history.undo();
  assert.deepEqual(history.done, [one]);
  history.redo();
  assert.deepEqual(history.done, [one, two]);
  history.undo();
  history.add(three);
  assert.deepEqual([history.done, history.canRedo], [[one, three], false]);
});

test('a file of corrections is read back; anything else is refused', () => {
  const operations = /** @type {Operation[]} */ ([
    { do: 'delete', quote: quoteRef(text, analysis.quotes[0]) },
    { do: 'merge', entity: { name: 'a', type: 'person' }, into: { name: 'b', type: 'person' } },
    keepBlock(text, analysis.blocks[0]),
  ]);
  assert.deepEqual(fromFile(toFile(operations)), operations);
  for (const wrong of ['', 'kein JSON', '[]', 'null', '{"format":"wortlaut-corrections","version":1,"operations":[{"do":"delete"}]}', toFile(operations).replace('"version": 1', '"version": 2')]) {
    assert.throws(() => fromFile(wrong), { code: 'not-corrections' });
  }
});
