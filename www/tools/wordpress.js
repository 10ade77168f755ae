// Puts the WordPress plugin and the built reader together: dist-embed/wortlaut/ and, to upload, dist-embed/wortlaut-wordpress.zip.
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { fail, root } from './shell.js';

const dist = join(root, 'dist');
const target = join(root, 'dist-embed');

/** Modules that the plugin names. */
const ENTRIES = ['wortlaut.js', 'api.js'];

/** What they ask for by address. */
const BESIDE = ['worker.js', 'style.css', 'marks.css', 'wasm/wortlaut.wasm', 'wasm/models.bin', 'wasm/README.md'];

/**
 * A built module and every module that it imports, at once or later.
 * @param {string} file
 * @param {Set<string>} [seen]
 */
function withImports(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name] of readFileSync(join(dist, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*"\.\/([^"]+\.js)"/g)) withImports(name, seen);
  return seen;
}

/**
 * Builds folder and zip file from `dist`.
 * @returns {string} path of the zip file
 */
export function buildPlugin() {
  if (!existsSync(join(dist, 'wortlaut.js'))) fail('Nothing is built yet: run `npm run build`, then try again.');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const plugin = join(target, 'wortlaut');
  rmSync(plugin, { recursive: true, force: true });
  cpSync(join(root, 'www/embed/wordpress'), plugin, { recursive: true });
  for (const file of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(join(root, file), join(plugin, file));
  for (const file of [...ENTRIES.flatMap((entry) => [...withImports(entry)]), ...BESIDE]) {
    const place = join(plugin, `reader-${version}`, file);
    mkdirSync(dirname(place), { recursive: true });
    copyFileSync(join(dist, file), place);
  }
  const files = readdirSync(plugin, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(plugin, file)).isFile()).sort();
  const zip = join(target, 'wortlaut-wordpress.zip');
  writeFileSync(zip, zipSync(Object.fromEntries(files.map((file) => [`wortlaut/${file}`, new Uint8Array(readFileSync(join(plugin, file)))]))));
  return zip;
}

if (process.argv[1] === import.meta.filename) console.log(buildPlugin());
