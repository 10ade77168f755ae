// While somebody types: edit after edit through a worker gives what a reader gives that remembers nothing of the text.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createReader } from '../www/api.js';
import { longText } from './articles.js';

const PIECES = ['e', ' ', '.', ', sagte Anna Muster.', '„', '“', '\n\n', 'Meyer', ' (SPD) ', '😀', '\u00ad', 'Mehr zum Thema\n'];

const readers = [createReader({ worker: true }), createReader({ worker: false })];
after(() => readers.forEach((reader) => reader.close()));

test('edits anywhere', async () => {
  const [typing, fresh] = readers;
  let seed = 7;
  const random = (/** @type {number} */ below) => (seed = (seed * 48271) % 2147483647) % below;
  let text = longText(20_000);
  for (let edit = 0; edit < 25; edit++) {
    const at = random(text.length);
    text = text.slice(0, at) + PIECES[random(PIECES.length)] + text.slice(at + (edit % 5 ? random(3) : random(900)));
    await fresh.analyse('');
    assert.deepEqual(await typing.analyse(text), await fresh.analyse(text), `edit ${edit} at ${at}`);
  }
});
