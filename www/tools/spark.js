// Builds target/spark/, the folder to take to a cluster: the wasm without JavaScript, the models and the Python module.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { needRust, root, run } from './shell.js';
import { writePack } from './wasm.js';

/** What is built. */
export const folder = join(root, 'target/spark');

/** Builds everything in it. */
export function buildSpark() {
  needRust();
  run('cargo', ['build', '--quiet', '--lib', '--no-default-features', '--features', 'plain', '--profile', 'wasm', '--target', 'wasm32-unknown-unknown']);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, 'target/wasm32-unknown-unknown/wasm/wortlaut.wasm'), join(folder, 'wortlaut.wasm'));
  writePack(folder);
  for (const file of ['wortlaut_spark.py', 'requirements.txt']) copyFileSync(join(root, 'www/embed/spark', file), join(folder, file));
}

if (process.argv[1] === import.meta.filename) {
  buildSpark();
  console.log(folder);
}
