// What is lit by the pointer and what is chosen, on the text.

/** @typedef {{ kind: 'quote'|'entity', id: number }} Item */

/**
 * Every element of `surface` that belongs to an item.
 * @param {HTMLElement} surface
 * @param {Item} item
 * @returns {HTMLElement[]}
 */
export function elementsOf(surface, { kind, id }) {
  const selector = kind === 'quote' ? `[data-quote="${id}"],[data-speaks~="${id}"],[data-cue="${id}"],[data-note="${id}"]` : `[data-entity="${id}"],[data-by="${id}"]`;
  return [...surface.querySelectorAll(selector)].map((element) => /** @type {HTMLElement} */ (element));
}

/**
 * Gives `name` to the item's elements and takes it from all others.
 * @param {HTMLElement} surface
 * @param {'wl-lit'|'wl-chosen'} name
 * @param {Item|null} item
 */
export function mark(surface, name, item) {
  for (const element of surface.querySelectorAll(`.${name}`)) element.classList.remove(name);
  if (!item) return;
  for (const element of elementsOf(surface, item)) element.classList.add(name);
}

/**
 * The item that an element of the text stands for; the innermost wins.
 * @param {EventTarget|null} target
 * @returns {Item|null}
 */
export function itemAt(target) {
  if (!(target instanceof Element)) return null;
  const element = /** @type {HTMLElement|null} */ (target.closest('[data-quote],[data-note],[data-speaks],[data-entity]'));
  if (!element) return null;
  const { quote, note, entity, speaks } = element.dataset;
  if (quote ?? note) return { kind: 'quote', id: Number(quote ?? note) };
  if (entity) {
    // a mere pronoun or adjective does not take the click from the quotation around it
    const around = element.closest('[data-quote]');
    const weak = element.classList.contains('wl-mention') && element.dataset.kind !== 'name' && element.dataset.kind !== 'compound';
    if (weak && around) return { kind: 'quote', id: Number(around.getAttribute('data-quote')) };
    return { kind: 'entity', id: Number(entity) };
  }
  return { kind: 'quote', id: Number((speaks ?? '').split(' ')[0]) };
}
