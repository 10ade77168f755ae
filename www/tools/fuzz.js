// Fuzzes every target of fuzz/targets.rs, or those named, and writes tests/reports/fuzz.md:
//   npm run fuzz -- [SECONDS] [TARGET …]
// Seconds are those that a processor works for a target, whatever else the machine does. A target that is not named keeps its row.
// What was found stays in fuzz/artifacts; new inputs that reach new code are minimised into fuzz/corpus.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { table, writeReport } from './report.js';
import { fail, output, root, run } from './shell.js';

/** How many inputs of a corpus are kept with the sources. */
const KEPT = 24;
/** Longest input, in bytes: what breaks a reader of text is short, and short inputs are tried often. */
const LONGEST = 600;

const chosen = process.argv.slice(2);
const seconds = /^\d+$/.test(chosen[0] ?? '') ? Number(chosen.shift()) : 60;
const source = readFileSync(join(root, 'fuzz/targets.rs'), 'utf8');
const names = [...source.matchAll(/^ {4}\("([a-z]+)", [a-z]+\),$/gm)].map(([, name]) => name);
for (const name of chosen) if (!names.includes(name)) fail(`no target ${name}: there are ${names.join(', ')}`);

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

/** The rows of the report by target, those of earlier runs first. @type {Map<string, (string | number)[]>} */
const rows = new Map();
const report = join(root, 'tests/reports/fuzz.md');
for (const line of existsSync(report) ? readFileSync(report, 'utf8').split('\n') : []) {
  const cells = line.split('|').slice(1, -1).map((cell) => cell.trim());
  if (names.includes(cells[0])) rows.set(cells[0], cells);
}
let found = 0;
for (const name of names) {
  if (chosen.length && !chosen.includes(name)) continue;
  const [corpus, grown, artifacts] = ['corpus', 'found', 'artifacts'].map((folder) => join(root, 'fuzz', folder, name));
  for (const folder of [corpus, grown, artifacts]) mkdirSync(folder, { recursive: true });
  let [worked, runs, edges, status] = [0, 0, '?', /** @type {number | null} */ (0)];
  while (worked < seconds && status === 0) {
    // the fuzzer's own limit is one of the clock, which runs on while others have the processor
    const left = Math.ceil(seconds - worked);
    const one = fuzzer(name, [
      grown, corpus, join(root, 'tests/articles'), `-max_total_time=${left}`, `-max_len=${LONGEST}`, '-timeout=10', '-rss_limit_mb=2048',
      '-print_final_stats=1', `-artifact_prefix=${artifacts}/`,
    ]);
    status = one.status;
    worked += one.worked;
    runs += Number(/number_of_executed_units: (\d+)/.exec(one.stderr)?.[1] ?? NaN);
    edges = [...one.stderr.matchAll(/cov: (\d+)/g)].at(-1)?.[1] ?? '?';
    if (status !== 0) {
      found += 1;
      console.error(one.stderr.split('\n').slice(-40).join('\n'));
    }
  }
  minimise(name, corpus, grown);
  const [{ model }] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  rows.set(name, [name, date, model.trim(), (worked / 60).toFixed(1), runs, edges, status === 0 ? 'none' : 'see fuzz/artifacts']);
  console.log(rows.get(name)?.join('  '));
  writeReport(
    'fuzz',
    `# Fuzzing

Made by \`npm run fuzz -- SECONDS\`. Every target is in \`fuzz/targets.rs\`, what it checks in \`tests/promises/mod.rs\`. Inputs of at most ${LONGEST} bytes,
overflow checks on; minutes are those that a processor worked.

${table(
  ['target', 'date', 'processor', 'minutes', 'inputs tried', 'edges of the program reached', 'findings'],
  names.flatMap((name) => [rows.get(name) ?? []]).filter((row) => row.length),
)}
`,
  );
}
process.exitCode = found ? 1 : 0;

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
