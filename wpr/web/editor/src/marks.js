/** What the coach marks in a text. Marks follow every step and go when somebody types inside them. */
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { canPaint, paint } from "./paint.js";
import { ranged } from "./ranged.js";

const key = new PluginKey("marks");

/**
 * @typedef {object} Mark
 * @property {string} id
 * @property {"advice" | "warning" | "strong"} level
 * @property {number} from
 * @property {number} to
 * @property {boolean} isWhole whether it is about the paragraph: listed, but not painted
 */

/**
 * Marks in a paragraph that is being written in are held back until the caret leaves it.
 * @param {import("./field.js").Field} field
 */
export function marking(field) {
  return new Plugin({
    key,
    state: {
      init: () => ({ marks: [], written: null, chosen: null }),
      apply: (tr, value, _, state) => followed(tr, value, state, field),
    },
    props: {
      decorations: (state) => (canPaint ? null : decorated(state)),
      handleClick: (_, position) => clicked(field, position),
      handleDOMEvents: { blur: left },
    },
    view: () => new Shown(field),
  });
}

/** A transaction that changes what is marked or chosen, and nothing in the text. */
export function changing(state, change) {
  return state.tr.setMeta(key, change);
}

/** The marks that are to be seen now. @returns {Mark[]} */
export function shown(state) {
  const { marks, written } = key.getState(state);
  if (written === null) return marks;
  const end = written + state.doc.resolve(written).parent.content.size;
  return marks.filter(({ from, to }) => to < written || from > end);
}

/** The mark at a position of the text. */
export function markAt(state, position) {
  return shown(state).find(({ from, to, isWhole }) => !isWhole && from <= position && position <= to);
}

function followed(tr, value, state, field) {
  let { marks, written, chosen } = value;
  if (tr.docChanged) {
    marks = marks.flatMap((mark) => moved(mark, tr.mapping.maps));
    if (written !== null) written = tr.mapping.map(written, -1);
    const isTyped = tr.getMeta("rebased") === undefined && field.view?.hasFocus();
    if (isTyped) written = startOf(state.selection.$head);
  }
  if (written !== null && startOf(state.selection.$head) !== written) written = null;
  return { marks, written, chosen, ...tr.getMeta(key) };
}

/** The mark after some changes, or nothing when one of them was inside it. */
function moved(mark, maps) {
  let { from, to } = mark;
  for (const map of maps) {
    let isTouched = false;
    map.forEach((start, end) => {
      isTouched ||= start < to && end > from;
    });
    if (isTouched && !mark.isWhole) return [];
    [from, to] = [map.map(from, 1), map.map(to, -1)];
  }
  return to > from || (mark.isWhole && to === from) ? [{ ...mark, from, to }] : [];
}

function startOf($position) {
  return $position.parent.isTextblock ? $position.start() : $position.pos;
}

function left(view) {
  if (key.getState(view.state).written !== null) view.dispatch(changing(view.state, { written: null }));
  return false;
}

function clicked(field, position) {
  const mark = markAt(field.state, position);
  if (mark) say(field, "wpr:mark-clicked", { text: field.id, id: mark.id });
  return false;
}

function painting(state) {
  const { chosen } = key.getState(state);
  return shown(state)
    .filter(({ isWhole }) => !isWhole)
    .flatMap(({ id, level, from, to }) => [
      { kind: level, from, to },
      ...(id === chosen ? [{ kind: "chosen", from, to }] : []),
    ]);
}

function decorated(state) {
  const all = painting(state).map(({ kind, from, to }) =>
    Decoration.inline(from, to, { class: `coach--${kind}` }),
  );
  return DecorationSet.create(state.doc, all);
}

/** Paints what is shown, and tells the page which marks there are and which one holds the caret. */
class Shown {
  #told = "";

  constructor(field) {
    this.field = field;
  }

  update(view) {
    if (canPaint) {
      const passages = painting(view.state);
      paint(this, passages.map(({ kind, from, to }) => ({ kind, range: ranged(view, from, to) })));
    }
    this.#tell(view);
  }

  destroy() {
    if (canPaint) paint(this, []);
  }

  #tell({ state }) {
    const ids = shown(state).map(({ id }) => id);
    const here = markAt(state, state.selection.head)?.id ?? null;
    const told = JSON.stringify([ids, here]);
    if (told === this.#told) return;
    this.#told = told;
    say(this.field, "wpr:marked", { text: this.field.id, ids, here });
  }
}

function say(field, name, detail) {
  field.element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
}
