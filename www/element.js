// <wortlaut-reader>: shows who says what in a German article. Registered on import in browsers; harmless on a server.

import { createReader, message } from './api.js';
import { NOTHING, ReadingView } from './view/reading.js';
import { TABS } from './view/head.js';
import { Annotated } from './view/inplace.js';
import { QUOTE_TYPES } from './view/types.js';
import { h } from './view/dom.js';
import { strings } from './locale/locale.js';
import { keptBlocks } from './corrections/apply.js';
import { fromFile, toFile } from './corrections/operations.js';
import { exportAs } from './export/export.js';
import { textOf } from './input/blocks.js';

/** @import { Progress } from './types.js' */
/** @import { Analysis, Span } from './view/types.js' */
/** @import { Format } from './export/export.js' */
/** @import { Markup } from './input/blocks.js' */

// a server has no HTMLElement: the class is made there too, but never of use
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (/** @type {unknown} */ (class {}));

/** @type {ReturnType<typeof createReader>|undefined} one engine for all elements of a page */
let engine;

/** The engine of all elements of this page; loads on the first call. */
export const sharedReader = () => (engine ??= createReader());

/**
 * Reads its `text`, its own content, or the article that `for` names.
 *
 * @tag wortlaut-reader
 * @attr {string} for - selector of an article of this page that is marked in place
 * @attr {'auto'|'light'|'dark'} theme - colours; `auto` follows the page's `color-scheme`
 * @attr {'de'|'en'} lang - language of the interface; the page's where unset
 * @attr {string} panels - which of "quotes entities voices" are shown, or "none"
 * @attr {string} types - which types of quotation are marked; all five where unset; "marks" adds titles and scare quotes
 * @attr {boolean} silent - marks are not said in words to screen readers
 * @fires {CustomEvent<Progress>} wortlaut-progress - a stage of the reading begins
 * @fires {CustomEvent<{ analysis: Analysis }>} wortlaut-analysed - a text was read
 * @fires {CustomEvent<{ kind: 'quote'|'entity', id: number }|null>} wortlaut-chosen - a quotation or entity was chosen
 * @fires {CustomEvent<{ corrections: number }>} wortlaut-corrected - the reader corrected something, or took it back
 * @fires {CustomEvent<{ code: string, message: string }>} wortlaut-failed - a text could not be read; where it is
 *   cancelled, the element leaves the message to the page
 * @csspart text - the article
 * @csspart block - a headline, paragraph or other block; also named by its kind
 * @csspart quote - a quotation; also named by its type
 * @csspart speaker - the words that name a speaker
 * @csspart name - a mention of an entity
 * @csspart note - a margin note
 * @csspart clutter - a block that is not read
 * @csspart head - the line above the text
 * @csspart summary - the button with the counts
 * @csspart panel - the panel beside the text
 * @csspart progress - the bar that shows how far the reading of a long text is
 * @csspart sheet - what holds the panel where there is no room beside the text
 * @cssprop --wl-ink - colour of the text
 * @cssprop --wl-paper - colour of the ground
 * @cssprop --wl-accent - colour of actions and focus
 * @cssprop --wl-font-text - font of the article
 * @cssprop --wl-font-ui - font of panels and controls
 * @cssprop --wl-direct - colour of direct quotations
 * @cssprop --wl-indirect - colour of indirect quotations
 * @cssprop --wl-free - colour of free indirect quotations
 * @cssprop --wl-reported - colour of reported quotations
 * @cssprop --wl-sticky-top - height of what sticks to the top of the page, so that the panel keeps clear of it
 * @cssprop --wl-gutter - margin beside the element that the bar of narrow screens may fill
 */
export class WortlautReader extends Base {
  static observedAttributes = ['for', 'lang', 'panels', 'types', 'silent'];

  /** @type {ReadingView|undefined} */
  #view;
  /** @type {string|undefined} */
  #text;
  /** @type {Markup[]} */
  #markup = [];
  /** @type {Annotated|undefined} */
  #annotated;
  /** @type {{ text: string, options: { keep: Span[], markup: Markup[] } }|undefined} what is to be read, or was read last */
  #wanted;
  #busy = false;
  /** @type {MutationObserver|undefined} */
  #content;
  /** @type {ResizeObserver|undefined} */
  #size;
  /** Text and kept blocks of the last analysis, so that a moved element does not read again. */
  #read = '';
  /** @type {Promise<void>} */
  #done = Promise.resolve();

  connectedCallback() {
    // a property set before the element was defined hides the accessor
    if (Object.hasOwn(this, 'text')) {
      const { text } = this;
      delete (/** @type {any} */ (this).text);
      this.text = text;
    }
    this.#open();
    this.#source();
    this.#size?.observe(this);
  }

