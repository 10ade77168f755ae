// What pointer and keys do on the text and in the panels.

import { elementsOf, itemAt, mark } from './choice.js';
import { keepBlock } from '../corrections/operations.js';

/** @import { ReadingView } from './reading.js' */
/** @import { Item } from './choice.js' */

/** Turns events into choices and steps. */
export class Gestures {
  /** @param {ReadingView} view */
  constructor(view) {
    this.view = view;
    this.outside = new AbortController();
  }

  /** Listens to the reader's own frame. */
  listenToFrame() {
    const { element, article } = this.view.frame;
    element.addEventListener('keydown', (event) => this.onKey(event));
    element.addEventListener('click', (event) => this.onClick(event));
    this.listenTo(article);
  }

  /** Listens to an article outside the reader. @param {HTMLElement} surface */
  attach(surface) {
    this.outside = new AbortController();
    const { signal } = this.outside;
    // a reader that stands in its own article has answered already
    const answered = (/** @type {Event} */ event) => event.composedPath().includes(this.view.frame.element);
    this.listenTo(surface, signal);
    surface.addEventListener('click', (event) => !answered(event) && this.onText(event.target), { signal });
    surface.addEventListener('keydown', (event) => !answered(event) && this.onKey(event), { signal });
  }

  /** Stops listening to the article outside. @param {HTMLElement} surface */
  detach(surface) {
    mark(surface, 'wl-lit', null);
    this.outside.abort();
  }

  /** @param {HTMLElement} surface @param {AbortSignal} [signal] */
  listenTo(surface, signal) {
    const { view } = this;
    const light = (/** @type {Event} */ event) => mark(surface, 'wl-lit', itemAt(event.target));
    surface.addEventListener('pointerover', light, { signal });
    surface.addEventListener('focusin', light, { signal });
    surface.addEventListener('pointerleave', () => mark(surface, 'wl-lit', null), { signal });
    // the selection is settled once the event is over
    surface.addEventListener('pointerup', () => setTimeout(() => view.offerSelection()), { signal });
    surface.addEventListener('keyup', (event) => event.shiftKey && view.offerSelection(), { signal });
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const [origin] = event.composedPath();
    if (!(origin instanceof Element)) return;
    const button = /** @type {HTMLElement|null} */ (origin.closest('[data-keep],[data-choose],[data-entitycard],[data-voice]'));
    if (button) this.onButton(button.dataset);
    else if (this.view.article.contains(origin)) this.onText(origin);
  }

  /** @param {DOMStringMap} data */
  onButton({ keep, choose, entitycard, voice }) {
    const { view } = this;
    if (keep) {
      const [start, end] = keep.split(' ').map(Number);
      view.correct(keepBlock(view.text, { start, end }));
    } else if (choose) this.toggle({ kind: 'quote', id: Number(choose) });
    else if (entitycard) this.toggle({ kind: 'entity', id: Number(entitycard) });
    else if (voice === 'none') view.filter({ speaker: 'none' }, 'quotes');
    else if (voice) this.toggle({ kind: 'entity', id: Number(voice) });
  }

  /** Chooses an item from its card; a second time takes the choice back. @param {Item} item */
  toggle(item) {
    const { view } = this;
    const { chosen } = view.state;
    const again = chosen?.kind === item.kind && chosen.id === item.id;
    view.choose(again ? null : item);
    if (!again && view.frame.layout !== 'narrow') elementsOf(view.surface, item)[0]?.scrollIntoView({ block: 'nearest' });
  }

  /** A click on the text; one that ends a selection chooses nothing. @param {EventTarget|null} target */
  onText(target) {
    const { view } = this;
    if (view.selection()) return;
    const item = itemAt(target);
    if (item || view.state.chosen) view.choose(item);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { view } = this;
    const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
    if (event.altKey || target.matches?.('input,select,textarea')) return;
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      const step = event.shiftKey ? 'redo' : 'undo';
      if (view.history[step === 'undo' ? 'canUndo' : 'canRedo']) view.travel(step);
    }
    if (control) return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (step) view.step(step);
    else if (event.key === 'Enter' && target.matches('mark')) view.choose(itemAt(target));
    else if (event.key === 'Escape' && view.state.chosen && !view.frame.sheet.open) view.choose(null);
    else return;
    event.preventDefault();
  }
}
