// The reader's other half, beside the page: a module worker in browsers, a worker thread in Node.
import { call, counting, start } from './engine.js';
import { wasmSum } from './version.js';

/** @typedef {import('./engine.js').Method} Method */
/** @typedef {{ id: number, method: 'start', version?: string, module: WebAssembly.Module, models: Uint8Array }} Start */
/** @typedef {{ id: number, method: Method, argument: unknown, options?: unknown, flag?: Int32Array, progress?: boolean }} Request */

/** @type {{ postMessage(message: unknown, transfer: ArrayBuffer[]): void, onmessage?: unknown, on?: Function }} */
const port = /** @type {any} */ (globalThis.process?.getBuiltinModule?.('node:worker_threads')?.parentPort ?? self);

/** @param {Start | Request} request */
function answer(request) {
  if (request.method === 'start') {
    if (request.version !== wasmSum) return { error: 'other-version' };
    try {
      start(request.module, request.models);
      return { result: null };
    } catch (error) {
      return { error: /** @type {{ code?: string }} */ (error).code ?? 'crashed' };
    }
  }
  const { id, method, argument, options, flag, progress } = request;
  const aborted = () => flag !== undefined && Atomics.load(flag, 0) === 1;
  const tell = progress ? (/** @type {number} */ done) => port.postMessage({ id, done }, []) : undefined;
  const outcome = call(method, argument, options, counting(aborted, tell));
  return 'error' in outcome ? { error: outcome.error } : outcome;
}

/** @param {Start | Request} request */
function handle(request) {
  const outcome = answer(request);
  // the numbers of an analysis go over as they are
  const numbers = request.method === 'analyse' && 'result' in outcome ? outcome.result[0].buffer : undefined;
  port.postMessage({ id: request.id, ...outcome }, numbers ? [numbers] : []);
}

if (port.on) port.on('message', handle);
else port.onmessage = (/** @type {MessageEvent} */ event) => handle(event.data);
