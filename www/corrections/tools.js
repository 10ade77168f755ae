// The controls that correct a quotation or an entity, shown in its card.

import { h, icon } from '../view/dom.js';
import { QUOTE_TYPES } from '../view/types.js';
import { findWords } from './find.js';
import { entityRef, quoteRef } from './operations.js';
import { attributed } from '../export/copy.js';

/** @import { ReadingView } from '../view/reading.js' */
/** @import { Entity, Quote } from '../view/types.js' */

const OTHER = '+';
const NOBODY = '-';

/** @param {Quote} quote @param {ReadingView} reader */
export function quoteTools(quote, reader) {
  const { t, text, analysis, names } = reader;
  const reference = quoteRef(text, quote);
  const entities = analysis.entities.filter(({ type, id }) => type !== 'other' || quote.speaker?.entity === id);
  const label = quote.speaker && quote.speaker.entity === null ? names.speaker(quote) : null;
  const speaker = h(
    'select',
    { data: { key: 'set-speaker' } },
    h('option', { value: NOBODY }, t.nobody),
    label ? h('option', { value: 'label' }, label) : null,
    ...entities.map(({ id, name }) => h('option', { value: id }, name)),
    h('option', { value: OTHER }, t.someoneElse),
  );
  speaker.value = quote.speaker ? String(quote.speaker.entity ?? 'label') : NOBODY;
  const other = nameForm(t.newName, t, (name) => reader.correct({ do: 'speaker', quote: reference, speaker: { name } }));
  speaker.addEventListener('change', () => {
    other.hidden = speaker.value !== OTHER;
    if (speaker.value === OTHER) return other.querySelector('input')?.focus();
    const entity = names.entities.get(Number(speaker.value));
    if (speaker.value === NOBODY) reader.correct({ do: 'speaker', quote: reference, speaker: null });
    else if (entity) reader.correct({ do: 'speaker', quote: reference, speaker: { entity: entityRef(entity) } });
  });
  const type = h('select', { data: { key: 'set-type' } }, ...QUOTE_TYPES.map((name) => h('option', { value: name }, t.types[name])));
  type.value = quote.type;
  type.addEventListener('change', () => reader.correct({ do: 'type', quote: reference, type: /** @type {Quote['type']} */ (type.value) }));
  return h(
    'div',
    { class: 'tools' },
    h('h4', {}, t.correct),
    h('label', {}, h('span', {}, t.setSpeaker), speaker),
    other,
    h('label', {}, h('span', {}, t.setType), type),
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'button', class: 'small', data: { key: 'show' }, on: { click: () => reader.reveal() } }, icon('quote'), t.showInText),
      h('button', { type: 'button', class: 'small', data: { key: 'copy' }, on: { click: (event) => copy(quote, reader, event.currentTarget) } }, icon('copy'), t.copy),
      h('button', { type: 'button', class: 'small', data: { key: 'delete' }, on: { click: () => reader.correct({ do: 'delete', quote: reference }) } }, icon('trash'), t.remove),
    ),
  );
}

/** Copies, and says on the button whether that worked. @param {Quote} quote @param {ReadingView} reader @param {HTMLElement} button */
async function copy(quote, reader, button) {
  const { t } = reader;
  const copied = navigator.clipboard.writeText(attributed(reader.text, quote, reader.names));
  const done = await copied.then(() => true, () => false);
  button.replaceChildren(icon(done ? 'check' : 'close'), done ? t.copied : t.copyFailed);
  reader.announce(done ? t.copiedLong : t.copyFailed);
}

/** @param {Entity} entity @param {ReadingView} reader */
export function entityTools(entity, reader) {
  const { t, text, analysis } = reader;
  const reference = entityRef(entity);
  const others = analysis.entities.filter((other) => other !== entity && other.type === entity.type);
  const merge = h('select', { data: { key: 'merge' }, 'aria-label': t.mergeInto }, h('option', { value: '' }, t.mergeInto), ...others.map(({ id, name }) => h('option', { value: id }, name)));
  merge.addEventListener('change', () => {
    const into = others.find(({ id }) => String(id) === merge.value);
    if (into) reader.correct({ do: 'merge', entity: reference, into: entityRef(into) });
  });
  const forms = [...new Set(entity.mentions.filter(({ as }) => as === 'name').map(({ start, end }) => text.slice(start, end)))];
  const split = h('select', { data: { key: 'split' }, 'aria-label': t.split }, h('option', { value: '' }, `${t.split} …`), ...forms.map((form) => h('option', { value: form }, t.splitAlias(form))));
  split.addEventListener('change', () => split.value && reader.correct({ do: 'split', entity: reference, name: split.value }));
  const rename = nameForm(t.newName, t, (name) => reader.correct({ do: 'rename', entity: reference, name }), entity.name);
  const renameButton = h('button', { type: 'button', class: 'small', data: { key: 'rename' }, 'aria-expanded': 'false' }, icon('edit'), t.rename);
  renameButton.addEventListener('click', () => {
    rename.hidden = !rename.hidden;
    renameButton.setAttribute('aria-expanded', rename.hidden ? 'false' : 'true');
    if (!rename.hidden) rename.querySelector('input')?.focus();
  });
  return h(
    'div',
    { class: 'tools' },
    h('h4', {}, t.correct),
    h('div', { class: 'buttons' }, renameButton, others.length ? merge : null, forms.length > 1 ? split : null),
    rename,
  );
}

/**
 * A button, and the line that it opens: words typed become a quotation, as selected ones do.
 * @param {ReadingView} reader
 * @returns {[HTMLButtonElement, HTMLFormElement]}
 */
export function addTools(reader) {
  const { t } = reader;
  const form = nameForm(t.addWords, t, (words) => {
    const span = findWords(reader.text, words);
    form.querySelector('input')?.setAttribute('aria-invalid', span ? 'false' : 'true');
    missing.textContent = span ? '' : t.noSuchWords;
    if (!span) return;
    toggle(false);
    reader.addQuote(span);
  });
  const missing = h('p', { class: 'fine', role: 'status' });
  form.append(missing);
  const button = h('button', { type: 'button', class: 'square', 'aria-label': t.addByWords, title: t.addByWords, 'aria-expanded': 'false', on: { click: () => toggle(Boolean(form.hidden)) } }, icon('plus'));
  const toggle = (/** @type {boolean} */ open) => {
    form.hidden = !open;
    form.reset();
    missing.textContent = '';
    button.setAttribute('aria-expanded', String(open));
    (open ? form.querySelector('input') : button)?.focus();
  };
  return [button, form];
}

/** A hidden line that asks for a name. @param {string} label @param {ReadingView['t']} t @param {(name: string) => void} done */
function nameForm(label, t, done, value = '') {
  const input = h('input', { type: 'text', 'aria-label': label, placeholder: label, value, autocomplete: 'off', data: { key: 'name' } });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const name = input.value.trim();
    if (name) done(name);
  };
  return h('form', { class: 'name-form', hidden: true, on: { submit } }, input, h('button', { type: 'submit', class: 'small' }, icon('check'), t.apply));
}
