// From a file that was dropped or opened to text.

import { textOfHtml } from './blocks.js';

const LARGEST = 64 << 20;

/** @param {string} code */
const failure = (code) => Object.assign(new Error(code), { code });

/**
 * @param {File} file .txt, .md or .html in UTF-8, UTF-16 or Windows-1252
 * @param {(bytes: Uint8Array) => Promise<{ text: string }>} decode tells encodings apart
 * @returns {Promise<{ text: string, markup?: import('./blocks.js').Markup[] }>}
 * @throws {Error} with code "text-too-long" or "not-text"
 */
export async function textOfFile(file, decode) {
  if (file.size > LARGEST) throw failure('text-too-long');
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isBinary(bytes)) throw failure('not-text');
  const { text } = await decode(bytes);
  const html = /\.x?html?$/i.test(file.name) || file.type === 'text/html' || /^\s*<(?:!doctype html|html)\b/i.test(text);
  return html ? textOfHtml(text) : { text };
}

const SIGNATURES = ['%PDF', 'PK\u0003\u0004', '\u0089PNG', '\u00ff\u00d8\u00ff', 'GIF8', '\u00d0\u00cf\u0011\u00e0'];

/**
 * Pictures, PDF and word processors' files are told by how they begin; others by control characters in what is no UTF-16.
 * @param {Uint8Array} bytes
 */
function isBinary(bytes) {
  const head = String.fromCharCode(...bytes.subarray(0, 512));
  if (SIGNATURES.some((signature) => head.startsWith(signature))) return true;
  const zeros = [...head].filter((sign) => sign === '\0').length;
  const utf16 = zeros > head.length / 4;
  // eslint-disable-next-line no-control-regex
  return !utf16 && (head.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0) > head.length / 50;
}
