// The panel of voices: who is heard how much, as bars and as a table.

import { h, svg } from './dom.js';
import { dot } from './quotes.js';
import { initials } from './names.js';

/** @import { ReadingView } from './reading.js' */
/** @import { Voice } from './types.js' */

/** The bar chart of voices and the table behind it. */
export class VoicesPanel {
  /** @param {ReadingView} reader */
  constructor(reader) {
    this.reader = reader;
    this.element = h('div', { class: 'voices-panel' });
    this.open = false;
  }

  /** Draws chart and table anew. */
  update() {
    const { t, analysis } = this.reader;
    const { voices } = analysis;
    if (!voices.length) {
      this.element.replaceChildren(h('p', { class: 'empty' }, t.noVoices));
      return;
    }
    const most = Math.max(...voices.map(({ share }) => share), 0.01);
    const table = h(
      'details',
      { open: this.open, on: { toggle: () => (this.open = table.open) } },
      h('summary', {}, t.asTable),
      this.drawTable(voices),
    );
    this.element.replaceChildren(
      h('h3', {}, t.voicesTitle),
      h('ul', { class: 'bars' }, ...voices.map((voice) => this.drawBar(voice, most))),
      h('p', { class: 'fine' }, t.voicesNote),
      table,
    );
  }

  /** @param {Voice} voice */
  name({ entity }) {
    const { t, names } = this.reader;
    return entity === null ? t.nameless : (names.entities.get(entity)?.name ?? t.unknown);
  }

  /** @param {Voice} voice @param {number} most */
  drawBar(voice, most) {
    const { t, names, state } = this.reader;
    const name = this.name(voice);
    const chosen = voice.entity !== null && state.chosen?.kind === 'entity' && state.chosen.id === voice.entity;
    const role = names.entities.get(voice.entity ?? -1)?.role;
    return h(
      'li',
      {},
      h(
        'button',
        { type: 'button', class: 'bar', 'aria-pressed': chosen ? 'true' : 'false', data: { voice: voice.entity ?? 'none', key: `voice-${voice.entity}` } },
        h('span', { class: 'who' }, dot(names.dot(voice.entity), voice.entity === null ? '?' : initials(name)), h('span', { class: voice.entity === null ? 'name unknown' : 'name' }, name), h('span', { class: 'share' }, t.percent(voice.share))),
        role ? h('span', { class: 'role', lang: 'de' }, role) : null,
        svg(
          'svg',
          { class: 'bar-picture', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
          svg('rect', { class: 'rail', x: 0, y: 0, width: 100, height: 6 }),
          svg('rect', { class: 'fill', 'data-dot': names.dot(voice.entity), x: 0, y: 0, width: ((voice.share / most) * 100).toFixed(1), height: 6 }),
        ),
        h('span', { class: 'fine' }, `${t.quotes(voice.quotes)}, ${t.words(voice.words)}`),
      ),
    );
  }

  /** @param {Voice[]} voices */
  drawTable(voices) {
    const { t } = this.reader;
    const { columns } = t;
    return h(
      'table',
      {},
      h('caption', {}, t.voicesTitle),
      h('thead', {}, h('tr', {}, ...[columns.voice, columns.quotes, columns.words, columns.share].map((column) => h('th', { scope: 'col' }, column)))),
      h(
        'tbody',
        {},
        ...voices.map((voice) =>
          h('tr', {}, h('th', { scope: 'row' }, this.name(voice)), h('td', {}, t.number(voice.quotes)), h('td', {}, t.number(voice.words)), h('td', {}, t.percent(voice.share))),
        ),
      ),
    );
  }
}