  disconnectedCallback() {
    this.#content?.disconnect();
    this.#size?.disconnect();
    this.#leaveArticle();
  }

  /** @param {string} name @param {string|null} old @param {string|null} value */
  attributeChangedCallback(name, old, value) {
    if (!this.#view || old === value) return;
    if (name === 'for') this.#source();
    else this.#settings(name);
  }

  /** The text that is read. Setting it takes precedence over content and `for`. */
  get text() {
    return this.#view?.text ?? this.#text ?? '';
  }

  set text(text) {
    this.read(String(text ?? ''));
  }

  /**
   * Reads a text of which more is known than its words.
   * @param {string} text
   * @param {Markup[]} [markup] blocks that the markup of its source tells, in UTF-16 positions
   */
  read(text, markup = []) {
    this.#text = text;
    this.#markup = markup;
    if (this.#view) this.#source();
  }

  /** What was found, with the reader's corrections. @type {Analysis|null} */
  get analysis() {
    return this.#view?.analysis ?? null;
  }

  /** Resolves when the text that was set last has been read, or could not be. */
  get done() {
    return this.#done;
  }

  /** Number of corrections that count, and whether there is one to undo or redo. */
  get corrections() {
    const history = this.#view?.history;
    return { count: history?.at ?? 0, canUndo: history?.canUndo ?? false, canRedo: history?.canRedo ?? false };
  }

  /** Takes the last correction back. */
  undo() {
    this.#view?.travel('undo');
  }

  /** Makes the correction again that was taken back last. */
  redo() {
    this.#view?.travel('redo');
  }

  /** Forgets all corrections, for a new text. */
  forget() {
    this.#view?.history.clear();
    this.#view?.choose(null);
    this.#tell('corrected', { corrections: 0 });
  }

  /** The corrections as a file's content. */
  saveCorrections() {
    return toFile(this.#view?.history.done ?? []);
  }

  /**
   * Adds the corrections of a file to those made.
   * @param {string} words
   * @returns {number} how many
   * @throws {Error} with code "not-corrections"
   */
  loadCorrections(words) {
    const operations = fromFile(words);
    this.#view?.history.add(...operations);
    this.#view?.refresh();
    if (operations.some((operation) => operation.do === 'keep')) this.#source();
    this.#tell('corrected', { corrections: this.corrections.count });
    return operations.length;
  }

  /**
   * The result in one of the export formats.
   * @param {Format} format
   */
  exportAs(format) {
    const view = this.#open();
    return exportAs(format, view.text, view.analysis, { title: document.title, url: this.#annotated ? location.href : undefined, lang: view.t.lang });
  }

  /** Gives the focus to the article, so that its keys work. */
  focus() {
    this.#open().surface.focus({ preventScroll: true });
  }

  /** Says something politely to screen readers. @param {string} words */
  announce(words) {
    this.#view?.announce(words);
  }

  /** @returns {ReadingView} */
  #open() {
    if (this.#view) return this.#view;
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const sheet = h('link', { rel: 'stylesheet', href: styleUrl('style') });
    root.append(sheet, h('link', { rel: 'stylesheet', href: styleUrl('marks') }));
    const view = new ReadingView(root, this.#strings(), {
      chosen: (item) => this.#tell('chosen', item),
      corrected: () => this.#tell('corrected', { corrections: this.corrections.count }),
      reread: () => this.#source(),
    });
    this.#view = view;
    for (const name of ['panels', 'types', 'silent']) this.#settings(name);
    sheet.addEventListener('load', () => view.fit());
    let width = 0;
    this.#size = new ResizeObserver(([{ contentRect }]) => {
      // the height follows the text while it is drawn, and asks for nothing
      if (contentRect.width === width) return;
      ({ width } = contentRect);
      // in a frame of its own: a change of layout must not loop within one
      requestAnimationFrame(() => view.fit());
    });
    return view;
  }

  #strings() {
    return strings(this.getAttribute('lang') || this.closest('[lang]')?.getAttribute('lang'));
  }

  /** @param {string} name of a changed attribute */
  #settings(name) {
    const view = this.#open();
    const words = (/** @type {string} */ attribute) => this.getAttribute(attribute)?.split(/\s+/).filter(Boolean);
    if (name === 'lang') view.t = this.#strings();
    if (name === 'panels') view.tabs = TABS.filter((tab) => words('panels')?.includes(tab) ?? true);
    if (name === 'silent') view.say = !this.hasAttribute('silent');
    if (name === 'types') {
      const shown = words('types') ?? QUOTE_TYPES;
      view.state.off = new Set([...QUOTE_TYPES, 'marks'].filter((type) => !shown.some((wanted) => wanted === type)));
    }
    if (!view.tabs.includes(view.state.tab)) view.state.tab = view.tabs[0] ?? 'quotes';
    view.build();
  }

