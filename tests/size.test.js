// What a reader's browser fetches stays small.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizes } from '../www/tools/size.js';

test('at most 300 kB before a first result can be asked for, 1.5 MB in all (brotli)', (context) => {
  const { before, total } = sizes();
  context.diagnostic(`before the first result: ${before} bytes, in all: ${total} bytes`);
  assert(before <= 300_000, `${before} bytes before the first result`);
  assert(total <= 1_500_000, `${total} bytes in all`);
});
