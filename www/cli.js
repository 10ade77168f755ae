#!/usr/bin/env node
// wortlaut analyse FILES… : many articles over the same wasm, a worker a core, one line an article or a quotation.
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { createReader } from './api.js';
import { HEAD, line, rows } from './export/csv.js';

const USAGE = `usage: wortlaut analyse FILES… [--format jsonl|csv] [--output FILE] [--workers N]

jsonl  a line an article: {"file", "encoding", "analysis"} or {"file", "error"}; positions in UTF-16
csv    a line a quotation, as German spreadsheets open it
With --output, files that FILE already holds are passed over: a run that was stopped goes on.`;

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

/** A line that a stopped run left without its end would join the next one. @param {string} path */
function finished(path) {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) writeFileSync(path, whole);
  const named = format === 'csv' ? /^\ufeff?"((?:[^"]|"")*)"/ : /^\{"file":("(?:[^"\\]|\\.)*")/;
  return new Set(whole.split('\n').flatMap((row) => {
    const name = named.exec(row)?.[1];
    return name === undefined ? [] : [format === 'csv' ? name.replaceAll('""', '"') : JSON.parse(name)];
  }));
}

const done = output ? finished(output) : new Set();
const waiting = files.filter((file) => !done.has(file));
if (format === 'csv' && !(output && existsSync(output) && statSync(output).size > 0)) write(`\ufeff${line(['Datei', ...HEAD])}`);

/** @param {string} text */
function write(text) {
  if (output) appendFileSync(output, text);
  else writeSync(1, text);
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
    const lines = () => rows(text, analysis, {}).map((row) => line([file, ...row])).join('') || line([file, ...HEAD.map(() => '')]);
    write(format === 'jsonl' ? `${JSON.stringify({ file, encoding, analysis })}\n` : lines());
  } catch (error) {
    failed++;
    const { code, message } = /** @type {{ code?: string, message: string }} */ (error);
    if (format === 'jsonl') write(`${JSON.stringify({ file, error: code ?? 'unreadable' })}\n`);
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
