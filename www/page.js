// The page around the reader: paste, drop, fold, export, language, colours. No text is stored; the page's own files are put aside once.

import { sharedReader } from './element.js';
import { EXAMPLE } from './example.js';
import { FORMAT_NAMES } from './export/export.js';
import { bookmarklet, handedOver, isAddress } from './input/bookmarklet.js';
import { textOfHtml } from './input/blocks.js';
import { textOfFile } from './input/file.js';
import { strings } from './locale/locale.js';
import { keepOffline, onOpened, shared } from './offline.js';
import { h, icon } from './view/dom.js';

/** @import { WortlautReader } from './element.js' */
/** @import { Icon } from './view/dom.js' */

/** Time without a key press after which typed text is read, in milliseconds. */
const PAUSE = 160;

const element = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
/** @type {WortlautReader} */
const reader = element('reader');
/** @type {HTMLTextAreaElement} */
const input = element('input');
/** @type {Record<string, HTMLElement & { disabled?: boolean }>} */
const parts = Object.fromEntries(['start', 'slim', 'status', 'address', 'menu', 'drop', 'done', 'example', 'heading'].map((id) => [id, element(id)]));

let t = strings(new URLSearchParams(location.search).get('lang') ?? 'de');
/** @type {ReturnType<typeof setTimeout>|undefined} */
let timer;
/** Whether the field folds once the text is read: after a paste, not while somebody types. */
let foldNext = false;

// --- reading -------------------------------------------------------------------------------------------------------

/**
 * @param {string} text
 * @param {{ fold?: boolean, markup?: import('./input/blocks.js').Markup[] }} [how] `markup`: what HTML told of its blocks
 */
function read(text, { fold = false, markup } = {}) {
  clearTimeout(timer);
  foldNext = fold;
  const address = isAddress(text);
  parts.address.hidden = !address;
  if (address) showAddress();
  parts.done.hidden = !text.trim() || address;
  parts.example.hidden = !parts.done.hidden;
  element('back').hidden = true;
  reader.read(address ? '' : text, markup);
}

reader.addEventListener('wortlaut-analysed', () => {
  const { analysis } = reader;
  const some = reader.text.trim() !== '' && analysis !== null;
  if (some && foldNext) fold(true);
  foldNext = false;
  const people = analysis?.entities.filter(({ type }) => type === 'person').length ?? 0;
  const unknown = analysis?.quotes.filter(({ speaker }) => !speaker).length ?? 0;
  parts.status.textContent = some ? t.status(t.quotes(analysis.quotes.length), t.people(people), t.unknownSpeakers(unknown)) : '';
  parts.status.classList.remove('error');
  parts.status.classList.toggle('unseen', some);
});

reader.addEventListener('wortlaut-failed', (event) => {
  event.preventDefault();
  fail(/** @type {CustomEvent} */ (event).detail.message);
  // nothing is there to fold the field for
  parts.done.hidden = true;
  parts.status.append(' ', h('button', { type: 'button', on: { click: () => read(input.value, { fold: true }) } }, t.again));
});

/** @param {string} words */
function say(words) {
  parts.status.textContent = words;
  parts.status.classList.remove('error', 'unseen');
}

/** @param {string} words */
function fail(words) {
  say(words);
  parts.status.classList.add('error');
  parts.status.scrollIntoView({ block: 'nearest' });
}

/** @param {unknown} error */
function failWith(error) {
  const { code = 'other', message } = /** @type {any} */ (error);
  fail(/** @type {Record<string, string>} */ (t.errors)[code] ?? message ?? t.errors.other);
}

/** @param {boolean} folded */
function fold(folded) {
  const left = folded && parts.start.contains(document.activeElement);
  parts.start.hidden = folded;
  parts.slim.hidden = !folded;
  parts.heading.hidden = !folded;
  document.body.classList.toggle('reading', folded);
  if (left) reader.focus();
}

function showAddress() {
  if (location.protocol === 'file:') return parts.address.replaceChildren(h('strong', {}, t.urlTitle), h('p', {}, t.urlText));
  const mark = h('a', { class: 'bookmarklet', href: bookmarklet(pageAddress()) }, t.bookmarklet);
  parts.address.replaceChildren(h('strong', {}, t.urlTitle), h('p', {}, t.urlText), h('p', {}, mark, ' ', h('span', { class: 'hint' }, t.bookmarkletHint)));
}

