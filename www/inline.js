// Everything in one module, for pages that can fetch nothing else: no further file is asked for.
// The parts come first: elements that stand in the page begin to read as soon as they are defined.
import './embedded.js';

export * from './api.js';
export * from './element.js';
