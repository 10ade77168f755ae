// Pictures of every state at three widths in both themes, into target/snapshots: to be looked at. Names of states narrow the choice.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, startChromium } from '../../tests/browser/stage.js';
import { STATES } from '../../tests/browser/states.js';
import { root } from './shell.js';

const folder = join(root, 'target/snapshots');
const wanted = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await startChromium();
for (const [name, reach] of STATES.filter(([name]) => !wanted.length || wanted.includes(name))) {
  for (const [width, height] of [[360, 740], [820, 1100], [1280, 900]]) {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      const { page, close } = await open(browser, { viewport: { width, height }, colorScheme });
      page.setDefaultTimeout(5000);
      await reach(page);
      await page.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}-${width}-${colorScheme}.png`) });
      await close();
    }
  }
}
await browser.close();
console.log(folder);
