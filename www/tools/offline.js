// The service worker of a built page: it knows the page's files and their hashes, and is named after them.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { withImports } from './size.js';
import { root } from './shell.js';

/** What comes beside the page's own modules, `''` being the page itself. */
const BESIDE = [
  '', 'manifest.webmanifest', 'icon.svg', 'icons/192.png', 'icons/512.png', 'icons/maskable-512.png', 'page.css', 'style.css', 'marks.css',
  'worker.js', 'wasm/wortlaut.wasm', 'wasm/models.bin',
];

/** Every file that the page asks for, by its address seen from the page. @param {string} folder with a built page */
export const pageFiles = (folder) => [...BESIDE, ...withImports('page.js', { folder, later: true })];

/**
 * Writes service-worker.js for the page in a folder.
 * @param {string} folder
 */
export async function writeServiceWorker(folder) {
  const source = join(root, 'www/service-worker.js');
  const files = pageFiles(folder).map((file) => [file, integrity(join(folder, file || 'index.html'))]);
  const version = createHash('sha256').update(JSON.stringify(files)).update(readFileSync(source)).digest('hex').slice(0, 16);
  await build({
    entryPoints: [source], outfile: join(folder, 'service-worker.js'), bundle: true, minify: true, format: 'iife', target: 'es2022',
    logLevel: 'warning', define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
  });
}

/** Subresource-integrity hash of a file. @param {string} file */
export const integrity = (file) => `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;
