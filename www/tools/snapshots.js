// Pictures of every state at three widths in both themes, on other pages too, and of the main ones under forced colours, on
// paper and with fewer colours, into target/snapshots: to be looked at. Names of states narrow the choice.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, startChromium } from '../../tests/browser/stage.js';
import { GUEST, HOST, HOSTED, MAIN, STATES } from '../../tests/browser/states.js';
import { root } from './shell.js';

/** @import { Page } from 'playwright-core' */
/** @typedef {{ name: string, reach: (page: Page) => Promise<unknown>, options: Parameters<typeof open>[1], before?: (page: Page) => Promise<unknown>, full?: boolean }} Shot */

const THEMES = /** @type {const} */ (['light', 'dark']);
const WIDE = { width: 1280, height: 900 };
const SIZES = [{ width: 360, height: 740 }, { width: 820, height: 1100 }, WIDE];

/** @param {Page} page @param {'protanopia'|'deuteranopia'|'tritanopia'|'achromatopsia'} type */
const seeAs = async (page, type) => (await page.context().newCDPSession(page)).send('Emulation.setEmulatedVisionDeficiency', { type });

/** Every picture of one state. @param {typeof STATES[number]} state @param {string} [body] @returns {Shot[]} */
function shots([name, reach], body) {
  const all = SIZES.flatMap((viewport) => THEMES.map((colorScheme) => ({ name: `${name} ${viewport.width} ${colorScheme}`, reach, options: { viewport, colorScheme, ...(body ? { body, policy: GUEST } : {}) } })));
  if (!MAIN.includes(name)) return all;
  const forced = THEMES.map((colorScheme) => ({ name: `${name} forced ${colorScheme}`, reach, options: { viewport: WIDE, colorScheme, forcedColors: /** @type {const} */ ('active') } }));
  const paper = { name: `${name} paper`, reach, options: { viewport: { width: 794, height: 1123 } }, before: (/** @type {Page} */ page) => page.emulateMedia({ media: 'print' }), full: true };
  const seen = (/** @type {const} */ (['protanopia', 'deuteranopia', 'tritanopia', 'achromatopsia'])).map((type) => ({ name: `${name} ${type}`, reach, options: { viewport: WIDE }, before: (/** @type {Page} */ page) => seeAs(page, type) }));
  return [...all, ...forced, paper, ...seen];
}

const folder = join(root, 'target/snapshots');
const wanted = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await startChromium();
const chosen = (/** @type {typeof STATES} */ states) => states.filter(([name]) => !wanted.length || wanted.includes(name));
for (const { name, reach, options, before, full } of [...chosen(STATES).flatMap((state) => shots(state)), ...chosen(HOSTED).flatMap((state) => shots(state, HOST))]) {
  const { page, close } = await open(browser, options);
  page.setDefaultTimeout(5000);
  await reach(page);
  await before?.(page);
  await page.screenshot({ path: join(folder, `${name.replace(/[ ,]+/g, '-')}.png`), fullPage: full ?? false });
  await close();
}
await browser.close();
console.log(folder);
