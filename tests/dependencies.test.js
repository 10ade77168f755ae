// Every dependency has its reason in CONTRIBUTING.md, and a licence and a source that deny.toml allows.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { output, root } from '../www/tools/shell.js';

const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8');

/** What the tables of dependencies in a Cargo.toml name. @param {string} file */
function crates(file) {
  const tables = read(file).split(/^(?=\[)/m).filter((table) => /^\[(?:.*\.)?(?:dev-)?dependencies\]/.test(table));
  return tables.flatMap((table) => [...table.matchAll(/^([\w-]+) = /gm)].map(([, name]) => name)).filter((name) => name !== 'wortlaut');
}

/** What a package.json names. @param {string} file */
function packages(file) {
  const { dependencies, devDependencies } = JSON.parse(read(file));
  return Object.keys({ ...dependencies, ...devDependencies });
}

test('CONTRIBUTING.md says of every dependency what it is for', () => {
  const [, reasons] = read('CONTRIBUTING.md').split('## Dependencies, and why');
  const named = [...reasons.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  const all = [...['Cargo.toml', 'fuzz/Cargo.toml'].flatMap(crates), ...['package.json', 'tests/bundlers/package.json'].flatMap(packages)];
  assert(all.length > 30, `${all.length} dependencies`);
  assert.deepEqual(all.filter((name) => !named.some((known) => known === name || (known.endsWith('/*') && name.startsWith(known.slice(0, -1))))), []);
});

const missing = output('cargo', ['deny', '--version']) ? false : 'cargo-deny is not installed';
for (const manifest of ['Cargo.toml', 'fuzz/Cargo.toml']) {
  test(`${manifest}: licences, versions and sources as deny.toml wants them`, { skip: missing }, () => {
    const { status, stderr } = spawnSync('cargo', ['deny', '--manifest-path', manifest, '--config', 'deny.toml', 'check', 'licenses', 'bans', 'sources'], { cwd: root, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });
}
