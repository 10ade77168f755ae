// Makes www/picture.png, the README's picture, from the running page. Wants a build (`npm run build`).
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { startChromium } from './browsers.js';
import { serve } from './serve.js';
import { fail, root } from './shell.js';

const LARGEST = 300_000;
const picture = join(root, 'www/picture.png');

const server = await serve(join(root, 'dist'));
const browser = await startChromium();
const page = await browser.newPage({ viewport: { width: 1240, height: 780 }, colorScheme: 'light', locale: 'de-DE', reducedMotion: 'reduce' });
await page.goto(server.url, { waitUntil: 'networkidle' });
await page.locator('#example').click();
const answer = page.locator('mark.wl-quote', { hasText: 'schwimmen lernen sollen' }).last();
await answer.waitFor();
await answer.evaluate((mark) => /** @type {HTMLElement} */ (mark).click());
await page.mouse.move(0, 0);
await page.evaluate(() => scrollTo(0, 0));
await page.screenshot({ path: picture });
await browser.close();
await server.close();
const { size } = statSync(picture);
if (size > LARGEST) fail(`${picture} has ${size} bytes, more than ${LARGEST}.`);
console.log(`${picture}: ${size} bytes`);
