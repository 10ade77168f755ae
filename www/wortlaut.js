// The loader for one-tag use: fetches the element only once a <wortlaut-reader> comes into view.
//   <script type="module" src="wortlaut.js"></script> <wortlaut-reader for="article"></wortlaut-reader>
const NAME = 'wortlaut-reader';

/** How far below the window an element may be when the loading begins. */
const MARGIN = '300px';

if (globalThis.document && !customElements.get(NAME)) {
  const sight = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) load();
  }, { rootMargin: MARGIN });
  const look = () => document.querySelectorAll(NAME).forEach((element) => sight.observe(element));
  const changes = new MutationObserver(look);
  const load = () => {
    sight.disconnect();
    changes.disconnect();
    import('./element.js').catch((error) => console.error('wortlaut:', error));
  };
  changes.observe(document, { childList: true, subtree: true });
  look();
}
