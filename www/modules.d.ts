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
