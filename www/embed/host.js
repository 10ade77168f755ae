// For pages that show frame.html: gives each frame its article and the height that it asks for.
//   <iframe data-wortlaut="#article" src="https://wortlaut.example/embed/frame.html?host=https://this.example" title="Wer sagt was?"></iframe>
//   <script defer src="https://wortlaut.example/embed/host.js"></script>

import { textOf } from '../input/blocks.js';

/** @import { FromFrame, FromHost } from './frame.js' */

/** No article is higher than this, in CSS pixels; what asks for more is none. */
const LIMIT = 200_000;

/** @param {HTMLIFrameElement} frame */
function serve(frame) {
  const { origin } = new URL(frame.src);
  /** @param {FromHost} message @param {string} to */
  const send = (message, to) => frame.contentWindow?.postMessage(message, to);

  addEventListener('message', ({ source, origin: from, data }) => {
    if (source !== frame.contentWindow || from !== origin) return;
    const message = /** @type {Partial<FromFrame>|null} */ (data);
    if (message?.wortlaut === 'ready') {
      const article = document.querySelector(frame.dataset.wortlaut || 'article');
      if (article) send({ wortlaut: 'article', ...readable(article) }, origin);
      else console.error(`wortlaut: no article ${frame.dataset.wortlaut}`);
    }
    if (message?.wortlaut !== 'height') return;
    const { height } = message;
    if (Number.isFinite(height) && Number(height) >= 0) frame.style.height = `${Math.min(Number(height), LIMIT)}px`;
  });
  // a frame that loaded before this script has said "ready" to nobody; the greeting holds nothing, so it may go anywhere
  send({ wortlaut: 'hello' }, '*');
}

/** @param {Element} article */
function readable(article) {
  const { text, markup } = textOf(article, { collapse: true });
  return { text: text.trimEnd(), markup, lang: document.documentElement.lang.slice(0, 2) };
}

document.querySelectorAll('iframe').forEach((frame) => frame.dataset.wortlaut !== undefined && serve(frame));
