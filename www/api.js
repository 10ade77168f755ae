// The programming interface: a reader that analyses texts beside the page, or in it where that is not possible.
import { WortlautError, isErrorCode } from './errors.js';
import { base, loadParts, watchPolicy } from './loading.js';
import { unpack } from './packed.js';
import { trustedUrl } from './trust.js';
import { wasmSum } from './version.js';

/** @import { Analysis, AnalyseOptions, Progress, ReaderOptions, Stage } from './types.js' */
/** @import { ErrorCode } from './errors.js' */
/** @import { Method } from './engine.js' */
/** @import { Parts } from './loading.js' */

export { WortlautError, message } from './errors.js';

/**
 * One call on its way.
 * @typedef {object} Job
 * @property {number} id
 * @property {Method} method
 * @property {unknown} argument
 * @property {unknown} [options]
 * @property {AbortSignal} [signal]
 * @property {Int32Array} [flag] 1 once the caller asks to stop, where threads may share memory
 * @property {(done: number) => void} [progress] to be told how many stages are done
 * @property {(result: any) => void} resolve
 * @property {(error: WortlautError) => void} reject
 */

/**
 * What runs the jobs: a worker or this thread.
 * @typedef {object} Host
 * @property {'worker' | 'page'} kind
 * @property {(job: Job) => Promise<{ result?: any, error?: string }>} run
 * @property {() => void} end
 */

const MODELS = () => new URL('./wasm/models.bin', import.meta.url);

/** The stages of an analysis in order, as `analyse_with` in src/lib.rs calls them. @type {Stage[]} */
const STAGES = ['clean', 'tokens', 'tagging', 'names', 'entities', 'looks', 'frames', 'quotes', 'attribution', 'analysis'];

/** How long an aborted analysis may go on before its worker is ended, in milliseconds. */
const GRACE = 100;

/** @type {ReaderOptions} */
let defaults = {};

/**
 * Sets options that readers made from now on have where they say nothing else: for pages whose files lie elsewhere.
 * @param {ReaderOptions} options
 */
export function configure(options) {
  defaults = { ...defaults, ...options };
}

/**
 * Makes a reader. It begins to load at once; `analyse` may be called right away.
 * @param {ReaderOptions} [options]
 */
export function createReader(options = {}) {
  return new Reader({ ...defaults, ...options });
}

/** Analyses texts, one after the other, in the order of the calls. */
export class Reader {
  /** @type {ReaderOptions} */
  #options;
  /** @type {Promise<Parts>} */
  #parts;
  /** @type {Promise<Host> | undefined} */
  #host;
  /** @type {Job[]} */
  #queue = [];
  #running = false;
  #closed = false;
  #ids = 0;
  /** @type {(() => void) | undefined} ends the job that runs, where it cannot be asked to */
  #interrupt;

  /** @type {'worker' | 'page' | undefined} where the analysis runs, once that is settled */
  mode;
  /** @type {WortlautError[]} what did not work although the reader does: why there is no worker */
  notices = [];

  /** @param {ReaderOptions} options */
  constructor(options) {
    this.#options = options;
    this.#parts = loadParts(options, MODELS);
    /** Resolves when the first text can be analysed; rejects with a {@link WortlautError} where none ever can. */
    this.ready = this.#start().then(() => undefined);
    // whoever analyses hears of it too
    this.ready.catch(() => undefined);
  }

  /**
   * Reads a text. Positions of the result are those of `text`.
   * @param {string} text
   * @param {AnalyseOptions & { signal?: AbortSignal, progress?: (progress: Progress) => void }} [options] `progress` is
   *   called as each stage begins
   * @returns {Promise<Analysis>} rejects with a {@link WortlautError}
   */
  async analyse(text, { signal, progress, ...options } = {}) {
    if (typeof text !== 'string') throw this.#error('not-a-text');
    const tell = (/** @type {number} */ done) => {
      try {
        progress?.({ stage: STAGES[done], done, all: STAGES.length });
      } catch (error) {
        // the caller's own fault, and no reason to end an analysis
        queueMicrotask(() => { throw error; });
      }
    };
    return unpack(await this.call('analyse', text, options, { signal, progress: progress && tell }));
  }

