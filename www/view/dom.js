// Elements without markup strings: works under Trusted Types and a policy without inline styles.

/**
 * @typedef {object} Extras
 * @property {Record<string, string|number|undefined>} [data] data attributes
 * @property {Record<string, (event: any) => void>} [on] listeners
 */
/** @typedef {Extras & Record<string, any>} Properties */
/** @typedef {Node|string|number|null|undefined|false} Child */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Creates an HTML element. `true` sets an empty attribute; `false`, null and undefined set none.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Properties} [properties]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export const h = (tag, properties = {}, ...children) => fill(document.createElement(tag), properties, children);

/**
 * Creates an SVG element.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Properties} [properties]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[T]}
 */
export const svg = (tag, properties = {}, ...children) => fill(document.createElementNS(SVG, tag), properties, children);

/** @template {Element} E @param {E} element @param {Properties} properties @param {Child[]} children @returns {E} */
function fill(element, { data, on, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  for (const [name, value] of Object.entries(data ?? {})) {
    if (value !== undefined) element.setAttribute(`data-${name}`, String(value));
  }
  for (const [name, listener] of Object.entries(on ?? {})) element.addEventListener(name, listener);
  for (const child of children) {
    if (child || child === 0 || child === '') element.append(/** @type {any} */ (child));
  }
  return element;
}

/** Icons as paths in a 16-unit square, drawn with the text's colour. */
const ICONS = {
  person: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 14a5.5 5.5 0 0 1 11 0',
  organisation: 'M2.5 14V3h7v11M9.5 6.5h4V14M1.5 14h13M5 6h2M5 9h2',
  place: 'M8 14.5s5-4.6 5-8.3A5 5 0 0 0 3 6.200c0 3.700 5 8.300 5 8.300ZM8 8a1.800 1.800 0 1 0 0-3.600A1.800 1.800 0 0 0 8 8Z',
  other: 'M8 1.800 14.200 8 8 14.200 1.800 8Z',
  quote: 'M3 11.500c1.800-.4 2.800-1.700 2.800-3.500H3V4h4v4c0 3-1.400 4.900-4 5.300M10 11.500c1.800-.4 2.800-1.700 2.800-3.500H10V4h4v4c0 3-1.400 4.900-4 5.300',
  voices: 'M2.500 13.500V9M6.200 13.500v-11M9.800 13.500v-7M13.500 13.500V5',
  close: 'm3.500 3.500 9 9m0-9-9 9',
  up: 'm3.500 10 4.500-4.500L12.500 10',
  down: 'm3.500 6 4.500 4.500L12.500 6',
  undo: 'M6 3 2.500 6.500 6 10M3 6.500h6.500a4 4 0 0 1 0 8H7',
  redo: 'm10 3 3.500 3.500L10 10m3-3.500H6.500a4 4 0 0 0 0 8H9',
  copy: 'M5.500 5.500v-3h8v8h-3M2.500 5.500h8v8h-8Z',
  export: 'M8 2v8m0 0L5 7m3 3 3-3M2.500 11v2.500h11V11',
  edit: 'm3 10.500-.5 3 3-.5 8-8L11 2.500Z',
  plus: 'M8 3v10M3 8h10',
  trash: 'M3 4.500h10M6 4.500v-2h4v2M4.500 4.500l.5 9h6l.5-9',
  lock: 'M3.500 7.500h9v6h-9ZM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500',
  check: 'm3 8.500 3.500 3.500L13 4.500',
  theme: 'M8 2a6 6 0 1 0 0 12ZM8 2a6 6 0 0 1 0 12',
};

/** @typedef {keyof typeof ICONS} Icon */

/** A decorative icon; the words beside it name it. @param {Icon} name */
export const icon = (name) =>
  svg('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' }, svg('path', { d: ICONS[name] }));
