// How far the reading of a long text is: a bar and the stage in words.

import { h } from './dom.js';

/** @import { Progress } from '../types.js' */
/** @import { Strings } from '../locale/locale.js' */

/** A text that is read within this time shows no bar, in milliseconds. */
const PATIENCE = 400;

/** The bar of one reader; it outlives the frame that it stands in. */
export class ProgressBar {
  /** @param {() => Strings} strings @param {() => void} shown called when the bar appears */
  constructor(strings, shown) {
    this.strings = strings;
    this.shown = shown;
    /** @type {Progress|null} null: nothing is known yet */
    this.progress = null;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    this.bar = h('progress', {});
    this.words = h('span', { 'aria-hidden': 'true' });
    this.element = h('div', { class: 'progress', part: 'progress', hidden: true }, h('div', {}, this.bar, this.words));
  }

  /** A text is being read, from the start. */
  begin() {
    this.progress = null;
    this.draw();
    this.timer ??= setTimeout(() => {
      this.element.hidden = false;
      this.shown();
    }, PATIENCE);
  }

  /** @param {Progress} progress */
  go(progress) {
    this.progress = progress;
    this.draw();
  }

  /** Nothing is being read any more. */
  end() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.element.hidden = true;
  }

  /** Shows what is known; before the first stage that is only that something goes on. */
  draw() {
    const { bar, progress } = this;
    const t = this.strings();
    const words = progress ? t.progress(t.stages[progress.stage], progress.done + 1, progress.all) : t.engineLoading;
    bar.setAttribute('aria-label', t.reading);
    bar.setAttribute('aria-valuetext', words);
    this.words.textContent = words;
    if (progress) Object.assign(bar, { max: progress.all, value: progress.done });
    else bar.removeAttribute('value');
  }
}
