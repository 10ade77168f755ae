// The reader in a frame of its own: it reads the article that the page around it sends, and tells that page its height.
// Only the origin that its address names (frame.html?host=https://…) is listened to, and told anything.

import '../element.js';

/** @import { WortlautReader } from '../element.js' */
/** @import { Markup } from '../input/blocks.js' */
/** @typedef {{ wortlaut: 'hello' } | { wortlaut: 'article', text: string, markup: Markup[], lang: string }} FromHost */
/** @typedef {{ wortlaut: 'ready' } | { wortlaut: 'height', height: number }} FromFrame `height` in CSS pixels */

const reader = /** @type {WortlautReader} */ (document.querySelector('wortlaut-reader'));
const wanted = new URLSearchParams(location.search);
const host = origin(wanted.get('host') ?? location.href);
const panels = wanted.get('panels');
if (panels !== null) reader.setAttribute('panels', panels);

/** The origin of an address; undefined for what has none that could be told from others. @param {string} address */
function origin(address) {
  const found = URL.canParse(address) ? new URL(address).origin : 'null';
  return found === 'null' ? undefined : found;
}

/** @param {FromFrame} message */
const tell = (message) => host && parent.postMessage(message, host);

addEventListener('message', ({ source, origin, data }) => {
  if (source !== parent || origin !== host) return;
  const message = /** @type {Partial<FromHost>|null} */ (data);
  if (message?.wortlaut === 'hello') tell({ wortlaut: 'ready' });
  if (message?.wortlaut !== 'article') return;
  const { text, markup, lang } = message;
  reader.lang = document.documentElement.lang = lang === 'en' ? 'en' : 'de';
  reader.read(String(text), markup);
});

new ResizeObserver(() => tell({ wortlaut: 'height', height: Math.ceil(document.body.getBoundingClientRect().height) })).observe(document.body);

if (host) tell({ wortlaut: 'ready' });
else document.getElementById('status')?.append('frame.html?host=… nennt keine Herkunft / names no origin');