  /** Finds what is to be read, and reads it where it is new. */
  #source() {
    const view = this.#open();
    const selector = this.getAttribute('for');
    this.#content?.disconnect();
    if (this.#text !== undefined || !selector) this.#leaveArticle();
    if (this.#text !== undefined) this.#analyse(this.#text, this.#markup);
    else if (selector) this.#article(selector, view);
    else {
      this.#content ??= new MutationObserver(() => this.#source());
      this.#content.observe(this, { childList: true, characterData: true, subtree: true });
      const { text, markup } = textOf(this, { collapse: true });
      this.#analyse(text.trimEnd(), markup);
    }
  }

  /** @param {string} selector @param {ReadingView} view */
  #article(selector, view) {
    const element = /** @type {HTMLElement|null} */ (/** @type {Document|ShadowRoot} */ (this.getRootNode()).querySelector(selector));
    if (this.#annotated?.element !== element) this.#leaveArticle();
    if (!element) {
      if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => this.isConnected && this.#source(), { once: true });
      else this.#fail('no-article', view.t.errors['no-article']);
      return;
    }
    if (!this.#annotated) {
      this.#annotated = new Annotated(element);
      linkMarks(element);
      view.outside = this.#annotated;
      view.gestures.attach(element);
      view.fit();
    }
    this.#analyse(this.#annotated.text, this.#annotated.markup);
  }

  #leaveArticle() {
    const view = this.#view;
    if (!this.#annotated || !view) return;
    view.gestures.detach(this.#annotated.element);
    this.#annotated.restore();
    this.#annotated = undefined;
    view.outside = null;
    this.#read = '';
    this.#wanted = undefined;
  }

  /** @param {string} text @param {Markup[]} markup */
  #analyse(text, markup) {
    const view = this.#open();
    const keep = keptBlocks(text, view.history.done);
    const read = JSON.stringify([text, markup, keep]);
    if (read === this.#read) return;
    this.#read = read;
    this.#wanted = { text, options: { keep, markup } };
    if (!text.trim()) this.#show(text, NOTHING);
    else if (!this.#busy) this.#done = this.#work();
  }

  /**
   * Reads what is wanted last, until nothing newer came in meanwhile. A reading is never broken off: that would cost the
   * worker, and another request for its file.
   */
  async #work() {
    const { progress: bar } = this.#open();
    this.#busy = true;
    for (let job = this.#wanted; job?.text.trim(); job = this.#wanted === job ? undefined : this.#wanted) {
      const { text, options } = job;
      const progress = (/** @type {Progress} */ progress) => {
        if (this.#wanted !== job) return;
        bar.go(progress);
        this.#tell('progress', progress);
      };
      bar.begin();
      try {
        const analysis = await sharedReader().analyse(text, { ...options, progress });
        if (this.#wanted === job) this.#show(text, analysis);
      } catch (error) {
        if (this.#wanted === job) this.#failWith(error);
      }
    }
    bar.end();
    this.#busy = false;
  }

  /** @param {string} text @param {Analysis} analysis */
  #show(text, analysis) {
    const view = this.#open();
    view.show(text, analysis);
    this.#tell('analysed', { analysis: view.analysis });
  }

  /** @param {unknown} error */
  #failWith(error) {
    const { t } = this.#open();
    const { code = 'other', detail } = /** @type {any} */ (error);
    // what failed may be tried again
    this.#read = '';
    const known = /** @type {Record<string, string>} */ (t.errors)[code];
    this.#fail(code, known ?? message(code, t.lang === 'en' ? 'en' : 'de', detail));
    if (code === 'other') reportError(error);
  }

  /** @param {string} code @param {string} words */
  #fail(code, words) {
    if (this.#tell('failed', { code, message: words }, true)) this.#view?.showError(words);
  }

  /** @param {string} name @param {unknown} detail @param {boolean} [cancelable] whether listeners may take the matter over */
  #tell(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(`wortlaut-${name}`, { detail, bubbles: true, composed: true, cancelable }));
  }
}

/** @param {'style'|'marks'} name */
const styleUrl = (name) => (name === 'style' ? new URL('./style.css', import.meta.url) : new URL('./marks.css', import.meta.url)).href;

/** The marks' style for an article outside: once a tree. @param {HTMLElement} article */
function linkMarks(article) {
  const root = article.getRootNode();
  const place = root instanceof ShadowRoot ? root : document.head;
  if (!place.querySelector('link[data-wortlaut]')) place.append(h('link', { rel: 'stylesheet', href: styleUrl('marks'), data: { wortlaut: '' } }));
}

if (globalThis.customElements && !customElements.get('wortlaut-reader')) customElements.define('wortlaut-reader', WortlautReader);
