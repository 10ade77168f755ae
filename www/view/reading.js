// One reader: a text, what was found in it, what the person looking at it has chosen and corrected.

import { h } from './dom.js';
import { Names } from './names.js';
import { drawText } from './text.js';
import { placeNotes } from './notes.js';
import { elementsOf, mark } from './choice.js';
import { Frame } from './frame.js';
import { Gestures } from './gestures.js';
import { TABS } from './head.js';
import { selectedSpan } from './selection.js';
import { wordsOf } from './model.js';
import { ProgressBar } from './progress.js';
import { History } from '../corrections/history.js';
import { apply } from '../corrections/apply.js';
import { quoteRef } from '../corrections/operations.js';

/** @import { Analysis, Entity, Quote } from './types.js' */
/** @import { Item } from './choice.js' */
/** @import { Tab } from './head.js' */
/** @import { Operation } from '../corrections/operations.js' */
/** @import { Strings } from '../locale/locale.js' */

/** The analysis of an empty text. @type {Analysis} */
export const NOTHING = { schema: 1, language: 'de', blocks: [], sentences: [], entities: [], quotes: [], marks: [], voices: [] };

/** Blocks that are drawn at once; the rest of a long text follows in steps. */
const FIRST_BLOCKS = 80;
const NEXT_BLOCKS = 120;

/**
 * @typedef {object} Listeners
 * @property {(item: Item|null) => void} chosen
 * @property {(operation: Operation|null) => void} corrected
 * @property {() => void} reread the corrections ask for another analysis
 */

/** Shows an analysis inside `root` and, where `surface` is given, on an article outside. */
export class ReadingView {
  /**
   * @param {ShadowRoot} root
   * @param {Strings} t
   * @param {Listeners} listeners
   */
  constructor(root, t, listeners) {
    this.root = root;
    this.t = t;
    this.listeners = listeners;
    this.text = '';
    this.automatic = NOTHING;
    this.analysis = NOTHING;
    /** @type {Operation[]} */
    this.lost = [];
    this.history = new History();
    this.names = new Names('', NOTHING, t);
    /** @type {Tab[]} */
    this.tabs = TABS;
    this.say = true;
    /** @type {import('./types.js').Span|null} what the button for a new quotation would take */
    this.selected = null;
    this.state = { tab: /** @type {Tab} */ ('quotes'), chosen: /** @type {Item|null} */ (null), off: new Set(['marks']), speaker: '', query: '' };
    /** @type {WeakMap<globalThis.Node, number>} */
    this.positions = new WeakMap();
    /** @type {Generator<HTMLElement>|null} what is still to be drawn */
    this.pending = null;
    /** @type {{ element: HTMLElement, annotate: (text: string, analysis: Analysis, reader: ReadingView) => void }|null} */
    this.outside = null;
    this.progress = new ProgressBar(() => this.t, () => this.announce(this.t.reading));
    this.gestures = new Gestures(this);
    this.frame = new Frame(this);
    this.build();
  }

  /** Where the marks stand. */
  get surface() {
    return this.outside?.element ?? this.article;
  }

  /** The text column of the reader itself. */
  get article() {
    return this.frame.article;
  }

  /** Draws the frame; called again when language or panels change. */
  build() {
    this.frame.element.remove();
    this.frame = new Frame(this);
    this.gestures.listenToFrame();
    this.root.append(this.frame.element);
    this.progress.draw();
    this.fit();
    this.refresh();
  }

  /** Shows `text` with a new analysis; corrections made before are applied again. @param {string} text @param {Analysis} analysis */
  show(text, analysis) {
    this.progress.end();
    this.text = text;
    this.automatic = analysis;
    this.refresh();
  }

  /** Draws everything from the automatic analysis and the corrections. */
  refresh() {
    const before = this.describeChoice();
    const { analysis, lost } = apply(this.text, this.automatic, this.history.done);
    this.analysis = analysis;
    this.lost = lost;
    this.names = new Names(this.text, analysis, this.t);
    this.state.chosen = this.rediscover(before);
    if (!analysis.voices.some(({ entity }) => String(entity ?? 'none') === this.state.speaker)) this.state.speaker = '';
    this.frame.element.classList.toggle('empty-reader', this.text.trim() === '');
    this.drawSurface();
    this.update();
  }

  drawSurface() {
    this.pending = null;
    if (this.outside) {
      this.outside.annotate(this.text, this.analysis, this);
      return;
    }
    this.article.replaceChildren();
    this.pending = drawText(this.text, this.analysis, { names: this.names, t: this.t, positions: this.positions, notes: true });
    this.drawMore(FIRST_BLOCKS);
  }

  /** Draws the next blocks; yields to the person between steps. @param {number} blocks */
  drawMore(blocks) {
    const { pending } = this;
    for (let n = 0; pending && n < blocks; n++) {
      const { value, done } = pending.next();
      if (done) {
        this.pending = null;
        break;
      }
      this.article.append(value);
    }
    if (this.pending) setTimeout(() => this.pending === pending && this.drawMore(NEXT_BLOCKS));
    else this.drawn();
  }

