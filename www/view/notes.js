// Margin notes stand beside the line where their quotation begins; where two would touch, the lower one moves down.

const GAP = 2;

/** @param {HTMLElement} article */
export function placeNotes(article) {
  /** @type {HTMLElement[]} */
  const notes = [...article.querySelectorAll('.note')].map((note) => /** @type {HTMLElement} */ (note));
  for (const note of notes) note.style.removeProperty('margin-block-start');
  const boxes = notes.map((note) => note.getBoundingClientRect());
  let free = -Infinity;
  notes.forEach((note, i) => {
    const { top, height } = boxes[i];
    const down = Math.max(0, free - top);
    if (down > 0 && height > 0) note.style.setProperty('margin-block-start', `${down}px`);
    free = top + down + height + GAP;
  });
}
