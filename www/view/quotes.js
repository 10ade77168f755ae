// The panel of quotations: filter, search, list; the chosen one opens to its reasons and corrections.

import { h, icon } from './dom.js';
import { wordsOf } from './model.js';
import { drawWhy } from './why.js';
import { initials } from './names.js';
import { addTools, quoteTools } from '../corrections/tools.js';

/** @import { ReadingView } from './reading.js' */
/** @import { Quote } from './types.js' */

const STEP = 200;

/** The list of quotations beside the text. */
export class QuotesPanel {
  /** @param {ReadingView} reader */
  constructor(reader) {
    this.reader = reader;
    this.limit = STEP;
    const { t } = reader;
    this.search = h('input', { type: 'search', 'aria-label': t.search, placeholder: t.search, on: { input: () => reader.filter({ query: this.search.value }) } });
    this.speaker = h('select', { 'aria-label': t.speakerFilter, on: { change: () => reader.filter({ speaker: this.speaker.value }) } });
    this.count = h('p', { class: 'count', 'aria-live': 'polite' });
    this.list = h('ol', { class: 'cards quote-cards' });
    const step = (/** @type {number} */ by, /** @type {string} */ name, /** @type {'up'|'down'} */ sign) =>
      h('button', { type: 'button', class: 'square', 'aria-label': name, title: name, on: { click: () => reader.step(by) } }, icon(sign));
    /** Of use only where there are quotations. */
    this.controls = [h('div', { class: 'filters' }, this.search, this.speaker), step(-1, t.previous, 'up'), step(1, t.next, 'down')];
    const [filters, ...steps] = this.controls;
    const [add, form] = addTools(reader);
    this.element = h('div', { class: 'quotes-panel' }, filters, h('div', { class: 'count-row' }, this.count, add, ...steps), form, this.list);
  }

  /** Draws the list anew after a change of analysis, filter or choice. */
  update() {
    const { reader } = this;
    const { t, state } = reader;
    const shown = reader.shownQuotes();
    const quotes = reader.analysis.quotes;
    this.drawSpeakers();
    for (const control of this.controls) control.hidden = !quotes.length;
    this.count.textContent = quotes.length ? (shown.length ? t.shown(shown.length, quotes.length) : t.nothingFound) : t.noQuotes;
    const chosen = state.chosen?.kind === 'quote' ? shown.findIndex(({ id }) => id === state.chosen?.id) : -1;
    this.limit = Math.max(this.limit, chosen + 1);
    const items = shown.slice(0, this.limit).map((quote) => this.drawCard(quote, quote === shown[chosen]));
    if (shown.length > this.limit) {
      const more = () => {
        this.limit += STEP;
        this.update();
      };
      items.push(h('li', {}, h('button', { type: 'button', class: 'link', on: { click: more } }, t.more(shown.length - this.limit))));
    }
    if (!shown.length && quotes.length) {
      items.push(h('li', {}, h('button', { type: 'button', class: 'link', on: { click: () => reader.clearFilter() } }, t.showAll)));
    }
    this.list.replaceChildren(...items);
    if (this.search.value !== state.query) this.search.value = state.query;
  }

  drawSpeakers() {
    const { t, analysis, names, state } = this.reader;
    const options = analysis.voices.map(({ entity }) =>
      h('option', { value: entity ?? 'none' }, entity === null ? t.nameless : (names.entities.get(entity)?.name ?? '')),
    );
    this.speaker.replaceChildren(h('option', { value: '' }, t.allSpeakers), ...options);
    this.speaker.value = state.speaker;
  }

  /** @param {Quote} quote @param {boolean} open */
  drawCard(quote, open) {
    const { reader } = this;
    const { t, names, text } = reader;
    const speaker = names.speaker(quote);
    const role = names.entities.get(quote.speaker?.entity ?? -1)?.role;
    const head = h(
      'button',
      { type: 'button', class: 'card-head', 'aria-expanded': open ? 'true' : 'false', data: { choose: quote.id, key: `quote-${quote.id}` } },
      h(
        'span',
        { class: 'who' },
        dot(names.dot(quote.speaker?.entity), quote.speaker ? initials(speaker) : '?'),
        h('span', { class: quote.speaker ? 'name' : 'name unknown' }, speaker),
        h('span', { class: 'type', data: { type: quote.type } }, names.type(quote)),
      ),
      open && role ? h('span', { class: 'role', lang: 'de' }, role) : null,
      h('span', { class: 'words', lang: 'de' }, wordsOf(text, quote.spans).replace(/\s+/g, ' ')),
    );
    const card = h('li', { class: open ? 'card open' : 'card', data: { card: quote.id } }, head);
    if (quote.origin && quote.origin !== 'automatic') head.append(h('span', { class: 'origin' }, t.origin[quote.origin]));
    if (open) {
      card.append(
        h('div', { class: 'card-body' }, h('h4', {}, t.why), drawWhy(quote, names), quoteTools(quote, reader)),
      );
    }
    return card;
  }
}

/** A speaker's dot with initials. @param {number} number @param {string} letters */
export const dot = (number, letters) => h('span', { class: 'dot', data: { dot: number }, 'aria-hidden': 'true' }, letters);
