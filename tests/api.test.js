// The reader in Node: the same suite on this thread and on a worker thread.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, test } from 'node:test';
import { WortlautError, createReader } from '../www/api.js';
import { articles, edges, longText } from './articles.js';

/** What may stand between blocks. */
const INVISIBLE = /[\s\p{Cc}\p{Cf}]/gu;

/** @param {Promise<unknown>} promise @param {string} code */
async function rejectsWith(promise, code) {
  await assert.rejects(promise, (error) => {
    assert(error instanceof WortlautError);
    assert.equal(error.code, code);
    assert(error.message.length > 10 && !error.message.includes('%'));
    return true;
  });
}

/** Every span of a plain value. @param {any} value @returns {{ start: number, end: number }[]} */
function spans(value) {
  if (typeof value !== 'object' || value === null) return [];
  return [...('start' in value && 'end' in value ? [value] : []), ...Object.values(value).flatMap(spans)];
}

for (const worker of [false, true]) {
  describe(worker ? 'worker thread' : 'main thread', () => {
    const reader = createReader({ worker });

    test('runs where it says', async () => {
      await reader.ready;
      assert.equal(reader.mode, worker ? 'worker' : 'page');
      assert.deepEqual(reader.notices, []);
    });

    test('answers plain objects with positions in the given string', async () => {
      for (const [name, text] of Object.entries({ ...articles, ...edges })) {
        const analysis = await reader.analyse(text);
        assert.equal(analysis.schema, 1, name);
        assert.deepEqual(JSON.parse(JSON.stringify(analysis)), analysis, `${name}: nothing that JSON loses`);
        for (const { start, end } of spans(analysis)) {
          assert(start < end && end <= text.length, `${name}: ${start}–${end}`);
          assert(!isInsidePair(text, start) && !isInsidePair(text, end), `${name}: ${start}–${end}`);
        }
        const covered = analysis.blocks.map(({ start, end }) => text.slice(start, end)).join('');
        assert.equal(covered.replace(INVISIBLE, ''), text.replace(INVISIBLE, ''), `${name}: nothing is lost`);
      }
    });

    test('answers in the order of the calls', async () => {
      const order = /** @type {number[]} */ ([]);
      await Promise.all([longText(200_000), 'kurz', '', articles.sport].map((text, index) => reader.analyse(text).then(() => order.push(index))));
      assert.deepEqual(order, [0, 1, 2, 3]);
    });

    test('refuses what is no text and no option', async () => {
      // @ts-expect-error: not a string
      await rejectsWith(reader.analyse(7), 'not-a-text');
      // @ts-expect-error: not spans
      await rejectsWith(reader.analyse('Gut.', { keep: 7 }), 'bad-option');
      // @ts-expect-error: no such unit
      await rejectsWith(reader.analyse('Gut.', { unit: 'cm' }), 'bad-option');
    });

    test('counts in the unit asked for', async () => {
      const text = '😀Ä „Gut“, sagte sie.';
      const ends = await Promise.all((/** @type {const} */ (['utf16', 'code-points', 'bytes'])).map(async (unit) => (await reader.analyse(text, { unit })).blocks.at(-1)?.end));
      assert.deepEqual(ends, [text.length, [...text].length, Buffer.byteLength(text)]);
    });

    test('survives a crash of the core, and memory that runs out', async () => {
      const before = await reader.analyse(articles.politik);
      for (const how of [undefined, 'memory']) {
        await rejectsWith(reader.call('crash', how), 'crashed');
        assert.deepEqual(await reader.analyse(articles.politik), before, how);
      }
    });

    test('stops when asked, before and while it works', async () => {
      await rejectsWith(reader.analyse('Gut.', { signal: AbortSignal.abort() }), 'aborted');
      const control = new AbortController();
      const running = reader.analyse(longText(4_000_000), { signal: control.signal });
      const waiting = reader.analyse('Gut.', { signal: control.signal });
      const other = reader.analyse('Gut.');
      if (worker) {
        setTimeout(() => control.abort(), 20);
        await rejectsWith(running, 'aborted');
      } else {
        control.abort();
      }
      await Promise.allSettled([running]);
      await rejectsWith(waiting, 'aborted');
      assert.equal((await other).schema, 1);
    });

    test('tells each stage as it begins, each call its own', async () => {
      /** @type {import('../www/types.js').Progress[]} */
      const told = [];
      await reader.analyse(articles.sport, { progress: (progress) => told.push(progress) });
      const stages = ['clean', 'tokens', 'tagging', 'names', 'entities', 'looks', 'frames', 'quotes', 'attribution', 'analysis'];
      assert.deepEqual(told, stages.map((stage, done) => ({ stage, done, all: stages.length })));
      const late = /** @type {string[]} */ ([]);
      const both = [articles.sport, articles.politik].map((text, i) => reader.analyse(text, { progress: ({ done }) => late.push(`${i} ${done}`) }));
      await Promise.all(both);
      assert.deepEqual(late, [0, 1].flatMap((text) => stages.map((_, done) => `${text} ${done}`)), 'each call hears its own');
    });

    test('reads files in legacy encodings', async () => {
      const text = '„Grüße aus Köln“, sagte sie.';
      const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
      assert.deepEqual(await reader.decode(utf16), { text, encoding: 'utf-16le' });
      assert.deepEqual(await reader.decode(Buffer.from(text)), { text, encoding: 'utf-8' });
      assert.equal((await reader.decode(Buffer.from('Grüße aus Köln', 'latin1'))).text, 'Grüße aus Köln');
      // @ts-expect-error: not bytes
      await rejectsWith(reader.decode('x'), 'not-a-text');
    });

    test('leaves a performance measure when asked', { skip: worker && 'the measure is in the worker' }, async () => {
      performance.clearMeasures('wortlaut');
      await reader.analyse(articles.sport, { measure: true });
      await reader.analyse(articles.sport);
      assert.equal(performance.getEntriesByName('wortlaut').length, 1);
    });

    test('closes', async () => {
      const late = reader.analyse(longText(1_000_000));
      reader.close();
      await rejectsWith(late, 'closed');
      await rejectsWith(reader.analyse('Gut.'), 'closed');
    });
  });
}

test('a worker that is not there: the reader works here and says why', async () => {
  const reader = createReader({ worker: true, workerUrl: pathToFileURL('/nowhere/worker.js') });
  assert.equal((await reader.analyse(articles.sport)).schema, 1);
  assert.equal(reader.mode, 'page');
  assert.equal(reader.notices[0].code, 'worker-failed');
});

test('files that are not there or damaged have a code and a message in both languages', async () => {
  const missing = pathToFileURL('/nowhere/models.bin');
  for (const language of /** @type {const} */ (['de', 'en'])) {
    const reader = createReader({ modelsUrl: missing, language });
    await rejectsWith(reader.ready, 'load-failed');
    await rejectsWith(reader.analyse('Gut.'), 'load-failed');
  }
  await rejectsWith(createReader({ wasm: new Uint8Array([1, 2, 3]) }).ready, 'bad-wasm');
});

test('takes wasm and models as bytes', async () => {
  const bytes = (/** @type {string} */ name) => new Uint8Array(readFileSync(new URL(`../www/wasm/${name}`, import.meta.url)));
  const reader = createReader({ wasm: bytes('wortlaut.wasm'), models: bytes('models.bin') });
  assert.equal((await reader.analyse(articles.sport)).schema, 1);
});

/** @param {string} text @param {number} at */
function isInsidePair(text, at) {
  return /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at));
}
