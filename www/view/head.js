// Above the text: counts and types. Below it, on narrow screens: counts and what is chosen.

import { h, icon } from './dom.js';
import { QUOTE_TYPES } from './types.js';
import { short } from './why.js';
import { wordsAbout } from '../corrections/operations.js';

/** @import { ReadingView } from './reading.js' */
/** @import { Icon } from './dom.js' */

/** @typedef {'quotes'|'entities'|'voices'} Tab */

/** @type {Tab[]} */
export const TABS = ['quotes', 'entities', 'voices'];

/** @type {Record<Tab, Icon>} */
export const TAB_ICONS = { quotes: 'quote', entities: 'person', voices: 'voices' };

/**
 * The line above the text: how many people and quotations, and a switch for each type, which is the legend too.
 * @param {ReadingView} reader
 * @returns {HTMLElement[]}
 */
export function drawHead(reader) {
  const { t, analysis, state } = reader;
  const people = analysis.entities.filter(({ type }) => type === 'person').length;
  const summary = h(
    'button',
    { type: 'button', class: 'summary', part: 'summary', on: { click: () => reader.openPanel() } },
    h('strong', {}, t.whoSpeaks),
    ' ',
    h('span', {}, t.summary(t.people(people), t.quotes(analysis.quotes.length))),
  );
  const chip = (/** @type {string} */ type, /** @type {string} */ name, /** @type {string} */ title, /** @type {number} */ n) =>
    h(
      'button',
      {
        type: 'button',
        class: 'chip',
        title,
        'aria-pressed': state.off.has(type) ? 'false' : 'true',
        data: { type, key: `type-${type}` },
        on: { click: () => reader.toggleType(type) },
      },
      h('span', { class: 'swatch', data: { type }, 'aria-hidden': 'true' }),
      name,
      h('span', { class: 'tally' }, t.number(n)),
    );
  const counts = new Map(QUOTE_TYPES.map((type) => [type, 0]));
  for (const { type } of analysis.quotes) counts.set(type, (counts.get(type) ?? 0) + 1);
  const chips = QUOTE_TYPES.filter((type) => counts.get(type)).map((type) => chip(type, t.types[type], t.typesLong[type], counts.get(type) ?? 0));
  if (analysis.marks.length) chips.push(chip('marks', t.marksFilter, t.marksLong, analysis.marks.length));
  const filters = chips.length ? [h('div', { class: 'chips', role: 'group', 'aria-label': t.typeFilter }, ...chips)] : [];
  const notes = [];
  if (reader.lost.length) notes.push(drawLost(reader));
  if (analysis.blocks.length && analysis.blocks.every(({ kind }) => kind === 'clutter')) notes.push(h('p', { class: 'notice' }, t.onlyClutter));
  return [summary, ...filters, ...notes];
}

/** Which corrections no longer have a place. @param {ReadingView} reader */
function drawLost(reader) {
  const { t, lost } = reader;
  return h(
    'div',
    { class: 'notice' },
    h('p', {}, t.lost(lost.length)),
    h('ul', {}, ...lost.map((operation) => h('li', {}, `${t.lostWhat[operation.do]}: `, h('q', { lang: 'de' }, short(wordsAbout(operation)))))),
    h('button', { type: 'button', class: 'link', data: { key: 'drop-lost' }, on: { click: () => reader.dropLost() } }, t.dropLost),
  );
}

/**
 * The bar of a narrow reader: three counts that open the sheet; above them the chosen item in one line.
 * @param {ReadingView} reader
 */
export function drawBar(reader) {
  const { t, analysis } = reader;
  /** @type {Record<Tab, number>} */
  const counts = { quotes: analysis.quotes.length, entities: analysis.entities.length, voices: analysis.voices.length };
  return reader.tabs.map((tab) =>
    h(
      'button',
      { type: 'button', class: 'bar-tab', 'aria-haspopup': 'dialog', on: { click: () => reader.openPanel(tab) } },
      h('strong', {}, t.number(counts[tab])),
      h('span', {}, icon(TAB_ICONS[tab]), t.tabsShort[tab]),
    ),
  );
}

/** The chosen item in one line, for the bar. @param {ReadingView} reader */
export function drawPeek(reader) {
  const { t, names, state, analysis } = reader;
  const { chosen } = state;
  if (!chosen) return [];
  const quote = chosen.kind === 'quote' ? names.quotes.get(chosen.id) : undefined;
  const entity = chosen.kind === 'entity' ? names.entities.get(chosen.id) : undefined;
  if (!quote && !entity) return [];
  const spoken = entity ? analysis.quotes.filter(({ speaker }) => speaker?.entity === entity.id).length : 0;
  const number = names.dot(quote ? quote.speaker?.entity : entity?.id);
  return [
    h('span', { class: 'dot tiny', data: { dot: number }, 'aria-hidden': 'true' }),
    h('strong', {}, quote ? names.speaker(quote) : (entity?.name ?? '')),
    h('span', { class: 'fine' }, quote ? names.type(quote) : (entity?.role ?? t.speaks(spoken))),
    h('button', { type: 'button', class: 'link', on: { click: () => reader.openPanel(quote ? 'quotes' : 'entities') } }, quote ? t.why : t.details),
    h('button', { type: 'button', class: 'square', 'aria-label': t.clearChoice, on: { click: () => reader.choose(null) } }, icon('close')),
  ];
}
