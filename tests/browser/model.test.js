// The view's pure parts: nesting, overlaps, names, voices.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nest, ranges, shownBlocks, wordsOf } from '../../www/view/model.js';
import { Names, initials } from '../../www/view/names.js';
import { voicesOf } from '../../www/corrections/voices.js';
import { strings } from '../../www/locale/locale.js';
import de from '../../www/locale/de.js';
import { article } from './article.js';
import { fromMarked } from './marked.js';
import { EXAMPLE } from '../../www/example.js';

/** @import { Node } from '../../www/view/model.js' */

/** @param {(string|Node)[]} pieces @returns {string} */
const leaves = (pieces) => pieces.map((piece) => (typeof piece === 'string' ? piece : leaves(piece.children))).join('');

/** Pieces as a person reads them: [quote 0 …]. @param {(string|Node)[]} pieces @returns {string} */
const drawn = (pieces) => pieces.map((piece) => (typeof piece === 'string' ? piece : `[${piece.range.layer[0]}${piece.range.id} ${drawn(piece.children)}]`)).join('');

/** @param {string} marked */
function drawnBlocks(marked) {
  const { text, analysis } = fromMarked(marked);
  const blocks = [...shownBlocks(text, analysis.blocks, ranges(analysis))];
  for (const { start, end, children } of blocks) assert.equal(leaves(children), text.slice(start, end));
  return blocks.map(({ children }) => drawn(children));
}

test('the marked article is the page’s example, word for word', () => {
  assert.equal(article().text, EXAMPLE.trim());
});

test('a quotation stands within a quotation, a name within both', () => {
  assert.deepEqual(drawnBlocks('Er sagte, <q0 indirect s0>man sei <q1 direct s0>„nie in <e3>Bonn</e3>“</q1> gewesen</q0>.'), [
    'Er sagte, [q0 man sei [q1 „nie in [m3 Bonn]“] gewesen].',
  ]);
});

test('crossing ranges are cut where the first ends, and nothing is lost', () => {
  assert.deepEqual(drawnBlocks('a <q0 direct s0>bb <q1 indirect s0>cc</q0> dd</q1> e'), ['a [q0 bb [q1 cc]][q1  dd] e']);
});

test('a quotation over paragraphs begins in one and ends in the other', () => {
  const { text, analysis } = fromMarked('x <q0 direct s0>„eins\n\nzwei“</q0> y');
  const [one, two] = [...shownBlocks(text, analysis.blocks, ranges(analysis))];
  const [, first] = /** @type {Node[]} */ (one.children);
  const [second] = /** @type {Node[]} */ (two.children);
  assert.deepEqual([first.begins, first.ends, second.begins, second.ends], [true, false, false, true]);
});

test('a quotation in pieces begins with the first and ends with the last', () => {
  const { text, analysis } = fromMarked('<q0 direct s0>„Eins“</q0>, sagte er, <q0>„zwei“</q0>.');
  const [{ children }] = [...shownBlocks(text, analysis.blocks, ranges(analysis))];
  const nodes = /** @type {Node[]} */ (children.filter((piece) => typeof piece !== 'string'));
  assert.deepEqual(nodes.map(({ begins, ends }) => [begins, ends]), [[true, false], [false, true]]);
});

test('text that no block covers is shown all the same', () => {
  const blocks = [...shownBlocks('vorn  Mitte hinten', [{ start: 6, end: 11, kind: 'headline' }], [])];
  assert.deepEqual(blocks.map(({ kind, start, end }) => [kind, start, end]), [['paragraph', 0, 4], ['headline', 6, 11], ['paragraph', 12, 18]]);
});

test('whatever ranges there are, the words stay whole', () => {
  const text = 'Ein Satz mit 😀 und allerlei Wörtern, die sich überlagern.';
  let seed = 7;
  const random = (/** @type {number} */ below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 300; round++) {
    const some = Array.from({ length: random(12) }, (_, id) => {
      const start = random(text.length);
      return /** @type {const} */ ({ start, end: start + 1 + random(text.length - start), layer: 'quote', id, first: true, last: true });
    });
    const sorted = some.sort((a, b) => a.start - b.start || b.end - a.end);
    assert.equal(leaves(nest(text, sorted, 0, text.length)), text);
  }
});

