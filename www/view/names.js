// How people and things are called in the margin, and which of the eight dots is theirs.

import { wordsOf } from './model.js';

/** @import { Analysis, Entity, Quote } from './types.js' */
/** @import { Strings } from '../locale/locale.js' */

const DOTS = 8;

/** What the views know of the names in one analysis. */
export class Names {
  /**
   * @param {string} text
   * @param {Analysis} analysis
   * @param {Strings} t
   */
  constructor(text, analysis, t) {
    this.text = text;
    this.t = t;
    /** @type {Map<number, Entity>} */
    this.entities = new Map(analysis.entities.map((entity) => [entity.id, entity]));
    /** @type {Map<number, Quote>} */
    this.quotes = new Map(analysis.quotes.map((quote) => [quote.id, quote]));
    const named = analysis.voices.flatMap(({ entity }) => (entity === null ? [] : [entity]));
    /** @type {Map<number, number>} */
    this.dots = new Map(named.slice(0, DOTS).map((entity, i) => [entity, i + 1]));
    /** @type {Map<string, number>} how many people bear each last name */
    this.families = new Map();
    for (const { type, name } of analysis.entities) {
      if (type === 'person') this.families.set(lastName(name), (this.families.get(lastName(name)) ?? 0) + 1);
    }
  }

  /** The number of an entity's dot; 0 is the neutral one. @param {number|null|undefined} entity */
  dot(entity) {
    return this.dots.get(entity ?? -1) ?? 0;
  }

  /** Last name of a person where no other bears it, else the full name. @param {number} id */
  short(id) {
    const entity = this.entities.get(id);
    if (!entity) return this.t.unknown;
    if (entity.type !== 'person') return entity.name;
    const last = lastName(entity.name);
    return this.families.get(last) === 1 ? last : entity.name;
  }

  /** What kind of quotation it is; that it is passed on is told too: the words are somebody else's. @param {Quote} quote */
  type({ type, why }) {
    const passedOn = why.some(({ rule }) => rule === 'passed-on');
    return passedOn ? `${this.t.types[type]}, ${this.t.passedOn}` : this.t.types[type];
  }

  /** Who speaks, in full. @param {Quote} quote */
  speaker(quote) {
    return this.said(quote, (id) => this.entities.get(id)?.name ?? this.t.unknown);
  }

  /** Who speaks, as short as the margin wants it. @param {Quote} quote */
  shortSpeaker(quote) {
    return this.said(quote, (id) => this.short(id));
  }

  /** @param {Quote} quote @param {(entity: number) => string} name */
  said({ speaker }, name) {
    if (!speaker) return this.t.unknown;
    if (speaker.entity !== null) return name(speaker.entity);
    return speaker.label ?? (wordsOf(this.text, speaker.spans).replace(/\s+/g, ' ') || this.t.unknown);
  }
}

/** Two letters for a dot: first and last name. @param {string} name */
export function initials(name) {
  const words = name.split(/[\s-]+/).filter((word) => /^\p{Lu}/u.test(word));
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters.map((word) => [...word][0]).join('') || ([...name][0] ?? '');
}

const PARTICLES = /\s(?:von|van|de|del|zu|zur|vom|ter|al|el|bin|ibn)\s.*$/;

/** @param {string} name */
function lastName(name) {
  return name.match(PARTICLES)?.[0].trim() ?? name.split(' ').pop() ?? name;
}
