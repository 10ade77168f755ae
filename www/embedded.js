// Gives readers the wasm, the models and the worker that are part of the single module.
import models from './wasm/models.bin';
import wasm from './wasm/wortlaut.wasm';
import worker from 'text:worker.js';
import { configure } from './api.js';

// where the page's policy forbids workers from memory, the reader works in the page
const workerUrl = typeof Blob === 'function' ? URL.createObjectURL(new Blob([worker], { type: 'text/javascript' })) : undefined;
configure({ wasm, models, workerUrl });
