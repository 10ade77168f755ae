// Builds dist/: what is published, and what `npm start` serves.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { build as bundle } from 'esbuild';
import { integrity, writeServiceWorker } from './offline.js';
import { root, run } from './shell.js';
import { writeSingle } from './single.js';
import { buildWasm } from './wasm.js';

const www = join(root, 'www');
const dist = join(root, 'dist');

/** Modules that readers' browsers ask for by name; everything they import is bundled. */
const ENTRIES = ['api.js', 'element.js', 'page.js', 'wortlaut.js', 'embed/frame.js'];

/** What pages that show the frame load beside it: the rest of www/embed is to be copied by hand. */
const FRAME = ['embed/frame.html', 'embed/frame.css'];

/** Pictures of the documentation. */
const UNSHIPPED = new Set(['picture.png']);

/** Files that are copied or minified as they are. */
const ASSETS = new Set(['.html', '.svg', '.png', '.webmanifest', '.txt', '.json']);

/** Folders of the sources that do not ship as they are. */
const SOURCES = new Set(['tools', 'wasm', 'embed']);

/** Builds everything. */
export async function build() {
  buildWasm();
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(join(dist, 'wasm'), { recursive: true });
  for (const name of ['wortlaut.wasm', 'models.bin']) copyFileSync(join(www, 'wasm', name), join(dist, 'wasm', name));
  // whose data the models were made from, and its licences
  copyFileSync(join(root, 'models/README.md'), join(dist, 'wasm/README.md'));
  const sum = (/** @type {string} */ file) => JSON.stringify(integrity(join(dist, 'wasm', file)));
  const sums = { WASM_SUM: sum('wortlaut.wasm'), MODELS_SUM: sum('models.bin') };
  const common = /** @type {const} */ ({
    bundle: true, minify: true, format: 'esm', target: 'es2022', outdir: dist, absWorkingDir: www, logLevel: 'warning',
    legalComments: 'none', define: { BUILT: 'true', ...sums },
  });
  // the worker is one file without imports, so that it runs wherever it is copied
  await bundle({ ...common, entryPoints: ['worker.js'] });
  // other people's pages load this one as a plain script: modules of another origin would want headers
  await bundle({ ...common, entryPoints: ['embed/host.js'], outbase: www, format: 'iife' });
  await bundle({ ...common, entryPoints: ENTRIES, splitting: true, chunkNames: '[name]-[hash]' });
  await bundle({ ...common, entryPoints: ['cli.js'], platform: 'node', external: ['./api.js'] });
  const files = readdirSync(www, { recursive: true, encoding: 'utf8' }).filter((file) => FRAME.includes(file) || !SOURCES.has(file.split('/')[0]));
  // those in folders are imported by these
  const styles = files.filter((file) => extname(file) === '.css' && (FRAME.includes(file) || !file.includes('/')));
  if (styles.length > 0) await bundle({ ...common, entryPoints: styles, outbase: www });
  // styles are part of it, so after them
  const whole = { ...common, define: sums, loader: /** @type {const} */ ({ '.wasm': 'binary', '.bin': 'binary' }), plugins: [sourceAsText, noAddresses] };
  await bundle({ ...whole, entryPoints: ['inline.js'] });
  for (const file of files.filter((name) => ASSETS.has(extname(name)) && !UNSHIPPED.has(name))) {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    copyFileSync(join(www, file), join(dist, file));
  }
  const { outputFiles } = await bundle({ ...whole, entryPoints: ['single.js'], write: false });
  writeSingle(dist, outputFiles[0].text);
  // last, since it knows what is in all of them
  await writeServiceWorker(dist);
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.types.json')]);
}

/** `import source from 'text:FILE'`: a built file as a string. @type {import('esbuild').Plugin} */
const sourceAsText = {
  name: 'text',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^text:/ }, ({ path }) => ({ path: path.slice(5), namespace: 'text' }));
    onLoad({ filter: /.*/, namespace: 'text' }, ({ path }) => ({ contents: readFileSync(join(dist, path)), loader: 'text' }));
  },
};

/** Addresses of files beside the module: the styles become part of it, the rest is there already. @type {import('esbuild').Plugin} */
const noAddresses = {
  name: 'no-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /www\/[a-z]+\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/new URL\('\.\/([^']+)', import\.meta\.url\)/g, (_, file) => {
        const style = extname(file) === '.css' ? readFileSync(join(dist, file), 'base64') : '';
        return style ? `new URL('data:text/css;base64,${style}')` : "new URL('about:blank')";
      }),
    }));
  },
};

if (process.argv[1] === import.meta.filename) {
  await build();
  for (const file of readdirSync(dist).filter((name) => ['.js', '.css'].includes(extname(name)))) {
    console.log(`${integrity(join(dist, file))}  ${file}`);
  }
}
