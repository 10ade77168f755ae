// Makes the icons of the installed page, www/icons/*.png, from www/icon.svg.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChromium } from './browsers.js';
import { root } from './shell.js';

const svg = readFileSync(join(root, 'www/icon.svg'), 'utf8');
const colour = /<rect[^>]*fill="(#\w+)"/.exec(svg)?.[1];
const folder = join(root, 'www/icons');
mkdirSync(folder, { recursive: true });

const browser = await startChromium();
for (const [name, size] of /** @type {const} */ ([['192', 192], ['512', 512], ['maskable-512', 512]])) {
  const maskable = name.startsWith('maskable');
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  // a system may cut a maskable icon down to the circle in its middle: colour to the edge, the sign well inside
  const [background, width] = maskable ? [colour, 80] : ['none', 100];
  await page.setContent(`<style>html { background: ${background} } body { margin: 0; display: grid; place-items: center; height: 100vh } svg { width: ${width}% }</style>${svg}`);
  writeFileSync(join(folder, `${name}.png`), await page.screenshot({ omitBackground: !maskable }));
  await page.close();
}
await browser.close();
