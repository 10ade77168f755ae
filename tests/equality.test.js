// Natively and in wasm the same text gives the same result.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createReader } from '../www/api.js';
import { root } from '../www/tools/shell.js';
import { articles, edges, longText, rounded } from './articles.js';

test('native and wasm agree', async () => {
  execFileSync('cargo', ['build', '--quiet', '--features', 'cli', '--bin', 'wortlaut'], { cwd: root });
  const folder = mkdtempSync(join(tmpdir(), 'wortlaut-'));
  const reader = createReader();
  const texts = { ...articles, ...edges, long: longText(300_000) };
  for (const [name, text] of Object.entries(texts)) {
    // lone surrogates cannot be written to a file: both sides read the replacement character
    const file = join(folder, 'text.txt');
    writeFileSync(file, text);
    const native = execFileSync(join(root, 'target/debug/wortlaut'), ['analyse', '--json', file], { encoding: 'utf8', maxBuffer: 1 << 28 });
    assert.deepEqual(rounded(await reader.analyse(text)), rounded(JSON.parse(native)), name);
  }
  rmSync(folder, { recursive: true });
});
