// What the bundler makes of imports that are no modules (see tools/build.js).
declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
declare module '*.bin' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
declare module 'text:*' {
  const text: string;
  export default text;
}
// What the build defines: that there is one, what wasm and models hash to, and for the service worker the page's files and their hashes.
declare const BUILT: true | undefined;
declare const WASM_SUM: string | undefined;
declare const MODELS_SUM: string | undefined;
declare const FILES: [path: string, integrity: string][];
declare const VERSION: string;
