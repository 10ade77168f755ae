// The reader's frame: head, text column, panel with its tabs, bottom bar and sheet; laid out for the width there is.

import { h, icon } from './dom.js';
import { EntitiesPanel } from './entities.js';
import { TAB_ICONS, drawBar, drawHead, drawPeek } from './head.js';
import { QuotesPanel } from './quotes.js';
import { VoicesPanel } from './voices.js';

/** @import { ReadingView } from './reading.js' */
/** @import { Tab } from './head.js' */

/** From which width on, in rem: twice as large letters want twice the room. */
const WIDE = 62.5;
const MIDDLE = 40;

/** @typedef {'wide'|'middle'|'narrow'|'outside'} Layout `outside`: the text is an article elsewhere on the page */

/** The elements of one reader. */
export class Frame {
  /** @param {ReadingView} view */
  constructor(view) {
    this.view = view;
    const { t } = view;
    /** @type {Layout|''} */
    this.layout = '';
    this.head = h('div', { class: 'head', part: 'head' });
    this.article = h('article', { class: 'text', part: 'text', lang: 'de', tabindex: -1, 'aria-label': t.article });
    this.panels = { quotes: new QuotesPanel(view), entities: new EntitiesPanel(view), voices: new VoicesPanel(view) };
    this.panel = this.drawPanel();
    this.peek = h('div', { class: 'peek' });
    this.bar = h('nav', { class: 'bar-tabs', 'aria-label': t.panel });
    this.live = h('p', { class: 'wl-say', 'aria-live': 'polite' });
    const close = h('button', { type: 'button', class: 'square close', 'aria-label': t.close, on: { click: () => this.sheet.close() } }, icon('close'));
    this.sheet = h('dialog', { class: 'sheet', part: 'sheet', 'aria-label': t.panel, on: { click: (event) => event.target === this.sheet && this.sheet.close() } }, close);
    this.adder = h('button', { type: 'button', class: 'adder', hidden: true, on: { click: () => view.addSelection() } }, icon('plus'), t.addQuote);
    this.element = h(
      'div',
      { class: 'reader' },
      view.progress.element,
      this.head,
      h('div', { class: 'columns' }, this.article, this.panel),
      h('div', { class: 'bottom' }, this.peek, this.bar),
      this.sheet,
      this.live,
      this.adder,
    );
  }

  /** Whether the panel waits in the sheet. */
  get hasSheet() {
    return this.sheet.contains(this.panel);
  }

  /** Tabs and a room for each panel. */
  drawPanel() {
    const { t, tabs } = this.view;
    const list = h('div', { class: 'tabs', role: 'tablist', 'aria-label': t.panel, on: { keydown: (event) => arrowKeys(event, list) } });
    for (const tab of tabs) {
      list.append(
        h(
          'button',
          { type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': `panel-${tab}`, data: { tab, key: `tab-${tab}` }, on: { click: () => this.view.showTab(tab) } },
          icon(TAB_ICONS[tab]),
          h('span', {}, t.tabs[tab]),
        ),
      );
    }
    const rooms = tabs.map((tab) =>
      h('div', { role: 'tabpanel', id: `panel-${tab}`, 'aria-labelledby': `tab-${tab}`, tabindex: 0, class: 'room' }, this.panels[tab].element),
    );
    return h('aside', { class: 'panel', part: 'panel', 'aria-label': t.panel, hidden: !tabs.length }, list, ...rooms);
  }

  /** Draws everything but the text anew. */
  update() {
    const { view } = this;
    this.head.replaceChildren(...drawHead(view));
    for (const tab of view.tabs) this.panels[tab].update();
    this.bar.replaceChildren(...drawBar(view));
    this.peek.replaceChildren(...drawPeek(view));
    this.chooseTab(view.state.tab);
  }

  /** @param {Tab} chosen */
  chooseTab(chosen) {
    for (const tab of this.panel.querySelectorAll('[role="tab"]')) {
      const selected = tab.getAttribute('data-tab') === chosen;
      tab.setAttribute('aria-selected', selected ? 'true' : 'false');
      tab.setAttribute('tabindex', selected ? '0' : '-1');
    }
    for (const room of this.panel.querySelectorAll('[role="tabpanel"]')) room.toggleAttribute('hidden', room.id !== `panel-${chosen}`);
  }

  /** Opens the sheet where the panel has no place of its own, and goes to the panel. */
  openPanel() {
    if (this.hasSheet && !this.sheet.open) {
      if (this.layout === 'narrow') this.sheet.showModal();
      else this.sheet.show();
      const { chosen } = this.view.state;
      if (chosen) this.showCard(chosen.kind === 'quote' ? String(chosen.id) : `entity-${chosen.id}`);
    }
    else if (!this.hasSheet) this.panel.scrollIntoView({ block: 'nearest' });
    /** @type {HTMLElement|null} */ (this.panel.querySelector('[aria-selected="true"]'))?.focus({ preventScroll: true });
  }

  /** Scrolls the panel, not the page, to the card of that name. @param {string} name */
  showCard(name) {
    const card = /** @type {HTMLElement|null} */ (this.panel.querySelector(`[data-card="${name}"]`));
    const room = card?.closest('.room');
    if (!card || !room || room.scrollHeight <= room.clientHeight) return;
    // below the row of counts that stays at the top of the list
    const covered = room.querySelector('.count-row')?.clientHeight ?? 0;
    const top = card.getBoundingClientRect().top - room.getBoundingClientRect().top;
    if (top < covered || top + Math.min(card.offsetHeight, 240) > room.clientHeight) room.scrollTop += top - covered - 8;
  }

  /** Lays the reader out for the width that it has. @param {boolean} outside */
  fit(outside) {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const width = (outside ? innerWidth : this.element.getBoundingClientRect().width) / rem;
    const roomy = outside ? 'outside' : width >= WIDE ? 'wide' : 'middle';
    const layout = width < MIDDLE ? 'narrow' : roomy;
    this.element.toggleAttribute('data-outside', outside);
    if (layout === this.layout) return;
    this.layout = layout;
    if (this.sheet.open) this.sheet.close();
    this.element.dataset.layout = layout;
    if (layout === 'narrow' || layout === 'outside') this.sheet.append(this.panel);
    else this.article.after(this.panel);
  }
}

/** @param {KeyboardEvent} event @param {HTMLElement} list */
function arrowKeys(event, list) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const tabs = /** @type {HTMLElement[]} */ ([...list.children]);
  const now = tabs.findIndex((tab) => tab.getAttribute('aria-selected') === 'true');
  const next = tabs[(now + step + tabs.length) % tabs.length];
  next.click();
  next.focus();
}