// the browser does not follow it: dragged it becomes a bookmark, clicked it says how else to make one
addEventListener('click', async (event) => {
  const mark = /** @type {Element} */ (event.target).closest('.bookmarklet');
  const hint = mark?.closest('section, .address')?.querySelector('.hint');
  if (!mark || !hint) return;
  event.preventDefault();
  const copied = navigator.clipboard?.writeText(mark.getAttribute('href') ?? '');
  hint.textContent = (await copied?.then(() => true, () => false)) ? t.bookmarkletCopied : t.bookmarkletHint;
});

const pageAddress = () => `${location.origin}${location.pathname}`;

// no other page may open a file
if (location.protocol === 'file:') for (const id of ['bookmarklet', 'bookmarkletHint']) document.querySelector(`[data-t="${id}"]`)?.setAttribute('hidden', '');

// --- input ---------------------------------------------------------------------------------------------------------

input.addEventListener('input', (event) => {
  const pasted = /** @type {InputEvent} */ (event).inputType === 'insertFromPaste';
  clearTimeout(timer);
  if (pasted) read(input.value, { fold: !isAddress(input.value) });
  else timer = setTimeout(() => read(input.value), PAUSE);
});

input.addEventListener('paste', (event) => {
  const html = event.clipboardData?.getData('text/html');
  // what has no block of its own reads the same as plain text
  if (!html || !/<(?:p|div|h\d|li|br|blockquote|td)\b/i.test(html)) return;
  const { text, markup } = textOfHtml(html);
  if (!text) return;
  event.preventDefault();
  input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end');
  // what the markup told holds for its own text alone
  read(input.value, { fold: true, markup: input.value === text ? markup : undefined });
});

/** @param {File|undefined} file */
async function openFile(file) {
  if (!file) return;
  try {
    const { text, markup } = await textOfFile(file, (bytes) => sharedReader().decode(bytes));
    input.value = text;
    reader.forget();
    read(text, { fold: true, markup });
  } catch (error) {
    failWith(error);
  }
}

const hasFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') ?? false;
addEventListener('dragover', (event) => {
  if (!hasFile(event)) return;
  event.preventDefault();
  parts.drop.hidden = false;
});
addEventListener('dragleave', (event) => event.relatedTarget === null && (parts.drop.hidden = true));
addEventListener('drop', (event) => {
  parts.drop.hidden = true;
  if (!hasFile(event)) return;
  event.preventDefault();
  openFile(event.dataTransfer?.files[0]);
});

/** Gives a hidden file field's choice to `use` and the field back. @param {string} id @param {(file: File|undefined) => void} use */
function onFile(id, use) {
  /** @type {HTMLInputElement} */
  const field = element(id);
  field.addEventListener('change', () => {
    use(field.files?.[0]);
    field.value = '';
  });
}

onFile('file', openFile);
onFile('corrections', async (file) => {
  if (!file) return;
  try {
    say(t.correctionsLoaded(reader.loadCorrections(await file.text())));
  } catch (error) {
    failWith(error);
  }
});

/** Reads what comes whole from elsewhere. @param {string} text */
function take(text) {
  input.value = text;
  reader.forget();
  read(text, { fold: !isAddress(text) });
}

element('open').addEventListener('click', () => element('file').click());
element('example').addEventListener('click', () => take(EXAMPLE));
element('done').addEventListener('click', () => fold(true));
element('edit').addEventListener('click', () => {
  fold(false);
  input.focus();
});
/** What "Neuer Text" put away; a click must not lose it. */
let previous = { text: '', corrections: '' };

element('new').addEventListener('click', () => {
  previous = { text: input.value, corrections: reader.saveCorrections() };
  input.value = '';
  reader.forget();
  fold(false);
  read('');
  element('back').hidden = false;
  scrollTo(0, 0);
  input.focus();
});
element('back').addEventListener('click', async () => {
  input.value = previous.text;
  read(previous.text, { fold: true });
  await reader.done;
  reader.loadCorrections(previous.corrections);
});

// --- corrections and export ----------------------------------------------------------------------------------------

element('undo').addEventListener('click', () => reader.undo());
element('redo').addEventListener('click', () => reader.redo());
/** Whether there are corrections that no file holds yet. */
let unsaved = false;
addEventListener('beforeunload', (event) => unsaved && event.preventDefault());

