// The panel of people, organisations, places and others.

import { h, icon, svg } from './dom.js';
import { ENTITY_TYPES } from './types.js';
import { dot } from './quotes.js';
import { initials } from './names.js';
import { entityTools } from '../corrections/tools.js';

/** @import { ReadingView } from './reading.js' */
/** @import { Entity } from './types.js' */

/** The summary of who and what the text names. */
export class EntitiesPanel {
  /** @param {ReadingView} reader */
  constructor(reader) {
    this.reader = reader;
    this.element = h('div', { class: 'entities-panel' });
  }

  /** Draws the summary anew. */
  update() {
    const { t, analysis } = this.reader;
    const groups = ENTITY_TYPES.flatMap((type) => {
      const members = analysis.entities.filter((entity) => entity.type === type);
      if (!members.length) return [];
      const title = h('h3', {}, icon(type), h('span', { class: 'wl-kind', data: { is: type } }, t.entityTypes[type]), h('span', { class: 'tally' }, t.number(members.length)));
      return [title, h('ul', { class: 'cards' }, ...members.map((entity) => this.drawCard(entity)))];
    });
    this.element.replaceChildren(...(groups.length ? groups : [h('p', { class: 'empty' }, t.noEntities)]));
  }

  /** @param {Entity} entity */
  drawCard(entity) {
    const { reader } = this;
    const { t, names, state, analysis } = reader;
    const open = state.chosen?.kind === 'entity' && state.chosen.id === entity.id;
    const facts = [entity.role, entity.party, entity.age ? t.age(entity.age) : null].filter(Boolean).join(', ');
    const head = h(
      'button',
      { type: 'button', class: 'card-head', 'aria-expanded': open ? 'true' : 'false', data: { entitycard: entity.id, key: `entity-${entity.id}` } },
      h(
        'span',
        { class: 'who' },
        entity.type === 'person' || names.dot(entity.id) ? dot(names.dot(entity.id), initials(entity.name)) : null,
        h('span', { class: 'name', lang: 'de' }, entity.name),
        h('span', { class: 'tally', title: t.mentions(entity.mentions.length) }, `${t.number(entity.mentions.length)}×`),
      ),
      facts ? h('span', { class: 'role', lang: 'de' }, facts) : null,
      strip(entity, reader.text.length, t.strip(entity.mentions.length)),
    );
    const card = h('li', { class: open ? 'card open' : 'card', data: { card: `entity-${entity.id}` } }, head);
    if (open) {
      const spoken = analysis.quotes.filter(({ speaker }) => speaker?.entity === entity.id);
      const step = (/** @type {number} */ by, /** @type {string} */ name, /** @type {'up'|'down'} */ sign) =>
        h('button', { type: 'button', class: 'square', 'aria-label': name, title: name, data: { key: `mention${by}` }, on: { click: () => reader.stepMention(entity, by) } }, icon(sign));
      card.append(
        h(
          'div',
          { class: 'card-body' },
          h('div', { class: 'row' }, h('span', {}, `${t.mentions(entity.mentions.length)}, ${t.speaks(spoken.length)}`), step(-1, t.previousMention, 'up'), step(1, t.nextMention, 'down')),
          h('h4', {}, t.why),
          h('p', { class: 'forms' }, t.whyEntity, ' ', ...forms(entity, reader)),
          spoken.length
            ? h('button', { type: 'button', class: 'link', on: { click: () => reader.filter({ speaker: String(entity.id) }, 'quotes') } }, t.shown(spoken.length, spoken.length))
            : null,
          entityTools(entity, reader),
        ),
      );
    }
    return card;
  }
}

const MOST_FORMS = 12;

/** The words that stand for an entity, with how they do and how often. @param {Entity} entity @param {ReadingView} reader */
function forms({ mentions }, { t, text }) {
  /** @type {Map<string, { words: string, form: string, n: number }>} */
  const counts = new Map();
  for (const { start, end, as } of mentions) {
    const words = text.slice(start, end);
    const known = counts.get(`${as} ${words}`);
    if (known) known.n++;
    else counts.set(`${as} ${words}`, { words, form: t.mentionForms[as], n: 1 });
  }
  const shown = [...counts.values()].sort((a, b) => b.n - a.n);
  return shown.slice(0, MOST_FORMS).flatMap(({ words, form, n }, i) => [i ? ', ' : '', h('span', { lang: 'de', class: 'form' }, words), ` (${form}${n > 1 ? `, ${t.number(n)}×` : ''})`]);
}

/** Where in the text an entity is named. @param {Entity} entity @param {number} length @param {string} label */
function strip({ mentions }, length, label) {
  const width = 200;
  return svg(
    'svg',
    { class: 'strip', viewBox: `0 0 ${width} 8`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    svg('rect', { class: 'rail', x: 0, y: 3.5, width, height: 1 }),
    ...mentions.map(({ start, as }) =>
      svg('rect', { class: as === 'name' ? 'tick' : 'tick weak', x: ((start / Math.max(1, length)) * (width - 2)).toFixed(1), y: as === 'name' ? 0 : 2, width: 2, height: as === 'name' ? 8 : 4 }),
    ),
  );
}
