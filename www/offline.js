// The page's side of www/service-worker.js: keeps the page for use without a network, offers a new version, takes over
// what other programs share or open with it.

import { trustedUrl } from './trust.js';

/** @typedef {import('./service-worker.js').Shared} Shared */

/* global BUILT */
/** Whether this is a built page: the sources are served as they are, to be edited and reloaded. */
const built = typeof BUILT !== 'undefined';

/** @returns {ServiceWorkerContainer | undefined} where pages may have a worker of this kind */
const container = () => (built && isSecureContext ? navigator.serviceWorker : undefined);

/**
 * Puts the page's files aside. Where the browser does not allow it, everything else works as before.
 * @param {(agree: () => Promise<boolean>) => void} offer called where a new version waits; `agree` loads it, or answers
 *   false where another window still shows the old one
 */
export async function keepOffline(offer) {
  const workers = container();
  if (!workers) return;
  const registration = await workers.register(trustedUrl(new URL('./service-worker.js', import.meta.url))).catch(() => undefined);
  if (!registration) return;
  const look = () => {
    const { waiting } = registration;
    if (!waiting || !workers.controller) return;
    offer(async () => {
      workers.addEventListener('controllerchange', () => location.reload(), { once: true });
      return ask(waiting, { method: 'take over' });
    });
  };
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
}

/**
 * What another program shared with this page, if that is why it was opened. The address tells a number only, and that
 * goes as soon as it is read.
 * @returns {Promise<Shared | null>}
 * @throws {Error} with code "share-lost" where it waited too long
 */
export async function shared() {
  const address = new URL(location.href);
  const token = address.searchParams.get('shared');
  if (token === null) return null;
  address.searchParams.delete('shared');
  history.replaceState(null, '', address);
  const worker = container()?.controller;
  const found = worker && (await ask(worker, { method: 'shared', token }));
  if (!found) throw Object.assign(new Error('share-lost'), { code: 'share-lost' });
  return found;
}

/** Calls `open` with each file that the system opens with this page. @param {(file: File) => void} open */
export function onOpened(open) {
  const queue = /** @type {any} */ (globalThis).launchQueue;
  queue?.setConsumer(async (/** @type {{ files: { getFile(): Promise<File> }[] }} */ { files }) => {
    if (files.length > 0) open(await files[0].getFile());
  });
}

/** @param {ServiceWorker} worker @param {unknown} message @returns {Promise<any>} */
function ask(worker, message) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      resolve(data);
      port1.close();
    };
    worker.postMessage(message, [port2]);
  });
}
