// Spark in local mode reads what Node reads, article for article.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createReader } from '../www/api.js';
import { output, root } from '../www/tools/shell.js';
import { buildSpark, folder as modules } from '../www/tools/spark.js';
import { articles, edges, rounded } from './articles.js';

/** Where .ci/run puts the Python packages. */
const OWN = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'wortlaut/spark/bin/python3');
const PYTHON = process.env.WORTLAUT_PYTHON ?? (existsSync(OWN) ? OWN : 'python3');

const missing = output(PYTHON, ['-c', 'import pyspark, pandas, pyarrow, wasmtime']) === undefined ? `${PYTHON} has no pyspark, pandas, pyarrow and wasmtime`
  : spawnSync('java', ['-version']).status !== 0 ? 'Java is not installed' : false;

const UNITS = /** @type {const} */ (['bytes', 'utf16', 'code-points']);

/** Paragraphs of ours, and such where the units differ. */
const paragraphs = [...Object.values(articles).flatMap((text) => text.trim().split('\n\n')), edges.emoji, edges['right to left']];

/** Articles of two to four paragraphs by name, the same for a seed. @param {number} count @param {number} seed @returns {[string, string][]} */
function generated(count, seed) {
  const next = (/** @type {number} */ below) => (seed = (seed * 48271) % 2147483647) % below;
  return Array.from({ length: count }, (_, n) => [String(n), Array.from({ length: 2 + next(3) }, () => paragraphs[next(paragraphs.length)]).join('\n\n')]);
}

test('a few thousand articles: the same analyses as here', { skip: missing, timeout: 300_000 }, async (context) => {
  buildSpark();
  const folder = mkdtempSync(join(tmpdir(), 'wortlaut-'));
  context.after(() => rmSync(folder, { recursive: true }));
  // Spark's reader of JSON refuses lone surrogates
  const edge = Object.entries(edges).filter(([name]) => name !== 'lone surrogates');
  const archives = UNITS.map((unit, n) => ({ unit, texts: new Map([...edge, ...generated(1000, n + 1)]) }));
  for (const { unit, texts } of archives) {
    const lines = [...texts].map(([id, text]) => JSON.stringify({ id, text }));
    writeFileSync(join(folder, `${unit}.jsonl`), `${lines.join('\n')}\n{"id":"none"}\n`);
  }
  const { status, stderr } = spawnSync(PYTHON, [join(root, 'tests/spark.py'), folder, modules], {
    encoding: 'utf8', env: { ...process.env, PYSPARK_PYTHON: PYTHON, SPARK_LOCAL_IP: '127.0.0.1' },
  });
  assert.equal(status, 0, stderr.slice(-3000));
  const reader = createReader({ worker: false });
  for (const { unit, texts } of archives) {
    const files = readdirSync(join(folder, unit)).filter((name) => name.startsWith('part-'));
    const rows = files.flatMap((file) => readFileSync(join(folder, unit, file), 'utf8').trim().split('\n').map((line) => JSON.parse(line)));
    assert.deepEqual(rows.map(({ id }) => id).sort(), [...texts.keys(), 'none'].sort());
    for (const { id, analysis, error } of rows) {
      const text = texts.get(id);
      if (text === undefined) assert.deepEqual({ analysis, error }, { analysis: undefined, error: 'not-a-text' });
      else assert.deepEqual(rounded(JSON.parse(analysis)), rounded(await reader.analyse(text, { unit })), `${unit} ${id}`);
    }
  }
});
