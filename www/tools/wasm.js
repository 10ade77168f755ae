// Builds www/wasm/: the wasm, its glue and the pack of models.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fail, needRust, output, root, run } from './shell.js';

const out = join(root, 'www/wasm');

/** Features of WebAssembly that every browser in use has and that Rust's compiler relies on. */
const FEATURES = [
  'bulk-memory', 'bulk-memory-opt', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue', 'simd',
];

/** The stages stay functions of their own (src marks them so too): a browser compiles a function when it is first called, all of it. */
const LAYOUT = ['--one-caller-inline-max-function-size=200'];

/** Builds everything in www/wasm/. */
export function buildWasm() {
  needRust();
  const bindgen = findBindgen();
  run('cargo', ['build', '--quiet', '--lib', '--no-default-features', '--profile', 'wasm', '--target', 'wasm32-unknown-unknown']);
  const built = join(root, 'target/wasm32-unknown-unknown/wasm/wortlaut.wasm');
  mkdirSync(out, { recursive: true });
  writePack(out);
  if (isNewer(join(out, 'wortlaut.wasm'), built)) return;
  run(bindgen, [
    '--target', 'web', '--experimental-reset-state-function', '--omit-default-module-path', '--remove-name-section',
    '--remove-producers-section', '--out-dir', out, '--out-name', 'wortlaut', built,
  ]);
  const raw = join(out, 'wortlaut_bg.wasm');
  run(process.execPath, [
    join(root, 'node_modules/binaryen/bin/wasm-opt'), raw, '-O3', '--converge', ...LAYOUT, ...FEATURES.map((name) => `--enable-${name}`),
    '-o', join(out, 'wortlaut.wasm'),
  ]);
  rmSync(raw);
  rmSync(`${raw}.d.ts`);
}

/**
 * Concatenates the models and word tables of models/ and the list of words of saying into models.bin: name length u8, name, size u32 little endian, bytes (see src/models.rs).
 * @param {string} target folder
 */
export function writePack(target) {
  const made = readdirSync(join(root, 'models')).filter((name) => ['.bin', '.tsv'].includes(extname(name))).sort();
  const files = [...made.map((name) => join('models', name)), 'src/quotes/speech.txt'];
  const parts = files.flatMap((file) => {
    const name = Buffer.from(basename(file, extname(file)));
    const bytes = readFileSync(join(root, file));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(bytes.length);
    return [Buffer.from([name.length]), name, size, bytes];
  });
  writeFileSync(join(target, 'models.bin'), Buffer.concat(parts));
}

/**
 * @param {string} made
 * @param {string} from
 */
function isNewer(made, from) {
  return existsSync(made) && statSync(made).mtimeMs > statSync(from).mtimeMs;
}

/** The wasm-bindgen command of the same version as the crate: on the PATH, in the cache, or built into the cache. */
function findBindgen() {
  const version = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(readFileSync(join(root, 'Cargo.lock'), 'utf8'))?.[1];
  if (!version) fail('Cargo.lock names no wasm-bindgen.');
  const right = (/** @type {string} */ command) => output(command, ['--version'])?.endsWith(` ${version}`);
  if (right('wasm-bindgen')) return 'wasm-bindgen';
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), `wortlaut/wasm-bindgen-${version}`);
  const cached = join(folder, 'bin/wasm-bindgen');
  if (!right(cached)) {
    console.log(`Installing wasm-bindgen ${version} into ${folder} (once, about three minutes) …`);
    run('cargo', ['install', '--quiet', 'wasm-bindgen-cli', '--version', version, '--root', folder], {
      env: { CARGO_TARGET_DIR: join(folder, 'target') },
    });
    rmSync(join(folder, 'target'), { recursive: true, force: true });
  }
  return cached;
}

if (process.argv[1] === import.meta.filename) buildWasm();
