// Applies corrections to an analysis: a new value, the old one untouched; every item says where it comes from.

import { locate } from './anchor.js';
import { voicesOf } from './voices.js';

/** @import { Analysis, Entity, Quote, Span, Speaker } from '../view/types.js' */
/** @import { EntityRef, NewSpeaker, Operation, QuoteRef } from './operations.js' */

/** @typedef {{ analysis: Analysis, lost: Operation[] }} Corrected */

/**
 * @param {string} text
 * @param {Analysis} automatic
 * @param {Operation[]} operations
 * @returns {Corrected} the corrected analysis, and the operations whose place is gone
 */
export function apply(text, automatic, operations) {
  /** @type {Entity[]} */
  const entities = automatic.entities.map((entity) => ({ ...entity, origin: 'automatic' }));
  /** @type {Quote[]} */
  const quotes = automatic.quotes.map((quote) => ({ ...quote, origin: 'automatic' }));
  const draft = new Draft(text, entities, quotes);
  const lost = operations.filter((operation) => (operation.do === 'keep' ? !locate(text, operation.block) : !draft.apply(operation)));
  if (operations.length === lost.length) return { analysis: { ...automatic, entities, quotes }, lost };
  draft.quotes.sort((a, b) => a.spans[0].start - b.spans[0].start);
  return { analysis: { ...automatic, entities: draft.entities, quotes: draft.quotes, voices: voicesOf(text, draft.quotes) }, lost };
}

/**
 * The blocks that the reader took up again, where they stand in `text` now.
 * @param {string} text
 * @param {Operation[]} operations
 * @returns {Span[]}
 */
export const keptBlocks = (text, operations) =>
  operations.flatMap((operation) => (operation.do === 'keep' ? (locate(text, operation.block) ?? []) : []));

/** Entities and quotations while corrections are applied to them. */
class Draft {
  /** @param {string} text @param {Entity[]} entities @param {Quote[]} quotes */
  constructor(text, entities, quotes) {
    this.text = text;
    this.entities = entities;
    this.quotes = quotes;
  }

  /** @param {Operation} operation @returns {boolean} whether its place was found */
  apply(operation) {
    switch (operation.do) {
      case 'speaker':
        return this.change(operation.quote, (quote) => ({ ...quote, speaker: this.speaker(operation.speaker) }));
      case 'type':
        return this.change(operation.quote, (quote) => ({ ...quote, type: operation.type }));
      case 'delete':
        return this.remove(operation.quote);
      case 'add':
        return this.add(operation.quote, operation.speaker) !== null;
      case 'rename':
        return this.rename(operation.entity, operation.name);
      case 'merge':
        return this.merge(operation.entity, operation.into);
      case 'split':
        return this.split(operation.entity, operation.name);
      default:
        return false;
    }
  }

  /** @param {QuoteRef} reference @param {(quote: Quote) => Quote} changed */
  change(reference, changed) {
    const at = this.find(reference);
    const quote = at >= 0 ? this.quotes[at] : this.add(reference, null);
    if (!quote) return false;
    const place = this.quotes.indexOf(quote);
    this.quotes[place] = { ...changed(quote), origin: quote.origin === 'added' ? 'added' : 'corrected' };
    return true;
  }

  /** @param {QuoteRef} reference */
  remove(reference) {
    const at = this.find(reference);
    // a quotation that a later analysis no longer finds is as gone as the reader wanted it
    if (at < 0) return reference.spans.some((span) => locate(this.text, span));
    const { id, inside } = this.quotes[at];
    this.quotes.splice(at, 1);
    // what stood inside it stands inside its outer quotation now
    this.quotes = this.quotes.map((quote) => (quote.inside === id ? { ...quote, inside } : quote));
    return true;
  }

  /** @param {QuoteRef} reference @param {NewSpeaker} speaker @returns {Quote|null} */
  add({ spans, type }, speaker) {
    const located = spans.flatMap((span) => locate(this.text, span) ?? []);
    if (located.length < spans.length) return null;
    const outer = this.quotes.filter((quote) => quote.spans.some((span) => span.start <= located[0].start && located[0].end <= span.end));
    /** @type {Quote} */
    const quote = {
      id: this.quotes.reduce((most, { id }) => Math.max(most, id), -1) + 1,
      type,
      spans: located,
      inside: outer[outer.length - 1]?.id ?? null,
      speaker: this.speaker(speaker),
      cue: [],
      frame: [],
      addressee: [],
      confidence: 1,
      why: [{ rule: 'reader', spans: [] }],
      origin: 'added',
    };
    this.quotes.push(quote);
    return quote;
  }

