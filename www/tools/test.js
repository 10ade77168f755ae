// Every check, from the formatter to the browsers; the first that fails ends the run.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.js';
import { needBrowser } from './browsers.js';
import { fail, needRust, root, run } from './shell.js';

/** @param {string} title @param {() => unknown} step */
async function step(title, step) {
  const start = Date.now();
  console.log(`\n== ${title}`);
  await step();
  console.log(`   (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

needRust();
if (!needBrowser()) fail('No browser: install Chromium (`apt install chromium`), then try again.');

await step('format', () => run('cargo', ['fmt', '--check']));
await step('clippy', () => run('cargo', ['clippy', '--quiet', '--all-targets', '--features', 'cli', '--', '-D', 'warnings']));
await step('cargo test', () => run('cargo', ['test', '--quiet', '--features', 'cli']));
await step('build', build);
await step('types', () => run(process.execPath, ['node_modules/typescript/bin/tsc']));
await step('eslint', () => run(process.execPath, ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.']));
const files = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.js'));
await step('node and browsers', () =>
  run(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=spec', ...files.sort().map((name) => join('tests', name))]));
