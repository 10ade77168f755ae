#!/usr/bin/env node
// wortlaut analyse FILES… : many articles over the same wasm, a worker a core, one line an article or a quotation.
import { once } from 'node:events';
import { appendFileSync, createReadStream, existsSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { createReader } from './api.js';
import { line, rows } from './export/csv.js';
import de from './locale/de.js';

const USAGE = `usage: wortlaut analyse FILES… [--format jsonl|csv] [--output FILE] [--workers N]

jsonl  a line an article: {"file", "encoding", "analysis"} or {"file", "error"}; positions in UTF-16
csv    a line a quotation, as German spreadsheets open it
With --output, files that FILE already holds are passed over: a run that was stopped goes on. Those that could not be read
are tried again.`;

const { values, positionals } = (() => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { format: { type: 'string', default: 'jsonl' }, output: { type: 'string' }, workers: { type: 'string' } },
    });
  } catch (error) {
    return stop(`${/** @type {Error} */ (error).message}\n${USAGE}`);
  }
})();
const [command, ...files] = positionals;
const { format, output } = values;
const workers = Number(values.workers ?? availableParallelism());
if (command !== 'analyse' || files.length === 0 || !['jsonl', 'csv'].includes(format) || !(workers >= 1)) stop(USAGE);

/** @param {string} message @returns {never} */
function stop(message) {
  console.error(message);
  process.exit(2);
}

/**
 * The files that an output holds already. A stopped run may have left a line without its end, or in CSV an article
 * without its last quotations: the output is cut back to what is surely whole. It may be larger than memory.
 * @param {string} path
 */
async function finished(path) {
  const named = format === 'csv' ? /^\ufeff?"((?:[^"]|"")*)"/ : /^\{"file":("(?:[^"\\]|\\.)*")(?!,"error")/;
  /** @type {Set<string>} */
  const names = new Set();
  /** @type {string | undefined} */
  let last;
  let position = 0;
  /** Where the last article begins, and where the last whole line ends, in bytes. */
  let start = 0;
  let end = 0;
  /** @type {Buffer[]} */
  let pieces = [];
  for await (const chunk of createReadStream(path)) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      const found = named.exec(Buffer.concat([...pieces, chunk.subarray(from, at)]).toString())?.[1];
      const name = found && (format === 'csv' ? found.replaceAll('""', '"') : JSON.parse(found));
      if (name !== last) start = end;
      if (name !== undefined) names.add(name);
      last = name;
      pieces = [];
      from = at + 1;
      end = position + from;
    }
    pieces.push(chunk.subarray(from));
    position += chunk.length;
  }
  // its name is the head's: no article yet
  const again = format === 'csv' && start > 0;
  if (again && last !== undefined) names.delete(last);
  const whole = again ? start : end;
  if (whole < position) truncateSync(path, whole);
  return names;
}

const done = output && existsSync(output) ? await finished(output) : new Set();
const waiting = files.filter((file) => !done.has(file));
if (format === 'csv' && !(output && existsSync(output) && statSync(output).size > 0)) await write(`\ufeff${line(['Datei', ...de.csv])}`);

// whoever reads may have seen enough
process.stdout.on('error', (error) => process.exit(/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE' ? 0 : 1));

// each worker may wait there
process.stdout.setMaxListeners(0);

/** Waits where the reader of a pipe is slower than the analysis. @param {string} text */
async function write(text) {
  if (output) appendFileSync(output, text);
  else if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

let failed = 0;
let count = 0;
const total = waiting.length;

function progress() {
  if (!process.stderr.isTTY) return;
  const width = 30;
  const full = total === 0 ? width : Math.round((count / total) * width);
  process.stderr.write(`\r${'█'.repeat(full)}${'░'.repeat(width - full)} ${count}/${total}${count === total ? '\n' : ''}`);
}

/** @param {import('./api.js').Reader} reader @param {string} file */
async function one(reader, file) {
  try {
    const { text, encoding } = await reader.decode(new Uint8Array(readFileSync(file)));
    const analysis = await reader.analyse(text);
    // an article without quotations has a line as well, or it would be read again
    const lines = () => rows(text, analysis, {}).map((row) => line([file, ...row])).join('') || line([file, ...de.csv.map(() => '')]);
    await write(format === 'jsonl' ? `${JSON.stringify({ file, encoding, analysis })}\n` : lines());
  } catch (error) {
    failed++;
    const { code, message } = /** @type {{ code?: string, message: string }} */ (error);
    if (format === 'jsonl') await write(`${JSON.stringify({ file, error: code ?? 'unreadable' })}\n`);
    console.error(`${file}: ${message}`);
  }
  count++;
  progress();
}

await Promise.all(Array.from({ length: Math.min(workers, total) }, async () => {
  const reader = createReader({ worker: true, language: 'en' });
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await one(reader, file);
  reader.close();
}));
process.exitCode = failed > 0 ? 1 : 0;
