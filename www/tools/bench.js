// Measures speed and memory natively, in Node and in Chromium's worker, beside other readers of text on the same German
// text, in one run; writes tests/reports/bench.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import nlp from 'compromise';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import { articles, longText, repeatedText } from '../../tests/articles.js';
import * as engine from '../engine.js';
import { unpack } from '../packed.js';
import { startChromium } from './browsers.js';
import { build } from './build.js';
import { circumstances, median, table, writeReport } from './report.js';
import { output, root, run } from './shell.js';
import { serve } from './serve.js';
import { partSizes } from './size.js';
import { KEYS, longTasks, timeEdits } from './typing.js';

const SIZES = [1_000, 4_000, 16_000, 64_000, 256_000, 1_000_000, 4_000_000];
const ARTICLE = articles.politik;
/** What is read between two calls, so that nothing of the article is remembered. */
const OTHER = articles.gericht;

/** Tokens by a plain pattern: words, numbers, and every other mark. @param {string} text */
const countTokens = (text) => text.match(/[\p{L}\p{M}]+|\p{N}+|[^\s]/gu)?.length ?? 0;

/**
 * Median milliseconds of one call: three calls at least, and as many as fit into `budget` milliseconds; the first not counted.
 * What the last call remembers of its text is lost where `before` reads another one; it does not count.
 * @param {() => unknown} work
 * @param {() => unknown} [before]
 */
async function time(work, budget = 1000, before = () => undefined) {
  await work();
  const times = [];
  for (const begin = performance.now(); times.length < 3 || performance.now() - begin < budget; ) {
    await before();
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
    if (times.length >= 3 && times[0] > budget) break;
  }
  return median(times);
}

await build();
run('cargo', ['build', '--quiet', '--release', '--features', 'cli', '--bin', 'wortlaut']);
const folder = join(root, 'target/bench');
mkdirSync(folder, { recursive: true });

/** @param {string} text @returns {{ median: number, stages: number[] }} milliseconds of all, and from look to look at the flag */
function timeNatively(text) {
  const file = join(folder, 'text.txt');
  writeFileSync(file, text);
  return JSON.parse(output(join(root, 'target/release/wortlaut'), ['time', file]) ?? '{}');
}

const bytes = (/** @type {string} */ name) => readFileSync(join(root, 'www/wasm', name));
const loading = performance.now();
engine.start(await WebAssembly.compile(bytes('wortlaut.wasm')), bytes('models.bin'));
const loaded = performance.now() - loading;
const read = (/** @type {string} */ text) => unpack(/** @type {{ result: import('../packed.js').Packed }} */ (engine.call('analyse', text)).result);

// a reader's first visit, and analyses in the worker from call to plain object
const server = await serve(join(root, 'dist'), { answer: (path) => (path === '/' ? { body: '<!doctype html><title>bench</title>' } : undefined) });
const browser = await startChromium();

/** Before each call that counts the worker reads `other`. @param {string} text @param {string} other @param {number} budget */
async function timeInChromium(text, other, budget) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(server.url);
  const result = await page.evaluate(async ({ text, other, budget }) => {
    const begin = performance.now();
    const { createReader } = /** @type {typeof import('../api.js')} */ (await import(new URL('/api.js', location.href).href));
    const reader = createReader();
    await reader.analyse(text);
    const first = performance.now() - begin;
    const times = [];
    for (const warm = performance.now(); times.length < 3 || performance.now() - warm < budget; ) {
      await reader.analyse(other);
      const start = performance.now();
      await reader.analyse(text);
      times.push(performance.now() - start);
      if (times.length >= 3 && times[0] > budget) break;
    }
    reader.close();
    return { mode: reader.mode, first, times };
  }, { text, other, budget });
  await page.context().close();
  if (result.mode !== 'worker') throw new Error('the worker was not used');
  return { first: result.first, warm: median(result.times) };
}

const rows = [];
/** @type {Record<number, { native: number, node: number, chromium: number }>} */
const figures = {};
for (const size of SIZES) {
  const [text, other] = [longText(size), longText(size, 1)];
  const native = timeNatively(text).median;
  const node = await time(() => read(text), 1000, () => read(other));
  const { warm } = await timeInChromium(text, other, 1000);
  figures[size] = { native, node, chromium: warm };
  const perKilobyte = (/** @type {number} */ ms) => ((ms / size) * 1000).toFixed(3);
  rows.push([`${size / 1000} kB`, native.toFixed(2), node.toFixed(2), warm.toFixed(2), (node / native).toFixed(2), perKilobyte(native), perKilobyte(node), perKilobyte(warm)]);
  console.log(rows[rows.length - 1].join('  '));
}

const firsts = [];
for (let turn = 0; turn < 5; turn++) firsts.push((await timeInChromium(ARTICLE, OTHER, 0)).first);
const article = {
  native: timeNatively(ARTICLE).median,
  node: await time(() => read(ARTICLE), 1000, () => read(OTHER)),
  chromium: await timeInChromium(ARTICLE, OTHER, 2000),
};
const edits = [];
for (const size of [4_000, 40_000, 400_000]) edits.push([`${size / 1000} kB`, (await timeEdits(browser, size)).toFixed(1)]);
const tasks = await longTasks(browser);
await browser.close();
await server.close();

