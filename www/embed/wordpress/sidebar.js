// What the analysis finds in the draft that is being written: quotations without a speaker, voices, names.
{
  const { wp, wortlaut } = /** @type {any} */ (globalThis);
  const { createElement: h, Fragment, useEffect, useState } = wp.element;
  const { __, sprintf, _n } = wp.i18n;
  const { Button, Notice, PanelBody } = wp.components;
  const { dispatch, useSelect } = wp.data;
  // its place changed with WordPress 6.6
  const { PluginSidebar, PluginSidebarMoreMenuItem } = wp.editor.PluginSidebar ? wp.editor : wp.editPost;

  /** How long the author has to pause, in milliseconds. */
  const PAUSE = 500;

  /** Blocks of these categories hold no words of the article; of the media blocks, only captions do. */
  const SILENT = new Set(['design', 'widgets', 'theme', 'embed']);

  /** @typedef {import('../../types.js').Analysis} Analysis */
  /** @typedef {import('../../types.js').Span} Span */
  /**
   * A passage of the draft and where the editor keeps it; `kind` where the editor tells it.
   * @typedef {Span & { clientId?: string, attribute?: string, kind?: string }} Passage
   */

  /**
   * The draft as plain text, an empty line between passages.
   * @param {string} title
   * @param {any[]} blocks of the editor
   * @returns {{ text: string, passages: Passage[] }}
   */
  function read(title, blocks) {
    let text = '';
    /** @type {Passage[]} */
    const passages = [];
    /** @param {string} words @param {string|undefined} kind @param {object} [place] */
    const add = (words, kind, place) => {
      if (!words.trim()) return;
      if (text) text += '\n\n';
      passages.push({ start: text.length, end: text.length + words.length, kind, ...place });
      text += words;
    };
    /** @param {any} block */
    const walk = ({ name, clientId, attributes, innerBlocks }) => {
      const type = wp.blocks.getBlockType(name);
      // a classic block's one attribute holds many passages
      const own = name === 'core/freeform' ? [] : Object.entries(type?.attributes ?? {}).filter(([key, { source }]) =>
        ['html', 'rich-text', 'query'].includes(source) && !SILENT.has(type.category) && (type.category !== 'media' || key === 'caption'));
      const after = (/** @type {string} */ key) => ['citation', 'caption'].includes(key);
      const addOwn = (/** @type {boolean} */ late) => own.filter(([key]) => after(key) === late).forEach(([attribute, { source, query }]) => {
        if (source === 'query') within(attributes[attribute], query).forEach((words) => add(words, undefined, { clientId }));
        else add(plain(attributes[attribute]), kindOf(name, attribute, attributes), { clientId, attribute });
      });
      addOwn(false);
      if (name === 'core/freeform') {
        const html = wp.autop.autop(attributes.content ?? '');
        for (const part of html.split(/<\/(?:p|h[1-6]|li|blockquote)>/)) add(plain(part).trim(), 'paragraph', { clientId });
      }
      innerBlocks.forEach(walk);
      addOwn(true);
    };
    add(plain(title), 'headline');
    blocks.forEach(walk);
    return { text, passages };
  }

  /** @param {unknown} html */
  const plain = (html) => wp.richText.create({ html: String(html ?? '') }).text;

  /**
   * Words of a table's rows and cells, and of whatever else a block keeps as a list.
   * @param {any[] | undefined} items
   * @param {Record<string, any>} query what the block says of each
   * @returns {string[]}
   */
  const within = (items, query) => (items ?? []).flatMap((item) => Object.entries(query).flatMap(([key, part]) => {
    if (part.source === 'query') return within(item[key], part.query);
    return ['html', 'rich-text'].includes(part.source) ? [plain(item[key])] : [];
  }));

  /** @param {string} name @param {string} attribute @param {any} attributes */
  function kindOf(name, attribute, { level }) {
    if (attribute === 'caption') return 'caption';
    // it repeats what the article says
    if (name === 'core/pullquote') return 'clutter';
    if (name === 'core/heading') return level === 1 ? 'headline' : 'subheading';
    return name === 'core/list-item' ? 'list-item' : 'paragraph';
  }

  /**
   * Selects words of the draft in the editor.
   * @param {Passage[]} passages
   * @param {Span} span
   */
  function select(passages, { start, end }) {
    const passage = passages.find((one) => one.start <= start && start < one.end);
    if (!passage?.clientId) return;
    const { clientId, attribute } = passage;
    const editor = dispatch('core/block-editor');
    if (attribute) editor.selectionChange(clientId, attribute, start - passage.start, Math.min(end, passage.end) - passage.start);
    else editor.selectBlock(clientId);
  }

  /** @type {Promise<import('../../api.js').Reader> | undefined} loaded when the sidebar is opened for the first time */
  let loading;
  const reader = () => (loading ??= import(wortlaut.api).then(({ createReader }) =>
    createReader({ language: document.documentElement.lang.startsWith('de') ? 'de' : 'en' })));

  /** The analysis of the draft as it was when the author last paused. */
  function useAnalysis() {
    const { title, blocks } = useSelect((/** @type {any} */ ask) => ({
      title: ask('core/editor').getEditedPostAttribute('title'),
      blocks: ask('core/block-editor').getBlocks(),
    }), []);
    const [found, setFound] = useState({});
    useEffect(() => {
      let late = false;
      const timer = setTimeout(async () => {
        const { text, passages } = read(title, blocks);
        try {
          const markup = passages.filter(({ kind }) => kind).map(({ start, end, kind }) => ({ start, end, kind }));
          const analysis = await (await reader()).analyse(text, { markup });
          if (!late) setFound({ text, passages, analysis });
        } catch (error) {
          // the next change tries again
          loading = undefined;
          if (!late) setFound({ error });
        }
      }, PAUSE);
      return () => {
        late = true;
        clearTimeout(timer);
      };
    }, [title, blocks]);
    return found;
  }

  /** @param {any[]} items @param {string} nothing */
  const list = (items, nothing) => (items.length ? h('ul', null, items) : h('p', null, nothing));

  /** @param {{ text: string, passages: Passage[], analysis: Analysis }} found */
  function Findings({ text, passages, analysis }) {
    const { quotes, voices, entities } = analysis;
    const words = (/** @type {Span[]} */ spans) => spans.map(({ start, end }) => text.slice(start, end)).join(' … ');
    /** @param {string} label @param {Span} span */
    const button = (label, span) => h(Button, { variant: 'link', style: { textAlign: 'start' }, onClick: () => select(passages, span) }, label);
    const nameless = quotes.filter(({ speaker }) => !speaker);
    const speaking = voices.map(({ entity, quotes: count, share }) => {
      const name = entities.find(({ id }) => id === entity)?.name ?? __('unknown', 'wortlaut');
      const first = quotes.find(({ speaker }) => (speaker?.entity ?? null) === entity);
      // translators: 1: number of quotations, 2: share of all quoted words in percent
      const heard = sprintf(_n('%1$d quotation, %2$d %%', '%1$d quotations, %2$d %%', count, 'wortlaut'), count, Math.round(share * 100));
      return h('li', { key: entity ?? name }, first ? button(name, first.spans[0]) : name, ` – ${heard}`);
    });
    return h(Fragment, null,
      h(PanelBody, { title: `${__('Quotations without a speaker', 'wortlaut')} (${nameless.length})` },
        list(nameless.map(({ id, spans }) => h('li', { key: id }, button(words(spans), spans[0]))),
          quotes.length ? __('Every quotation has a speaker.', 'wortlaut') : __('Nobody is quoted yet.', 'wortlaut'))),
      h(PanelBody, { title: `${__('Voices', 'wortlaut')} (${speaking.length})` }, list(speaking, __('Nobody is quoted yet.', 'wortlaut'))),
      h(PanelBody, { title: `${__('People & places', 'wortlaut')} (${entities.length})` },
        list(entities.map(({ id, name, role, mentions }) => h('li', { key: id }, button(name, mentions[0]), role ? ` – ${role}` : '')),
          __('Nobody and nothing is named yet.', 'wortlaut'))));
  }

  function Sidebar() {
    const found = useAnalysis();
    if (found.error) return h(Notice, { status: 'error', isDismissible: false }, found.error.message);
    if (!found.analysis) return h(PanelBody, null, __('Reading …', 'wortlaut'));
    return h('div', { className: 'wortlaut-findings', 'aria-live': 'polite' }, h(Findings, found));
  }

  wp.plugins.registerPlugin('wortlaut', {
    icon: 'format-quote',
    render: () => h(Fragment, null,
      h(PluginSidebarMoreMenuItem, { target: 'wortlaut' }, 'Wortlaut'),
      h(PluginSidebar, { name: 'wortlaut', title: 'Wortlaut' }, h(Sidebar))),
  });
}
