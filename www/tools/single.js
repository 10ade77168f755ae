// Writes the page as one HTML file without references: script, styles, wasm, models, worker and icon are part of it.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The policy's word for an inline script or style. @param {string} content */
const hash = (content) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/** @param {string} folder with the built page: index.html, page.css, icon.svg @param {string} script all of the page's modules in one */
export function writeSingle(folder, script) {
  const read = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8');
  const style = read('page.css');
  // nothing can be fetched, and so nothing can be sent
  const policy = `default-src 'none'; script-src ${hash(script)} 'wasm-unsafe-eval'; worker-src blob:; style-src ${hash(style)} data:; ` +
    "img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
  /** @type {[RegExp, string][]} */
  const parts = [
    [/(http-equiv="Content-Security-Policy" content=")[^"]*/, `$1${policy}`],
    [/(<link rel="icon" href=")[^"]*/, `$1data:image/svg+xml;base64,${Buffer.from(read('icon.svg')).toString('base64')}`],
    [/<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`],
    [/<script type="module" src[^>]*><\/script>\n/, ''],
  ];
  // links to further files, such as a manifest, have no place in it
  let page = read('index.html').replace(/<link rel="(?!icon|stylesheet)[^>]*>\n/g, '');
  for (const [place, part] of parts) {
    if (!place.test(page)) throw new Error(`index.html has no ${place}`);
    page = page.replace(place, (_, before = '') => part.replace('$1', () => before));
  }
  const end = page.lastIndexOf('</body>');
  writeFileSync(join(folder, 'wortlaut.html'), `${page.slice(0, end)}<script type="module">${script}</script>\n${page.slice(end)}`);
}
