// The wasm of this thread: one instance, a fresh one after a crash.
import * as glue from './wasm/wortlaut.js';
import { isErrorCode } from './errors.js';

/** @import { AnalyseOptions } from './types.js' */
/** @import { Packed } from './packed.js' */
/** @import { ErrorCode } from './errors.js' */
/** @typedef {{ readonly aborted: boolean }} Flag anything that tells whether to stop; asked once after each stage but the last */
/** @typedef {'analyse' | 'decode' | 'crash'} Method */

/** @type {Uint8Array | undefined} the models, for a fresh instance */
let pack;

/**
 * Starts this thread's instance, unless it runs already.
 * @param {WebAssembly.Module} module
 * @param {Uint8Array} models
 */
export function start(module, models) {
  if (pack) return;
  glue.initSync({ module });
  glue.load(models);
  pack = models;
}

const encoder = new TextEncoder();

/** @type {Record<Method, (argument: any, options: any, flag?: Flag) => any>} */
const methods = {
  /** @type {(text: string, options?: AnalyseOptions, flag?: Flag) => Packed} */
  analyse: (text, options, flag) => /** @type {Packed} */ (glue.analyse(encoder.encode(text), options, /** @type {AbortSignal | undefined} */ (flag))),
  /** @type {(bytes: Uint8Array) => { text: string, encoding: string }} */
  decode: (bytes) => {
    const [text, encoding] = glue.decode(bytes);
    return { text, encoding };
  },
  /** @type {(how?: 'memory') => void} */
  crash: (how) => glue.crash(how === 'memory'),
};

/**
 * Calls a method of the wasm. Never throws: answers a result or the code of an error.
 * @param {Method} method
 * @param {unknown} argument
 * @param {unknown} [options]
 * @param {Flag} [flag]
 * @returns {{ result: any } | { error: ErrorCode, cause?: unknown }}
 */
export function call(method, argument, options, flag) {
  try {
    return { result: methods[method](argument, options, flag) };
  } catch (cause) {
    const code = /** @type {{ code?: unknown }} */ (cause)?.code;
    if (isErrorCode(code)) return { error: code };
    restart();
    return { error: 'crashed', cause };
  }
}

/**
 * A flag that counts the stages by the questions that the core asks.
 * @param {() => boolean} aborted whether to stop
 * @param {(done: number) => void} [progress] told the number of stages that are done
 * @returns {Flag}
 */
export function counting(aborted, progress) {
  let done = 0;
  return {
    get aborted() {
      progress?.(++done);
      return aborted();
    },
  };
}

/** Anything but a coded error (a panic, memory that ran out) leaves the instance in an unknown state: takes a fresh one. */
function restart() {
  glue.__wbg_reset_state();
  if (pack) glue.load(pack);
}

/** Bytes of memory that the instance holds. */
export function memory() {
  return glue.memoryBytes();
}

/** Number of stretches without white space, for comparison. @param {string} text */
export function countWords(text) {
  return glue.countWords(text);
}
