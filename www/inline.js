// Everything in one module, for pages that can fetch nothing else: no further file is asked for.
import models from './wasm/models.bin';
import wasm from './wasm/wortlaut.wasm';
import worker from 'text:worker.js';
import { configure } from './api.js';

// where the page's policy forbids workers from memory, the reader works in the page
const workerUrl = typeof Blob === 'function' ? URL.createObjectURL(new Blob([worker], { type: 'text/javascript' })) : undefined;
configure({ wasm, models, workerUrl });

export * from './api.js';
export * from './element.js';
