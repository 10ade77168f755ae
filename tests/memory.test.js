// The wasm's memory stops growing, and a long text needs no more than is stated.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import * as engine from '../www/engine.js';
import { articles, repeatedText } from './articles.js';

before(async () => {
  const bytes = (/** @type {string} */ name) => readFileSync(new URL(`../www/wasm/${name}`, import.meta.url));
  engine.start(await WebAssembly.compile(bytes('wortlaut.wasm')), bytes('models.bin'));
});

test('10,000 analyses: no growth in the second half', (context) => {
  const texts = Object.values(articles).map((text) => text.slice(0, 700));
  const run = () => {
    for (let turn = 0; turn < 5000; turn++) engine.call('analyse', texts[turn % texts.length]);
    return engine.memory();
  };
  const [half, all] = [run(), run()];
  context.diagnostic(`memory after 5,000: ${half} bytes, after 10,000: ${all} bytes`);
  assert.equal(all, half);
});

/** What a byte of a long text may need beyond an article. */
const BYTES_A_BYTE = 12;

test(`peak memory: 40 MB for an article, ${BYTES_A_BYTE} bytes a byte beyond`, (context) => {
  engine.call('crash', undefined);
  engine.call('analyse', articles.politik);
  const article = engine.memory();
  context.diagnostic(`article: ${(article / 2 ** 20).toFixed(1)} MiB`);
  assert(article <= 40 * 2 ** 20);
  for (const size of [400_000, 4_000_000]) {
    const text = repeatedText(size);
    engine.call('analyse', text);
    const grown = (engine.memory() - article) / Buffer.byteLength(text);
    context.diagnostic(`${size / 1000} kB of text: ${grown.toFixed(1)} bytes a byte more`);
    assert(grown <= BYTES_A_BYTE, `${grown} bytes a byte`);
  }
});