test('many crossing ranges take no more than linear-ish time', () => {
  const text = 'x'.repeat(200_000);
  const crossing = Array.from({ length: 20_000 }, (_, id) => ({ start: id * 10, end: id * 10 + 15, layer: /** @type {const} */ ('quote'), id, first: true, last: true }));
  const begin = performance.now();
  assert.equal(leaves(nest(text, crossing, 0, text.length)), text);
  assert.ok(performance.now() - begin < 3000, `took ${performance.now() - begin} ms`);
});

test('people of one surname keep their first names in the margin', () => {
  const { text, analysis } = article();
  const names = new Names(text, analysis, de);
  assert.deepEqual([1, 2, 4].map((id) => names.short(id)), ['Katrin Wendlandt', 'Aksoy', 'Paul Wendlandt']);
  assert.deepEqual(analysis.quotes.slice(0, 3).map((quote) => names.speaker(quote)), ['Katrin Wendlandt', 'Katrin Wendlandt', 'Katrin Wendlandt']);
  assert.equal(names.speaker(analysis.quotes[6]), 'Rathaus');
});

test('initials and particles', () => {
  assert.deepEqual(['Ursula von der Leyen', 'Kröger-Aydin', 'FDP', 'dpa', ''].map(initials), ['UL', 'KA', 'F', 'd', '']);
});

test('at most eight people have a dot of their own', () => {
  const people = Array.from({ length: 12 }, (_, i) => `<q${i} direct s${i}>„Wort“</q${i}> <s${i} e${i}><e${i}>Name${i}</e${i}></s${i}>`).join(' ');
  const { text, analysis } = fromMarked(people);
  const names = new Names(text, analysis, de);
  assert.deepEqual(analysis.voices.map(({ entity }) => names.dot(entity)).sort((a, b) => a - b), [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('voices count each word once, and nested words of the same speaker not twice', () => {
  const { text, analysis } = fromMarked('<s0 e0><e0>Ada</e0></s0> sagt, <q0 indirect s0>es sei <q1 direct s0>„sehr gut“</q1></q0>. <q2 direct s9>„Nein“</q2>');
  const voices = voicesOf(text, analysis.quotes);
  assert.deepEqual(voices.map(({ entity, quotes, words }) => ({ entity, quotes, words })), [{ entity: 0, quotes: 1, words: 4 }, { entity: null, quotes: 1, words: 1 }]);
  assert.equal(voices.reduce((sum, { share }) => sum + share, 0), 1);
});

test('pieces are joined by an ellipsis', () => {
  assert.equal(wordsOf('„eins“ sagt er „zwei“', [{ start: 0, end: 6 }, { start: 15, end: 21 }]), '„eins“ … „zwei“');
});

test('the interface says the same things in both languages', () => {
  /** @param {any} a @param {any} b @param {string} path */
  const compare = (a, b, path) => {
    assert.equal(typeof a, typeof b, path);
    if (typeof a === 'function') assert.equal(a.length, b.length, `${path} takes as many arguments`);
    else if (typeof a === 'string') assert.ok(a.trim() && b.trim(), `${path} is not empty`);
    else {
      assert.deepEqual(Object.keys(a).sort(), Object.keys(b).sort(), path);
      for (const key of Object.keys(a)) compare(a[key], b[key], `${path}.${key}`);
    }
  };
  compare(de, strings('en-GB'), 'strings');
  assert.equal(strings('fr'), de);
  assert.equal(strings(null), de);
});

test('the interface says all that it can say: no string is left over', () => {
  const www = new URL('../../www/', import.meta.url).pathname;
  const files = readdirSync(www, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(js|html)$/.test(file) && !/^(locale|wasm|tools)/.test(file));
  const source = files.map((file) => readFileSync(join(www, file), 'utf8')).join('\n');
  const used = (/** @type {string} */ key) => new RegExp(`(?:\\bt|t\\(\\)|strings\\([^)]*\\))\\.${key}\\b|data-t="${key}"|\\b${key}\\b[^{}]*\\} = t;`).test(source);
  assert.deepEqual(Object.keys(de).filter((key) => !used(key)), []);
});
