// The types' colours as people see them who see fewer colours, and in grey.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('../../www/marks.css', import.meta.url), 'utf8');

/** Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB. */
const SIMULATIONS = {
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** @param {string} hex */
const linear = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));

/** CIE L*a*b* of linear RGB. @param {number[]} rgb */
function lab([r, g, b]) {
  const f = (/** @type {number} */ t) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** @param {string} name @returns {[string, string]} light, dark */
function colours(name) {
  const [, light, dark] = css.match(new RegExp(`--${name}: var\\(--wl-[a-z]+, light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)\\)`)) ?? assert.fail(`no colour ${name}`);
  return [light, dark];
}

for (const [name, matrix] of Object.entries(SIMULATIONS)) {
  test(`words as they were said and words rendered differ in colour under ${name}`, () => {
    for (const theme of [0, 1]) {
      const [amber, blue, green] = ['amber', 'blue', 'green'].map((colour) => {
        const rgb = linear(colours(colour)[theme]);
        return lab(matrix.map((row) => Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])));
      });
      const distance = (/** @type {number[]} */ a, /** @type {number[]} */ b) => Math.hypot(...a.map((part, k) => part - b[k]));
      assert.ok(distance(amber, blue) >= 40, `amber and blue: ${distance(amber, blue).toFixed(1)}`);
      assert.ok(distance(amber, green) >= 20, `amber and green: ${distance(amber, green).toFixed(1)}`);
    }
  });
}

test('every type has a line style of its own', () => {
  const style = (/** @type {string} */ type) => css.match(new RegExp(`mark\\.wl-quote\\[data-type='${type}'\\] \\{[^}]*?border-(?:block-end|inline-start): ([^;]*[1-9][^;]*);`))?.[0].match(/border-[a-z-]+: [^;]*/g)?.pop();
  const styles = [css.match(/mark\.wl-quote \{[^}]*(border-block-end: [^;]*);/)?.[1], ...['direct', 'indirect-free-indirect', 'free-indirect', 'reported'].map(style)];
  assert.equal(new Set(styles).size, 5, styles.join(' | '));
  assert.ok(styles.every(Boolean));
});
