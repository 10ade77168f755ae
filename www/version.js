// Which files belong together: subresource-integrity hashes of this version's wasm and models, unknown where the sources
// are served as they are.

/* global MODELS_SUM, WASM_SUM */
export const wasmSum = typeof WASM_SUM === 'undefined' ? undefined : WASM_SUM;
export const modelsSum = typeof MODELS_SUM === 'undefined' ? undefined : MODELS_SUM;