  /** After the last block: one quotation can be reached by Tab, notes stand where they should. */
  drawn() {
    this.surface.querySelector('mark[data-quote]')?.setAttribute('tabindex', '0');
    this.mark();
    this.placeNotes();
  }

  placeNotes() {
    if (!this.outside && this.frame.layout !== 'narrow' && this.frame.element.isConnected) placeNotes(this.article);
  }

  /** Draws head, panels and bar anew and keeps the focus where it was. */
  update() {
    const active = /** @type {HTMLElement|null} */ (this.root.activeElement);
    this.frame.update();
    this.mark();
    if (!active || active.isConnected) return;
    // where the focused control is gone for good, its panel takes the focus
    const { key } = active.dataset;
    const again = key ? this.root.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
    /** @type {HTMLElement|null} */ (again ?? this.frame.panel.querySelector('.room:not([hidden])'))?.focus({ preventScroll: true });
  }

  /** Shows on the text what is chosen and which types are off. */
  mark() {
    const { surface, state } = this;
    mark(surface, 'wl-chosen', state.chosen);
    surface.setAttribute('data-wl-off', [...state.off].join(' '));
    surface.toggleAttribute('data-wl-choice', state.chosen?.kind === 'entity');
    surface.toggleAttribute('data-wl-quiet', !this.say);
  }

  /** @param {Item|null} item @param {{ reveal?: boolean }} [how] */
  choose(item, { reveal = false } = {}) {
    const { state } = this;
    state.chosen = item;
    if (item?.kind === 'quote') {
      if (!this.shownQuotes().some(({ id }) => id === item.id)) this.clearFilter();
      this.state.tab = this.tabs.includes('quotes') ? 'quotes' : state.tab;
    } else if (item && state.tab === 'quotes' && this.tabs.includes('entities')) state.tab = 'entities';
    this.update();
    if (item) this.frame.showCard(item.kind === 'quote' ? String(item.id) : `entity-${item.id}`);
    if (reveal) this.reveal();
    this.listeners.chosen(item);
  }

  /** Brings the chosen item into view in the text and gives it the focus. @param {HTMLElement} [element] */
  reveal(element) {
    const { chosen } = this.state;
    while (this.pending) this.drawMore(1000);
    const target = element ?? (chosen ? elementsOf(this.surface, chosen).find((found) => found.matches('mark,.wl-mention')) : undefined);
    if (!target) return;
    if (this.frame.layout === 'narrow' && this.frame.sheet.open) this.frame.sheet.close();
    const { top, bottom } = target.getBoundingClientRect();
    if (top < 120 || bottom > innerHeight - 120) target.scrollIntoView({ block: 'center' });
    if (target.matches('mark')) this.focusMark(target);
  }

  /** Moves the text's one Tab stop to `target` and focuses it. @param {HTMLElement} target */
  focusMark(target) {
    for (const other of this.surface.querySelectorAll('mark[tabindex="0"]')) other.setAttribute('tabindex', '-1');
    target.setAttribute('tabindex', '0');
    target.focus({ preventScroll: true });
  }

  /** The quotations that pass the filters, in order. @returns {Quote[]} */
  shownQuotes() {
    const { off, speaker, query } = this.state;
    const wanted = query.trim().toLowerCase();
    return this.analysis.quotes.filter(
      (quote) =>
        !off.has(quote.type) &&
        (!speaker || String(quote.speaker?.entity ?? 'none') === speaker) &&
        (!wanted || `${this.names.speaker(quote)} ${wordsOf(this.text, quote.spans)}`.toLowerCase().includes(wanted)),
    );
  }

  /** Chooses the next or previous of the shown quotations. @param {number} by 1 or -1 */
  step(by) {
    const shown = this.shownQuotes();
    if (!shown.length) return;
    const now = shown.findIndex(({ id }) => this.state.chosen?.kind === 'quote' && id === this.state.chosen.id);
    const next = now < 0 ? (by > 0 ? 0 : shown.length - 1) : (now + by + shown.length) % shown.length;
    const focused = this.root.activeElement;
    this.choose({ kind: 'quote', id: shown[next].id });
    const target = elementsOf(this.surface, { kind: 'quote', id: shown[next].id }).find((found) => found.matches('mark'));
    while (this.pending) this.drawMore(1000);
    if (!target) return;
    if (focused && this.frame.panel.contains(focused)) target.scrollIntoView({ block: 'center' });
    else this.reveal(target);
  }

