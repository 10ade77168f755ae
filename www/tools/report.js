// What every report begins with.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from './shell.js';

/** One line on when and where. */
export function circumstances() {
  const [{ model }] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${new Date().toISOString().slice(0, 10)}, ${model.trim()}, ${cpus().length} cores, ${memory} GiB, Node ${process.versions.node}; load ${loadavg()[0].toFixed(1)} at the end.`;
}

/**
 * Writes tests/reports/NAME.md and says so.
 * @param {string} name
 * @param {string} text
 */
export function writeReport(name, text) {
  mkdirSync(join(root, 'tests/reports'), { recursive: true });
  writeFileSync(join(root, 'tests/reports', `${name}.md`), text);
  console.log(`written: tests/reports/${name}.md`);
}

/** The middle value. @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/**
 * A table in Markdown.
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 */
export function table(head, rows) {
  return [head, head.map((_, column) => (column ? '---:' : '---')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
