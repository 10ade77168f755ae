// Finds and starts browsers on a closed network.
import { existsSync } from 'node:fs';
import { chromium, firefox } from 'playwright-core';

/** @param {string[]} places */
const first = (places) => places.find((place) => existsSync(place));

const CHROMIUM = first(['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', chromium.executablePath()]);
const FIREFOX = first(['/usr/bin/firefox-esr']);

/** Whether there is a browser to test with. */
export function needBrowser() {
  return CHROMIUM !== undefined;
}

/** Starts Chromium without a window. @param {string[]} [args] */
export function startChromium(args = []) {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', ...args,
    ],
  });
}

/** Starts Firefox without a window; undefined where there is none. @param {Record<string, string | number | boolean>} [firefoxUserPrefs] */
export async function startFirefox(firefoxUserPrefs = {}) {
  if (!FIREFOX) return undefined;
  return firefox.launch({ channel: 'moz-firefox', executablePath: FIREFOX, firefoxUserPrefs });
}
