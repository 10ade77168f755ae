/** What can go wrong, by stable code; messages may change. `%` stands for the detail. */
const MESSAGES = {
  'text-too-long': ['Der Text ist zu lang (höchstens 64 MB).', 'The text is too long (64 MB at most).'],
  'not-a-text': ['Das ist kein Text.', 'This is not a text.'],
  'bad-option': ['Eine Einstellung hat nicht die richtige Form.', 'An option has not the right form.'],
  'bad-encoding': ['Die Zeichenkodierung der Datei ist unbekannt.', 'The encoding of the file is unknown.'],
  'bad-model': ['Die Modelldatei passt nicht zu diesem Programm.', 'The models do not belong to this program.'],
  'bad-result': ['Das Ergebnis ließ sich nicht übergeben.', 'The result could not be handed over.'],
  aborted: ['Die Analyse wurde abgebrochen.', 'The analysis was stopped.'],
  crashed: [
    'Die Analyse ist an diesem Text gescheitert. Der nächste Versuch beginnt neu.',
    'The analysis failed on this text. The next one starts afresh.',
  ],
  closed: ['Dieser Leser wurde geschlossen.', 'This reader was closed.'],
  'no-wasm': [
    'Dieser Browser kann kein WebAssembly ausführen, oder es ist abgeschaltet.',
    'This browser cannot run WebAssembly, or it is switched off.',
  ],
  'load-failed': ['Diese Datei ließ sich nicht laden: %', 'This file could not be loaded: %'],
  'bad-wasm': ['Die WebAssembly-Datei ist beschädigt: %', 'The WebAssembly file is damaged: %'],
  'other-version': ['Diese Datei gehört zu einer anderen Version: %', 'This file belongs to another version: %'],
  'policy-wasm': [
    "Die Sicherheitsrichtlinie dieser Seite verbietet WebAssembly. Es fehlt: script-src 'wasm-unsafe-eval'",
    "This page's security policy forbids WebAssembly. Missing: script-src 'wasm-unsafe-eval'",
  ],
  'policy-connect': [
    'Die Sicherheitsrichtlinie dieser Seite verbietet, eine Datei zu laden. Es fehlt: connect-src für %',
    "This page's security policy forbids loading a file. Missing: connect-src for %",
  ],
  'policy-worker': [
    'Die Sicherheitsrichtlinie dieser Seite verbietet den Worker; die Analyse läuft in der Seite. Es fehlt: worker-src für %',
    "This page's security policy forbids the worker; the analysis runs in the page. Missing: worker-src for %",
  ],
  'policy-trusted-types': [
    'Die Sicherheitsrichtlinie dieser Seite verbietet den Worker; die Analyse läuft in der Seite. Es fehlt: trusted-types wortlaut',
    "This page's security policy forbids the worker; the analysis runs in the page. Missing: trusted-types wortlaut",
  ],
  'worker-failed': [
    'Der Worker startet nicht; die Analyse läuft in der Seite. Datei: %',
    'The worker does not start; the analysis runs in the page. File: %',
  ],
};

/** @typedef {keyof typeof MESSAGES} ErrorCode */

/** An error with a stable `code` and a message for people. */
export class WortlautError extends Error {
  /**
   * @param {ErrorCode} code
   * @param {{ detail?: string, language?: 'de' | 'en', cause?: unknown }} [more]
   */
  constructor(code, { detail = '', language = 'de', cause } = {}) {
    super(message(code, language, detail), { cause });
    this.name = 'WortlautError';
    /** @type {ErrorCode} */
    this.code = code;
    /** What the message is about: the address of a file, mostly. */
    this.detail = detail;
  }
}

/**
 * The message of an error code.
 * @param {ErrorCode} code
 * @param {'de' | 'en'} language
 * @param {string} [detail]
 */
export function message(code, language, detail = '') {
  return MESSAGES[code][language === 'en' ? 1 : 0].replace('%', () => detail);
}

/**
 * @param {unknown} code
 * @returns {code is ErrorCode}
 */
export function isErrorCode(code) {
  return typeof code === 'string' && Object.hasOwn(MESSAGES, code);
}