  /** Goes to the next or previous mention of an entity. @param {Entity} entity @param {number} by */
  stepMention(entity, by) {
    while (this.pending) this.drawMore(1000);
    const found = elementsOf(this.surface, { kind: 'entity', id: entity.id }).filter((element) => element.matches('.wl-mention'));
    if (!found.length) return;
    const now = found.findIndex((element) => element.classList.contains('wl-current'));
    for (const element of found) element.classList.remove('wl-current');
    const next = found[now < 0 ? (by > 0 ? 0 : found.length - 1) : (now + by + found.length) % found.length];
    next.classList.add('wl-current');
    next.scrollIntoView({ block: 'center' });
  }

  /** @param {{ speaker?: string, query?: string }} change @param {Tab} [tab] */
  filter(change, tab) {
    Object.assign(this.state, change);
    if (tab) this.state.tab = tab;
    this.update();
  }

  clearFilter() {
    const marksOff = this.state.off.has('marks');
    this.state.off = new Set(marksOff ? ['marks'] : []);
    this.filter({ speaker: '', query: '' });
  }

  /** @param {string} type a type of quotation, or "marks" */
  toggleType(type) {
    const { off } = this.state;
    if (!off.delete(type)) off.add(type);
    this.update();
  }

  /** @param {Tab} tab */
  showTab(tab) {
    this.state.tab = tab;
    this.frame.chooseTab(tab);
  }

  /** @param {Tab} [tab] */
  openPanel(tab) {
    if (tab) this.showTab(tab);
    this.frame.openPanel();
  }

  /** Lays the reader out for the width that it has. */
  fit() {
    this.frame.fit(this.outside !== null);
    this.placeNotes();
  }

  /** Applies a correction. @param {Operation} operation */
  correct(operation) {
    this.history.add(operation);
    if (operation.do === 'keep') this.listeners.reread();
    else this.refresh();
    this.announce(this.t.did[operation.do]);
    this.listeners.corrected(operation);
  }

  /** Lets the corrections go whose place is gone. */
  dropLost() {
    this.history.drop(this.lost);
    this.refresh();
    this.listeners.corrected(null);
  }

  /** @param {'undo'|'redo'} step */
  travel(step) {
    const operation = this.history.all[this.history.at - (step === 'undo' ? 1 : 0)];
    this.history[step]();
    if (operation?.do === 'keep') this.listeners.reread();
    else this.refresh();
    this.announce(step === 'undo' ? this.t.undone : this.t.redone);
    this.listeners.corrected(null);
  }

  /** The selected stretch of the text. */
  selection() {
    return selectedSpan(this.text, this.outside ? document : this.root, this.positions);
  }

  /** Shows the button that makes a quotation of the selected words. */
  offerSelection() {
    const span = this.selection();
    this.frame.adder.hidden = !span;
    this.selected = span;
  }

  addSelection() {
    const { selected } = this;
    this.frame.adder.hidden = true;
    if (!selected) return;
    document.getSelection()?.removeAllRanges();
    this.addQuote(selected);
    if (this.frame.hasSheet) this.openPanel('quotes');
  }

  /** Makes a quotation of a stretch of the text and opens its card. @param {import('./types.js').Span} span */
  addQuote(span) {
    const type = /^[„“"»«‚‘›‹]/.test(this.text.slice(span.start, span.end)) ? 'direct' : 'indirect';
    this.correct({ do: 'add', quote: quoteRef(this.text, { spans: [span], type }), speaker: null });
    const added = this.analysis.quotes.find(({ origin, spans }) => origin === 'added' && spans[0].start === span.start && spans[0].end === span.end);
    if (added) this.choose({ kind: 'quote', id: added.id });
  }

  /** @param {string} words */
  showError(words) {
    this.frame.element.classList.remove('empty-reader');
    this.frame.head.replaceChildren(h('p', { class: 'notice error', role: 'alert' }, words));
  }

  /** Says something politely to screen readers. @param {string} words */
  announce(words) {
    this.frame.live.textContent = words;
  }

  /** The choice in words that survive another analysis. */
  describeChoice() {
    const { chosen } = this.state;
    if (!chosen) return null;
    if (chosen.kind === 'entity') return { kind: chosen.kind, words: this.names.entities.get(chosen.id)?.name };
    const quote = this.names.quotes.get(chosen.id);
    return { kind: chosen.kind, words: quote && wordsOf(this.names.text, quote.spans), start: quote?.spans[0].start };
  }

  /** @param {ReturnType<ReadingView['describeChoice']>} before @returns {Item|null} */
  rediscover(before) {
    if (!before?.words) return null;
    if (before.kind === 'entity') {
      const entity = this.analysis.entities.find(({ name, aliases }) => name === before.words || aliases.includes(before.words ?? ''));
      return entity ? { kind: 'entity', id: entity.id } : null;
    }
    const same = this.analysis.quotes.filter(({ spans }) => wordsOf(this.text, spans) === before.words);
    const quote = same.find(({ spans }) => spans[0].start === before.start) ?? (same.length === 1 ? same[0] : undefined);
    return quote ? { kind: 'quote', id: quote.id } : null;
  }
}