reader.addEventListener('wortlaut-corrected', () => {
  unsaved = reader.corrections.count > 0;
  const { canUndo, canRedo } = reader.corrections;
  element('undo').disabled = !canUndo;
  element('redo').disabled = !canRedo;
});

/** @param {{ name: string, type: string, content: string }} file */
function save({ name, type, content }) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  h('a', { href: url, download: name }).click();
  // the browser has taken the file over by then
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  unsaved = false;
  parts.menu.hidePopover();
  reader.announce(t.exported(name));
}

function drawMenu() {
  const items = FORMAT_NAMES.map((format) => {
    const [name, note] = t.formats[format];
    return h('button', { type: 'button', data: { format }, on: { click: () => save(reader.exportAs(format)) } }, h('strong', {}, name), h('span', {}, note));
  });
  const keep = () => save({ name: 'korrekturen.json', type: 'application/json', content: reader.saveCorrections() });
  const load = () => {
    parts.menu.hidePopover();
    element('corrections').click();
  };
  parts.menu.replaceChildren(
    h('p', {}, t.exportHint),
    ...items,
    h('hr'),
    h('button', { type: 'button', on: { click: keep } }, h('strong', {}, t.saveCorrections)),
    h('button', { type: 'button', on: { click: load } }, h('strong', {}, t.loadCorrections)),
  );
}

parts.menu.addEventListener('beforetoggle', () => {
  const { bottom, right } = element('export').getBoundingClientRect();
  parts.menu.style.setProperty('inset', `${bottom + 6}px ${Math.max(8, document.documentElement.clientWidth - right)}px auto auto`);
});

// --- a new version -------------------------------------------------------------------------------------------------

/** @param {() => Promise<boolean>} agree see keepOffline */
function offerUpdate(agree) {
  const [words, button] = element('update').children;
  words.textContent = t.update;
  element('update').hidden = false;
  button.onclick = async () => {
    if (!(await agree())) words.textContent = t.updateElsewhere;
  };
}

// --- language and colours ------------------------------------------------------------------------------------------

/** @type {Record<string, Icon>} */
const BUTTON_ICONS = { new: 'plus', edit: 'edit', undo: 'undo', redo: 'redo', export: 'export' };

function translate() {
  document.documentElement.lang = t.lang;
  document.title = t.title;
  reader.lang = t.lang;
  for (const part of document.querySelectorAll('[data-t]')) {
    part.textContent = /** @type {any} */ (t)[part.getAttribute('data-t') ?? ''];
  }
  for (const [id, name] of Object.entries(BUTTON_ICONS)) {
    const button = element(id);
    button.setAttribute('aria-label', button.textContent);
    button.title = button.textContent;
    button.replaceChildren(icon(name), h('span', {}, button.textContent));
  }
  input.placeholder = t.pasteHint;
  element('checks').replaceChildren(...t.check.map((line) => h('li', {}, line)));
  element('language').textContent = t.lang === 'de' ? 'English' : 'Deutsch';
  element('language').lang = t.lang === 'de' ? 'en' : 'de';
  parts.slim.setAttribute('aria-label', t.tools);
  element('bookmarklet').setAttribute('href', bookmarklet(pageAddress()));
  const theme = element('theme');
  const now = theme.value || 'auto';
  theme.replaceChildren(...Object.entries(t.themes).map(([value, name]) => h('option', { value }, name)));
  theme.value = now;
  if (!theme.previousElementSibling.matches('svg')) theme.before(icon('theme'));
  drawMenu();
}

element('language').addEventListener('click', () => {
  t = strings(t.lang === 'de' ? 'en' : 'de');
  translate();
});
element('say').addEventListener('change', () => reader.toggleAttribute('silent', !element('say').checked));
element('theme').addEventListener('change', () => (document.documentElement.dataset.theme = element('theme').value));

// --- begin ---------------------------------------------------------------------------------------------------------

translate();
// loads program and models now, so that nothing is requested once a text is here
const ready = sharedReader().ready.catch(failWith);
ready.then(() => keepOffline(offerUpdate));
onOpened(openFile);
const handed = handedOver(location.hash);
shared().then((found) => {
  if (found?.file) openFile(found.file);
  else if (found?.text) take(found.text);
}, failWith);
if (handed) {
  history.replaceState(null, '', location.pathname + location.search);
  take(handed);
}