const [long, otherLong] = [longText(400_000), longText(400_000, 1)];
const tokens = countTokens(long);
const wink = winkNLP(model);
/** @param {string} text */
const found = (text) => {
  const { quotes, entities } = read(text);
  return { quotations: quotes.length, names: entities.reduce((sum, { mentions }) => sum + mentions.filter((mention) => mention.as === 'name').length, 0) };
};
/** Name, work, what it finds, and what to read before each call. @type {[string, (text: string) => unknown, (text: string) => { quotations: number | string, names: number | string }, ((text: string) => unknown)?][]} */
const readers = [
  ['Wortlaut (wasm)', read, found, read],
  ['the same, text remembered from the last call', read, found],
  ['compromise 14', (text) => { const doc = nlp(text); return [doc.quotations().json(), doc.topics().json()]; }, (text) => {
    const doc = nlp(text);
    return { quotations: doc.quotations().length, names: doc.topics().length };
  }],
  ['wink-nlp 2, eng-lite-web', (text) => wink.readDoc(text).entities().out(wink.its.detail), (text) => ({ quotations: '–', names: wink.readDoc(text).entities().length() })],
  ['words split by white space, same wasm', (text) => engine.countWords(text), () => ({ quotations: '–', names: '–' })],
];
const perSecond = (/** @type {number} */ ms) => Math.round(tokens / (ms / 1000)).toLocaleString('en');
const peers = [];
for (const [name, work, find, before] of readers) {
  const short = await time(() => work(ARTICLE), 1000, () => before?.(OTHER));
  const far = await time(() => work(long), 3000, () => before?.(otherLong));
  const { quotations, names } = find(ARTICLE);
  peers.push([name, short.toFixed(3), far.toFixed(1), perSecond(far), quotations, names]);
  console.log(peers[peers.length - 1].join('  '));
}

// The core looks at its flag after each of the early stages. In wasm a flag tells when, and stops it behind the last.
const EARLY = ['clean', 'tokens', 'tagging'];
/** Milliseconds of each early stage in wasm, of a text that was not read before. */
function timeEarlyStages() {
  /** @type {number[][]} */
  const runs = [];
  for (let turn = 0; turn < 6; turn++) {
    read(otherLong);
    let last = performance.now();
    /** @type {number[]} */
    const stages = [];
    engine.call('analyse', long, undefined, {
      get aborted() {
        const now = performance.now();
        stages.push(now - last);
        last = now;
        return stages.length === EARLY.length;
      },
    });
    if (turn > 0) runs.push(stages);
  }
  return EARLY.map((_, stage) => median(runs.map((stages) => stages[stage])));
}
const segmenter = new Intl.Segmenter('de', { granularity: 'word' });
const split = await time(() => {
  let words = 0;
  // block by block: a string of 400 kB takes minutes
  for (const block of long.split('\n')) for (const { isWordLike } of segmenter.segment(block)) words += Number(isWordLike);
  return words;
});
const [nativeStages, wasmStages] = [timeNatively(long).stages, timeEarlyStages()];
const sum = (/** @type {number[]} */ times) => times.reduce((all, ms) => all + ms, 0);
const early = [...EARLY.map((stage, at) => [stage, nativeStages[at], wasmStages[at]]), ['together', sum(nativeStages.slice(0, EARLY.length)), sum(wasmStages)]]
  .map(([stage, ...times]) => [stage, ...times.map((ms) => perSecond(Number(ms)))]);
early.push(['Unicode word split of the same text (Intl.Segmenter)', '–', perSecond(split)]);
early.forEach((row) => console.log(row.join('  ')));

// memory of a fresh instance for each text
engine.call('crash', undefined);
const empty = engine.memory();
read(ARTICLE);
const small = engine.memory();
const grown = [400_000, 1_500_000, 4_000_000].map((size) => {
  engine.call('crash', undefined);
  const text = repeatedText(size);
  read(text);
  return [`${size / 1000} kB`, ((engine.memory() - small) / Buffer.byteLength(text)).toFixed(1)];
});
const mebibytes = (/** @type {number} */ size) => (size / 2 ** 20).toFixed(1);

writeReport('bench', `# Speed and memory

${circumstances()}

Made by \`npm run bench\`. Times are medians in milliseconds, from a text to the plain result, natively (release build), in Node and in the
worker of headless Chromium (messages included), all in one run. Texts are our own articles, each once and then with other nouns, names and
numbers; before each call that counts another text is read, so that nothing of it is remembered. Only the row that says so is of a text that
was read just before.

## One article (${ARTICLE.length} characters)

${table(['', 'native', 'Node', "Chromium's worker"], [['warm', article.native.toFixed(2), article.node.toFixed(2), article.chromium.warm.toFixed(2)]])}

First result after the element is asked, cold cache, local server: ${median(firsts).toFixed(0)} ms in Chromium. Compiling the wasm and reading
the models takes ${loaded.toFixed(0)} ms in Node.

## Growth

${table(['text', 'native', 'Node', 'Chromium', 'Node : native', 'native, ms a kB', 'Node, ms a kB', 'Chromium, ms a kB'], rows)}

## While somebody types

From an edit in the middle of a text to the plain result in Chromium, messages to and from the worker included: the median of 40 letters.

${table(['text', 'ms'], edits)}

While ${KEYS} letters were typed below an article, the page had ${tasks.length} tasks of 50 ms or more${tasks.length ? `, the longest of ${Math.max(...tasks)} ms` : ''}.

## Beside others, on the same German text (Node)

Others read English; they are what a JavaScript user would pick for quotations and names. "Finds" counts what they report on the article,
right or wrong.

${table(['', 'article', '400 kB', 'tokens a second', 'finds quotations', 'finds names'], peers)}

## The early stages alone, tokens a second (400 kB)

${table(['', 'native', 'wasm (Node)'], early)}

## Memory of the wasm

Models: ${mebibytes(empty)} MiB. After an article: ${mebibytes(small)} MiB. Beyond that, a byte of a longer text, first read (up to 1 MiB is remembered once
somebody types in it):

${table(['text', 'bytes a byte'], grown)}

## Bytes of each table and model

${table(['', 'raw', 'brotli'], partSizes().map(({ part, raw, brotli }) => [part, raw, brotli]))}
`);