  /** The quotation that covers the referenced words most exactly; -1 where none covers half. @param {QuoteRef} reference */
  find({ spans, type }) {
    const located = spans.map((span) => locate(this.text, span));
    let best = -1;
    let bestShare = 0.5;
    this.quotes.forEach((quote, i) => {
      let shared = 0;
      let all = quote.spans.reduce((sum, { start, end }) => sum + end - start, 0);
      for (const span of located) {
        if (!span) continue;
        all += span.end - span.start;
        for (const { start, end } of quote.spans) shared += Math.max(0, Math.min(end, span.end) - Math.max(start, span.start));
      }
      // of two that cover the same words the one of the same type is meant
      const share = shared / Math.max(1, all - shared) + (quote.type === type ? 0.001 : 0);
      if (share > bestShare) [best, bestShare] = [i, share];
    });
    return best;
  }

  /** @param {NewSpeaker} speaker @returns {Speaker|null} */
  speaker(speaker) {
    if (!speaker) return null;
    if ('name' in speaker) return { spans: [], entity: null, how: 'reader', label: speaker.name };
    const entity = this.entity(speaker.entity);
    if (entity) return { spans: [], entity: entity.id, how: 'reader' };
    return { spans: [], entity: null, how: 'reader', label: speaker.entity.name };
  }

  /** @param {EntityRef} reference @returns {Entity|undefined} */
  entity({ name, type }) {
    const same = this.entities.filter((entity) => entity.type === type);
    return same.find((entity) => entity.name === name) ?? same.find(({ aliases }) => aliases.includes(name));
  }

  /** @param {Entity} old @param {Partial<Entity>} changes */
  replace(old, changes) {
    this.entities = this.entities.map((entity) => (entity === old ? { ...entity, ...changes, origin: /** @type {const} */ ('corrected') } : entity));
  }

  /** @param {EntityRef} reference @param {string} name */
  rename(reference, name) {
    const entity = this.entity(reference);
    if (!entity) return false;
    const aliases = [...new Set([entity.name, ...entity.aliases])].filter((alias) => alias !== name);
    this.replace(entity, { name, aliases });
    return true;
  }

  /** @param {EntityRef} reference @param {EntityRef} target */
  merge(reference, target) {
    const entity = this.entity(reference);
    const into = this.entity(target);
    if (!entity || !into || entity === into) return false;
    this.replace(into, {
      role: into.role ?? entity.role,
      aliases: [...new Set([...into.aliases, entity.name, ...entity.aliases])].filter((alias) => alias !== into.name),
      salience: Math.max(into.salience, entity.salience),
      mentions: [...into.mentions, ...entity.mentions].sort((a, b) => a.start - b.start),
    });
    this.entities = this.entities.filter((other) => other !== entity);
    this.reassign(({ speaker }) => speaker?.entity === entity.id, into.id);
    return true;
  }

  /** Makes the places where `entity` is called `name` an entity of their own. @param {EntityRef} reference @param {string} name */
  split(reference, name) {
    const entity = this.entity(reference);
    if (!entity) return false;
    const called = (/** @type {Span} */ { start, end }) => bare(this.text.slice(start, end)) === bare(name);
    const own = entity.mentions.filter(called);
    if (!own.length || own.length === entity.mentions.length) return false;
    const id = this.entities.reduce((most, other) => Math.max(most, other.id), -1) + 1;
    this.replace(entity, { mentions: entity.mentions.filter((mention) => !called(mention)), aliases: entity.aliases.filter((alias) => alias !== name) });
    this.entities.push({ id, type: entity.type, name, role: null, age: null, party: null, aliases: [], salience: entity.salience / 2, mentions: own, origin: 'added' });
    const named = (/** @type {Speaker} */ { spans }) => own.some(({ start, end }) => spans.some((span) => span.start <= start && end <= span.end));
    this.reassign(({ speaker }) => speaker?.entity === entity.id && named(speaker), id);
    return true;
  }

  /** Gives the quotations that `fits` tells to another entity. @param {(quote: Quote) => boolean} fits @param {number} entity */
  reassign(fits, entity) {
    this.quotes = this.quotes.map((quote) => {
      if (!quote.speaker || !fits(quote)) return quote;
      return { ...quote, speaker: { ...quote.speaker, entity }, origin: /** @type {import('../view/types.js').Origin} */ (quote.origin === 'added' ? 'added' : 'corrected') };
    });
  }
}

/** A form without the genitive's s. @param {string} name */
const bare = (name) => name.replace(/(?:s|['’])$/, '');
