// What a reader's browser fetches for the element: a line a file (raw, gzip, brotli), then the sum, and each part of the models.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { fail, root } from './shell.js';

const dist = join(root, 'dist');

/** What comes beside the element's own modules; the models last: they may arrive after everything else. */
const BESIDE = ['style.css', 'marks.css', 'worker.js', 'wasm/wortlaut.wasm', 'wasm/models.bin'];

/** How a built module names another that it imports: before it runs, or at any time. */
const FIRST = /(?:from|import)\s*"\.\/([^"]+\.js)"/g;
const EVER = /(?:from|import)\s*\(?"\.\/([^"]+\.js)"/g;

/**
 * A built module and every module that it imports.
 * @param {string} file
 * @param {{ folder?: string, later?: boolean }} [how] `later`: also what it imports only when it is needed
 * @param {Set<string>} [seen]
 */
export function withImports(file, { folder = dist, later = false } = {}, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(join(folder, file), 'utf8');
  for (const [, name] of source.matchAll(later ? EVER : FIRST)) withImports(name, { folder, later }, seen);
  return seen;
}

/** @param {Uint8Array} bytes */
function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
}

/**
 * The models and word tables of the pack (see src/models.rs), each by itself: sizes in bytes, the largest first.
 * @returns {{ part: string, raw: number, brotli: number }[]}
 */
export function partSizes() {
  const pack = readFileSync(join(dist, 'wasm/models.bin'));
  const parts = [];
  for (let at = 0; at < pack.length; ) {
    const start = at + 1 + pack[at] + 4;
    const bytes = pack.subarray(start, start + pack.readUInt32LE(start - 4));
    parts.push({ part: pack.toString('utf8', at + 1, start - 4), raw: bytes.length, brotli: brotli(bytes) });
    at = start + bytes.length;
  }
  return parts.sort((a, b) => b.brotli - a.brotli);
}

/**
 * Sizes in bytes.
 * @returns {{ files: { file: string, raw: number, gzip: number, brotli: number }[], before: number, total: number }}
 *   `before`: brotli bytes before a first result can be asked for, everything but the models; `total`: brotli bytes of all
 */
export function sizes() {
  if (!existsSync(join(dist, 'element.js'))) fail('Nothing is built yet: run `npm run build`, then try again.');
  const files = [...withImports('element.js'), ...BESIDE].map((file) => {
    const bytes = readFileSync(join(dist, file));
    return { file, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli(bytes) };
  });
  const total = files.reduce((sum, { brotli }) => sum + brotli, 0);
  return { files, before: total - files[files.length - 1].brotli, total };
}

if (process.argv[1] === import.meta.filename) {
  const { files, before, total } = sizes();
  console.log(`${'file'.padEnd(22)}${'raw'.padStart(10)}${'gzip'.padStart(10)}${'brotli'.padStart(10)}`);
  for (const { file, raw, gzip, brotli } of files) {
    console.log(`${file.padEnd(22)}${String(raw).padStart(10)}${String(gzip).padStart(10)}${String(brotli).padStart(10)}`);
  }
  console.log(`before the first result can be asked for: brotli ${before}`);
  console.log(`total brotli ${total}`);
  console.log(`\n${'of the models'.padEnd(22)}${'raw'.padStart(10)}${'brotli'.padStart(20)}`);
  for (const { part, raw, brotli } of partSizes()) console.log(`${part.padEnd(22)}${String(raw).padStart(10)}${String(brotli).padStart(20)}`);
}