  /**
   * The text of a file in whatever encoding (UTF-8, UTF-16, Windows-1252, Mac).
   * @param {Uint8Array} bytes
   * @returns {Promise<{ text: string, encoding: string }>}
   */
  decode(bytes) {
    if (!(bytes instanceof Uint8Array)) return Promise.reject(this.#error('not-a-text'));
    return this.call('decode', bytes);
  }

  /** Ends the worker; calls that are on their way reject with `closed`. */
  close() {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.reject(this.#error('closed'));
    this.#interrupt?.();
    this.#host?.then((host) => host.end(), () => undefined);
  }

  /**
   * Calls one method of the wasm.
   * @param {Method} method
   * @param {unknown} [argument]
   * @param {unknown} [options]
   * @param {Pick<Job, 'signal' | 'progress'>} [how]
   * @returns {Promise<any>}
   */
  call(method, argument, options, { signal, progress } = {}) {
    if (this.#closed) return Promise.reject(this.#error('closed'));
    if (signal?.aborted) return Promise.reject(this.#error('aborted'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ id: ++this.#ids, method, argument, options, signal, flag: signal && sharedFlag(), progress, resolve, reject });
      signal?.addEventListener('abort', () => this.#drop(signal), { once: true });
      this.#work();
    });
  }

  /**
   * Rejects what waits under this signal.
   * @param {AbortSignal} signal
   */
  #drop(signal) {
    for (const job of this.#queue.filter((waiting) => waiting.signal === signal)) job.reject(this.#error('aborted'));
    this.#queue = this.#queue.filter((waiting) => waiting.signal !== signal);
  }

  async #work() {
    if (this.#running) return;
    this.#running = true;
    for (let job = this.#queue.shift(); job; job = this.#queue.shift()) await this.#run(job);
    this.#running = false;
  }

  /** @param {Job} job */
  async #run(job) {
    /** @type {Host} */
    let host;
    try {
      host = await this.#start();
    } catch (error) {
      job.reject(/** @type {WortlautError} */ (error));
      return;
    }
    if (this.#closed || job.signal?.aborted) {
      job.reject(this.#error(this.#closed ? 'closed' : 'aborted'));
      return;
    }
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let grace;
    const abort = () => {
      job.reject(this.#error('aborted'));
      if (job.flag) Atomics.store(job.flag, 0, 1);
      grace = setTimeout(() => this.#interrupt?.(), GRACE);
    };
    job.signal?.addEventListener('abort', abort, { once: true });
    job.progress?.(0);
    const { result, error } = await Promise.race([
      host.run(job),
      /** @type {Promise<{ result?: any, error?: string }>} */ (
        new Promise((resolve) => {
          this.#interrupt = () => {
            host.end();
            this.#host = undefined;
            resolve({ error: this.#closed ? 'closed' : 'aborted' });
          };
        })
      ),
    ]);
    this.#interrupt = undefined;
    clearTimeout(grace);
    job.signal?.removeEventListener('abort', abort);
    if (error === undefined) job.resolve(result);
    else job.reject(this.#error(isErrorCode(error) ? error : 'crashed'));
  }

  #start() {
    return (this.#host ??= this.#makeHost());
  }

  /** @returns {Promise<Host>} */
  async #makeHost() {
    const { worker = typeof Worker === 'function', timeout = 10_000 } = this.#options;
    let host;
    if (worker) {
      try {
        host = await startWorker(this.#options, this.#parts, timeout);
      } catch (error) {
        if (!(error instanceof WortlautError) || !WORKER_FAILURES.has(error.code)) throw error;
        this.notices.push(error);
      }
    }
    host ??= await startHere(this.#options, await this.#parts);
    this.mode = host.kind;
    return host;
  }

  /** @param {ErrorCode} code */
  #error(code) {
    return new WortlautError(code, { language: this.#options.language });
  }
}

/** What a reader survives by working in the page. @type {Set<ErrorCode>} */
const WORKER_FAILURES = new Set(['worker-failed', 'policy-worker', 'policy-trusted-types']);

/** A cell that two threads see, where the page is allowed one. */
function sharedFlag() {
  const allowed = typeof SharedArrayBuffer === 'function' && globalThis.crossOriginIsolated !== false;
  return allowed ? new Int32Array(new SharedArrayBuffer(4)) : undefined;
}

/**
 * @param {ReaderOptions} options
 * @param {Parts} parts
 * @returns {Promise<Host>}
 */
async function startHere(options, parts) {
  const engine = await import('./engine.js');
  try {
    engine.start(parts.module, parts.models);
  } catch (cause) {
    throw new WortlautError('bad-model', { ...options, cause });
  }
  return {
    kind: 'page',
    run: async ({ method, argument, options, signal, progress }) =>
      engine.call(method, argument, options, engine.counting(() => signal?.aborted ?? false, progress)),
    end: () => undefined,
  };
}

/**
 * @param {ReaderOptions} options
 * @param {Promise<Parts>} loading
 * @param {number} timeout
 * @returns {Promise<Host>}
 */
async function startWorker(options, loading, timeout) {
  const url = new URL(options.workerUrl ?? new URL('./worker.js', import.meta.url), base());
  const policy = watchPolicy();
  /** @type {Map<number, (answer: { result?: any, error?: string }) => void>} */
  const waiting = new Map();
  /** @type {Job['progress']} of the job that runs */
  let progress;
  /** @param {unknown} [cause] */
  const failure = (cause) => {
    const code = policy.broken.has('worker-src') || /content security policy/i.test(String(cause)) ? 'policy-worker'
      : policy.broken.has('require-trusted-types-for') || /Trusted/.test(String(cause)) ? 'policy-trusted-types'
      : 'worker-failed';
    return new WortlautError(code, { ...options, detail: url.href, cause });
  };
  /** @type {(error?: unknown) => void} */
  let fail = () => undefined;
  let port;
  try {
    port = openPort(url, (message) => {
      if (message.done) return progress?.(message.done);
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    }, (error) => {
      fail(error);
      for (const answer of waiting.values()) answer({ error: 'crashed' });
    });
  } catch (error) {
    policy.stop();
    throw failure(error);
  }
  const failed = new Promise((_, reject) => (fail = (cause) => setTimeout(() => reject(failure(cause)))));
  failed.catch(() => undefined);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  try {
    const parts = await loading;
    timer = setTimeout(() => fail('timeout'), timeout);
    const started = new Promise((resolve) => waiting.set(0, resolve));
    port.post({ id: 0, method: 'start', version: wasmSum, ...parts });
    const { error } = /** @type {{ error?: string }} */ (await Promise.race([started, failed]));
    if (error === 'bad-model') throw new WortlautError('bad-model', options);
    if (error) throw failure(error);
  } catch (error) {
    port.end();
    throw error;
  } finally {
    clearTimeout(timer);
    policy.stop();
  }
  return {
    kind: 'worker',
    run: ({ id, method, argument, options, flag, ...job }) =>
      new Promise((resolve) => {
        ({ progress } = job);
        waiting.set(id, resolve);
        port.post({ id, method, argument, options, flag, progress: progress !== undefined });
      }),
    end: port.end,
  };
}

/**
 * @param {URL} url
 * @param {(message: { id: number, done?: number, result?: any, error?: string }) => void} onmessage
 * @param {(error: unknown) => void} onerror
 */
function openPort(url, onmessage, onerror) {
  const threads = globalThis.process?.getBuiltinModule?.('node:worker_threads');
  if (typeof Worker !== 'function' && threads) {
    const worker = new threads.Worker(url);
    // an idle reader does not keep the process alive, a working one does
    worker.on('message', (message) => {
      if (!message.done) worker.unref();
      onmessage(message);
    }).on('error', onerror);
    const post = (/** @type {unknown} */ message) => {
      worker.ref();
      worker.postMessage(message);
    };
    return { post, end: () => void worker.terminate() };
  }
  // pages opened from a disk run what lies in memory as a plain script only; the built worker is one
  const type = url.protocol === 'blob:' ? 'classic' : 'module';
  const worker = new Worker(trustedUrl(url), { type, name: 'wortlaut' });
  worker.onmessage = (event) => onmessage(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    onerror(event.message ?? 'the file did not load');
  };
  return { post: (/** @type {unknown} */ message) => worker.postMessage(message), end: () => worker.terminate() };
}
