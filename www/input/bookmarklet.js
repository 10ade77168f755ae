// A bookmark that hands a page's article text to Wortlaut. The text travels behind the "#" of the address: browsers keep
// that part to themselves and send it to no server.

const MARK = '#text=';

/** The code of the bookmark. @param {string} page address of the Wortlaut page */
export function bookmarklet(page) {
  const code = `(()=>{const s=String(getSelection()),e=document.querySelector('article')||document.querySelector('main')||document.body;open(${JSON.stringify(page + MARK)}+encodeURIComponent((s.length>200?s:e.innerText).slice(0,400000)))})()`;
  return `javascript:${encodeURIComponent(code)}`;
}

/** The text that a bookmark handed over in an address's fragment; null where there is none. @param {string} hash */
export function handedOver(hash) {
  if (!hash.startsWith(MARK)) return null;
  try {
    return decodeURIComponent(hash.slice(MARK.length));
  } catch {
    return null;
  }
}

/** Whether somebody pasted the address of a page in place of its text. @param {string} text */
export const isAddress = (text) => /^\s*(?:https?:\/\/|www\.)\S+\s*$/i.test(text);
