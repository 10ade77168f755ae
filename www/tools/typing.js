// While somebody types: how soon an edit in a long text is answered, and whether the page ever waits.
import { longText } from '../../tests/articles.js';
import { open, paste } from '../../tests/browser/stage.js';
import { EXAMPLE } from '../example.js';
import { median } from './report.js';

/** @import { Browser } from 'playwright-core' */

/** What is typed, over and over: letters, marks and ends of sentences. */
const TYPED = ' Das sei gut, sagte Anna Muster. „Wir warten“, so Kern.';
/** Letters that are typed while tasks are watched. */
export const KEYS = 200;
/** Milliseconds between two of them: a fast typist. */
const PACE = 80;

/**
 * Milliseconds from an edit in the middle of a text of `size` units to the plain result, messages to and from the worker included.
 * @param {Browser} browser @param {number} size
 */
export async function timeEdits(browser, size) {
  const { page, close } = await open(browser, { engine: 'real', body: '' });
  const times = await page.evaluate(async ([start, typed]) => {
    const { createReader } = /** @type {typeof import('../api.js')} */ (await import(new URL('/api.js', location.href).href));
    const reader = createReader();
    let text = start;
    const at = text.length >> 1;
    await reader.analyse(text);
    const times = [];
    for (const letter of typed.slice(0, 40)) {
      text = text.slice(0, at + times.length) + letter + text.slice(at + times.length);
      const begin = performance.now();
      await reader.analyse(text);
      times.push(performance.now() - begin);
    }
    reader.close();
    return times;
  }, [longText(size), TYPED]);
  await close();
  return median(times);
}

/**
 * Types into the page below a pasted text and watches for tasks of 50 ms or more, in which no frame is drawn.
 * @param {Browser} browser @param {string} [text]
 * @returns {Promise<number[]>} their milliseconds
 */
export async function longTasks(browser, text = EXAMPLE) {
  const { page, close } = await open(browser, { engine: 'real' });
  await paste(page, text);
  await page.locator('mark.wl-quote').first().waitFor({ timeout: 60_000 });
  await page.locator('#edit').click();
  await page.locator('#input').press('Control+End');
  await page.evaluate(() => {
    const tasks = /** @type {any} */ (globalThis).tasks = /** @type {number[]} */ ([]);
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  });
  for (let key = 0; key < KEYS; key++) {
    await page.keyboard.insertText(TYPED[key % TYPED.length]);
    await page.waitForTimeout(PACE);
  }
  await page.waitForTimeout(1000);
  const tasks = await page.evaluate(() => /** @type {number[]} */ (/** @type {any} */ (globalThis).tasks));
  await close();
  return tasks;
}
