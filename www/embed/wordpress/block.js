// The block in the editor: what is set for readers. The page's own tag comes from the server.
{
  const { wp } = /** @type {any} */ (globalThis);
  const { createElement: h, Fragment } = wp.element;
  const { __ } = wp.i18n;
  const { CheckboxControl, PanelBody, Placeholder, SelectControl, ToggleControl } = wp.components;
  const { InspectorControls, useBlockProps } = wp.blockEditor;

  const panels = () => ({
    quotes: __('Quotations', 'wortlaut'),
    entities: __('People & places', 'wortlaut'),
    voices: __('Voices', 'wortlaut'),
  });
  const types = () => ({
    direct: __('direct', 'wortlaut'),
    indirect: __('indirect', 'wortlaut'),
    'indirect-free-indirect': __('indirect, continued', 'wortlaut'),
    'free-indirect': __('free indirect', 'wortlaut'),
    reported: __('reported', 'wortlaut'),
  });

  /**
   * Boxes to tick; all ticked is what an unset attribute means, and none is said as "none".
   * @param {Record<string, string>} labels
   * @param {string[] | undefined} chosen
   * @param {(words: string[] | undefined) => void} change
   */
  const boxes = (labels, chosen, change) => Object.entries(labels).map(([word, label]) => {
    const now = chosen ?? Object.keys(labels);
    return h(CheckboxControl, {
      key: word,
      label,
      checked: now.includes(word),
      __nextHasNoMarginBottom: true,
      onChange: (/** @type {boolean} */ on) => {
        const words = Object.keys(labels).filter((other) => (other === word ? on : now.includes(other)));
        change(words.length === Object.keys(labels).length ? undefined : words.length ? words : ['none']);
      },
    });
  });

  wp.blocks.registerBlockType('wortlaut/reader', {
    edit: (/** @type {any} */ { attributes, setAttributes }) => h(Fragment, null,
      h(InspectorControls, null,
        h(PanelBody, { title: __('Panels', 'wortlaut') }, boxes(panels(), attributes.panels, (words) => setAttributes({ panels: words }))),
        h(PanelBody, { title: __('Marked quotations', 'wortlaut') }, boxes(types(), attributes.types, (words) => setAttributes({ types: words }))),
        h(PanelBody, { title: __('Look', 'wortlaut') },
          h(SelectControl, {
            label: __('Colours', 'wortlaut'),
            value: attributes.theme ?? 'auto',
            options: [
              { value: 'auto', label: __("the page's", 'wortlaut') },
              { value: 'light', label: __('light', 'wortlaut') },
              { value: 'dark', label: __('dark', 'wortlaut') },
            ],
            onChange: (/** @type {string} */ theme) => setAttributes({ theme }),
          }),
          h(SelectControl, {
            label: __('Language of the panels', 'wortlaut'),
            value: attributes.lang ?? '',
            options: [{ value: '', label: __("the page's", 'wortlaut') }, { value: 'de', label: 'Deutsch' }, { value: 'en', label: 'English' }],
            onChange: (/** @type {string} */ lang) => setAttributes({ lang }),
          }),
          h(ToggleControl, {
            label: __('Say marks in words to screen readers', 'wortlaut'),
            checked: !attributes.silent,
            onChange: (/** @type {boolean} */ said) => setAttributes({ silent: !said }),
          }))),
      h('div', useBlockProps(), h(Placeholder, {
        icon: 'format-quote',
        label: 'Wortlaut',
        instructions: __('Readers of the published page see here who says what; the quotations of the article are marked.', 'wortlaut'),
      }))),
    save: () => null,
  });
}
