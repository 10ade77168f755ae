// Fuzzes every target of fuzz/targets.rs, or those named, for so many seconds each, and writes tests/reports/fuzz.md:
//   npm run fuzz -- [SECONDS] [TARGET …]
// What was found stays in fuzz/artifacts; new inputs that reach new code are minimised into fuzz/corpus.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { circumstances, table, writeReport } from './report.js';
import { fail, output, root, run } from './shell.js';

/** How many inputs of a corpus are kept with the sources. */
const KEPT = 24;
/** Longest input, in bytes: what breaks a reader of text is short, and short inputs are tried often. */
const LONGEST = 600;

const [seconds = 60, ...chosen] = process.argv.slice(2).map((word) => (/^\d+$/.test(word) ? Number(word) : word));
const source = readFileSync(join(root, 'fuzz/targets.rs'), 'utf8');
const names = [...source.matchAll(/^ {4}\("([a-z]+)", [a-z]+\),$/gm)].map(([, name]) => name);
for (const name of chosen) if (!names.includes(String(name))) fail(`no target ${name}: there are ${names.join(', ')}`);

if (!output('cargo', ['fuzz', '--version'])) fail('cargo-fuzz is missing: `cargo install cargo-fuzz`, then try again.');
// the core has no unsafe code for a sanitizer to watch; without one the stable compiler will do
run('cargo', ['fuzz', 'build', '--sanitizer', 'none', 'target']);
const host = /host: (.*)/.exec(output('rustc', ['-vV']) ?? '')?.[1] ?? '';
const program = join(root, 'fuzz/target', host, 'release/target');

/**
 * What the fuzzer writes, its exit code and how many seconds a processor worked for it.
 * @param {string} name @param {string[]} args
 */
function fuzzer(name, args) {
  const { stderr, status } = spawnSync('sh', ['-c', '"$0" "$@"; code=$?; times >&2; exit $code', program, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, WORTLAUT_TARGET: name },
  });
  const [, minutes, seconds] = [...stderr.matchAll(/^(\d+)m([\d.]+)s /gm)].at(-1) ?? [];
  return { stderr, status, worked: Number(minutes) * 60 + Number(seconds) };
}

const rows = [];
let found = 0;
for (const name of names) {
  if (chosen.length && !chosen.includes(name)) continue;
  const [corpus, grown, artifacts] = ['corpus', 'found', 'artifacts'].map((folder) => join(root, 'fuzz', folder, name));
  for (const folder of [corpus, grown, artifacts]) mkdirSync(folder, { recursive: true });
  const { stderr, status, worked } = fuzzer(name, [
    grown, corpus, join(root, 'tests/articles'), `-max_total_time=${seconds}`, `-max_len=${LONGEST}`, '-timeout=10', '-rss_limit_mb=2048',
    '-print_final_stats=1', `-artifact_prefix=${artifacts}/`,
  ]);
  const runs = Number(/number_of_executed_units: (\d+)/.exec(stderr)?.[1] ?? NaN);
  const edges = [...stderr.matchAll(/cov: (\d+)/g)].at(-1)?.[1] ?? '?';
  if (status !== 0) {
    found += 1;
    console.error(stderr.split('\n').slice(-40).join('\n'));
  }
  minimise(name, corpus, grown);
  rows.push([name, worked.toFixed(0), runs, edges, status === 0 ? 'none' : 'see fuzz/artifacts']);
  console.log(rows.at(-1)?.join('  '));
}

/**
 * Finds the fewest inputs that reach all that was reached, and keeps KEPT of them, short and long.
 * @param {string} name @param {string} corpus @param {string} grown
 */
function minimise(name, corpus, grown) {
  const least = `${grown}.least`;
  rmSync(least, { recursive: true, force: true });
  mkdirSync(least);
  fuzzer(name, ['-merge=1', `-max_len=${LONGEST}`, least, corpus, grown]);
  const inputs = readdirSync(least).map((file) => ({ file, size: statSync(join(least, file)).size })).sort((a, b) => a.size - b.size);
  if (inputs.length) {
    rmSync(corpus, { recursive: true });
    mkdirSync(corpus);
  }
  const every = Math.max(1, inputs.length / KEPT);
  for (let i = 0; i < inputs.length; i += every) {
    const { file } = inputs[Math.floor(i)];
    renameSync(join(least, file), join(corpus, file));
  }
  rmSync(least, { recursive: true });
}

writeReport(
  'fuzz',
  `# Fuzzing

\`npm run fuzz -- ${process.argv.slice(2).join(' ')}\`. ${circumstances()}

Every target is in \`fuzz/targets.rs\`, what it checks in \`tests/promises/mod.rs\`. Inputs of at most ${LONGEST} bytes, overflow checks on.

${table(['target', 'processor seconds', 'inputs tried', 'edges of the program reached', 'findings'], rows)}
`,
);
process.exit(found ? 1 : 0);
