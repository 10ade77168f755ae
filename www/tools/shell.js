// Runs other programs for the build and the tests, and names what is missing.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the corpora and their scorers lie, beside the repository if nothing else is said. */
export const shared = process.env.WORTLAUT_SHARED ?? `${root}../shared`;

/**
 * Runs a program in the repository and ends this one where that fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string> }} [options]
 */
export function run(command, args, { quiet = false, env = {} } = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit',
    env: { ...process.env, ...env },
  });
  if (error || status !== 0) fail(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ` (${status})`}`);
}

/**
 * What a program prints, or undefined where it is missing or fails.
 * @param {string} command
 * @param {string[]} args
 */
export function output(command, args) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * Ends the program with one line.
 * @param {string} message
 * @returns {never}
 */
export function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Ends the program with one line where Rust or its wasm target is missing. */
export function needRust() {
  if (!output('cargo', ['--version'])) fail('Rust is missing: install it from https://rustup.rs (or `apt install rustup`), then try again.');
  const sysroot = output('rustc', ['--print', 'sysroot']);
  const target = output('rustc', ['--print', 'target-libdir', '--target', 'wasm32-unknown-unknown']);
  if (!sysroot || !target || !output('ls', [target])) {
    fail('Rust cannot build WebAssembly yet: run `rustup target add wasm32-unknown-unknown`, then try again.');
  }
}
