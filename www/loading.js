// Fetches the wasm and the models of this version, both at once, and says in plain words why that failed.
import { WortlautError } from './errors.js';
import { modelsSum, wasmSum } from './version.js';

/** @import { ReaderOptions } from './types.js' */
/** @typedef {{ module: WebAssembly.Module, models: Uint8Array<ArrayBuffer> }} Parts */

const WASM = () => new URL('./wasm/wortlaut.wasm', import.meta.url);

/**
 * @param {ReaderOptions} options
 * @param {() => URL} defaultModels
 * @returns {Promise<Parts>}
 */
export async function loadParts(options, defaultModels) {
  if (typeof WebAssembly !== 'object') throw new WortlautError('no-wasm', options);
  const policy = watchPolicy();
  try {
    const [module, models] = await Promise.all([
      options.wasm ? compile(options.wasm, 'wasm', options) : loadModule(new URL(options.wasmUrl ?? WASM(), base()), options),
      options.models ?? fetchBytes(new URL(options.modelsUrl ?? defaultModels(), base()), options, modelsSum),
    ]);
    return { module, models: /** @type {Uint8Array<ArrayBuffer>} */ (models) };
  } catch (error) {
    // the browser tells of a broken rule in an event of its own, a moment later than the fetch fails
    await new Promise((resolve) => setTimeout(resolve));
    const { detail = '', code = '' } = /** @type {Partial<WortlautError>} */ (error);
    if (code === 'load-failed' && policy.broken.has('connect-src')) {
      throw new WortlautError('policy-connect', { ...options, detail, cause: error });
    }
    throw error;
  } finally {
    policy.stop();
  }
}

/** Addresses without a scheme are meant from the page. */
export function base() {
  return globalThis.document?.baseURI ?? import.meta.url;
}

/**
 * Notes the directives of the page's content security policy that are broken from now on.
 */
export function watchPolicy() {
  /** @type {Set<string>} */
  const broken = new Set();
  const note = (/** @type {SecurityPolicyViolationEvent} */ event) => broken.add(event.effectiveDirective);
  globalThis.document?.addEventListener('securitypolicyviolation', note);
  return { broken, stop: () => globalThis.document?.removeEventListener('securitypolicyviolation', note) };
}

/**
 * @param {URL} url
 * @param {ReaderOptions} options
 */
async function loadModule(url, options) {
  if (url.protocol !== 'file:' && typeof WebAssembly.compileStreaming === 'function') {
    const response = await get(url, options, wasmSum);
    // a server that calls the file anything else makes the streaming way fail
    if (response.headers.get('Content-Type')?.startsWith('application/wasm')) {
      return compile(response, url.href, options);
    }
    return compile(await response.arrayBuffer(), url.href, options);
  }
  return compile(await fetchBytes(url, options, wasmSum), url.href, options);
}

/**
 * @param {BufferSource | WebAssembly.Module | Response} source
 * @param {string} name
 * @param {ReaderOptions} options
 */
async function compile(source, name, options) {
  if (source instanceof WebAssembly.Module) return source;
  try {
    if (typeof Response === 'function' && source instanceof Response) return await WebAssembly.compileStreaming(source);
    return await WebAssembly.compile(/** @type {BufferSource} */ (source));
  } catch (cause) {
    const forbidden = /content security policy|unsafe-eval|blocked by CSP/i.test(String(cause));
    throw new WortlautError(forbidden ? 'policy-wasm' : 'bad-wasm', { ...options, detail: name, cause });
  }
}

/**
 * @param {URL} url
 * @param {ReaderOptions} options
 * @param {string} [integrity] what the file must hash to
 */
async function fetchBytes(url, options, integrity) {
  if (url.protocol === 'file:') {
    const files = globalThis.process?.getBuiltinModule?.('node:fs/promises');
    if (files) {
      return files.readFile(url).catch((cause) => {
        throw new WortlautError('load-failed', { ...options, detail: url.href, cause });
      });
    }
  }
  return new Uint8Array(await (await get(url, options, integrity)).arrayBuffer());
}

/**
 * @param {URL} url
 * @param {ReaderOptions} options
 * @param {string} [integrity]
 * @returns {Promise<Response>}
 */
async function get(url, options, integrity) {
  const ask = async (/** @type {RequestInit} */ how) => {
    const response = await fetch(url, { credentials: 'same-origin', ...how });
    if (!response.ok) throw response.status;
    return response;
  };
  const failure = (/** @type {'load-failed' | 'other-version'} */ code, /** @type {unknown} */ cause) =>
    new WortlautError(code, { ...options, detail: url.href, cause });
  if (!integrity) return ask({}).catch((cause) => Promise.reject(failure('load-failed', cause)));
  // a cache may hold the file of an earlier version
  const right = await ask({ integrity }).catch(() => ask({ integrity, cache: 'reload' })).catch(() => undefined);
  if (right) return right;
  await ask({ cache: 'force-cache' }).catch((cause) => Promise.reject(failure('load-failed', cause)));
  throw failure('other-version', undefined);
}
