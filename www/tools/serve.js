// A small static server for 127.0.0.1 with the right types and a strict policy.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { root } from './shell.js';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
  '.map': 'application/json; charset=utf-8',
};

/** What the page needs and no more. */
export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
  "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; " +
  "require-trusted-types-for 'script'; trusted-types wortlaut";

/**
 * Serves a folder.
 * @param {string} folder
 * @param {object} [options]
 * @param {number} [options.port] any free one if unset
 * @param {string | null} [options.policy] the content security policy
 * @param {Record<string, string>} [options.headers] more headers, on every answer
 * @param {(path: string) => { status?: number, headers?: Record<string, string>, body: string | Buffer } | undefined} [options.answer]
 *   answers of its own for some paths
 * @param {(path: string) => void} [options.onrequest]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export function serve(folder, { port = 0, policy = POLICY, headers = {}, answer, onrequest } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    onrequest?.(path);
    const own = answer?.(path);
    const always = {
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      ...(policy ? { 'Content-Security-Policy': policy } : {}),
      ...headers,
    };
    if (own) {
      response.writeHead(own.status ?? 200, { 'Content-Type': TYPES['.html'], ...always, ...own.headers }).end(own.body);
      return;
    }
    const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path));
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats?.isFile()) {
      response.writeHead(404, { 'Content-Type': TYPES['.txt'], ...always }).end('not found');
      return;
    }
    const etag = `"${stats.mtimeMs}-${stats.size}"`;
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, { ETag: etag, ...always }).end();
      return;
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': stats.size, ETag: etag, ...always });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      const close = () => new Promise((/** @type {(value: void) => void} */ done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
      resolve({ url: `http://127.0.0.1:${address.port}/`, close });
    });
  });
}

if (process.argv[1] === import.meta.filename) {
  const folder = join(root, process.argv.includes('--source') ? 'www' : 'dist');
  const wanted = Number(process.env.PORT ?? 8080);
  const { url } = await serve(folder, { port: wanted }).catch(() => serve(folder));
  console.log(`Wortlaut: ${url}`);
}
