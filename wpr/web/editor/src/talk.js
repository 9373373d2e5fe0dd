/** What people comment on in one text: marked while it is talked about, and held while somebody writes. */
import { getVersion, sendableSteps } from "prosemirror-collab";
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { canPaint } from "./paint.js";
import { ranged } from "./ranged.js";
import { isRedrawn } from "./suggestions.js";
import { underline } from "./underline.js";

const key = new PluginKey("talk");
const PATIENCE_MS = 8_000;
const LOOK_EVERY_MS = 50;

/**
 * @typedef {object} Place a passage of the text at a version of the server's
 * @property {number} version
 * @property {number} start
 * @property {number} end
 * @property {string} quote
 */

/** What other scripts reach as `element.field.talk`. */
export class Talk {
  /** @param {import("./field.js").Field} field */
  constructor(field) {
    this.field = field;
  }

  /**
   * Mark the passages of threads, [id, start, end], instead of those before. False, and nothing
   * changes, when the text is another one by now.
   */
  mark(version, places) {
    const { state, isComposing } = this.field;
    if (isComposing || version !== getVersion(state)) return false;
    const maps = sendableSteps(state)?.steps.map((step) => step.getMap()) ?? [];
    this.#change({ marks: places.flatMap(([id, from, to]) => moved({ id, from, to }, maps)) });
    return true;
  }

  /** Lift one thread's passage out, or none. */
  choose(id) {
    if (key.getState(this.field.state).chosen !== id) this.#change({ chosen: id });
  }

  /** Hold on to the selected words, wherever edits take them. Gives them; "" when there are none. */
  hold() {
    const held = this.#selected();
    if (held) this.#change({ held });
    return held ? this.#words(held) : "";
  }

  /** Hold on to nothing any more. */
  drop() {
    this.#change({ held: null });
  }

  /** Where the held words are in the text that the server has; null when they are gone, or it does
   * not answer. @returns {Promise<Place | null>} */
  async place() {
    const { exchange } = this.field;
    for (const end = Date.now() + PATIENCE_MS; !exchange.isSaved && Date.now() < end; ) {
      exchange.flush();
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const { held } = key.getState(this.field.state);
    if (!held || !exchange.isSaved || this.field.proposal) return null;
    const version = getVersion(this.field.state);
    return { version, start: held.from, end: held.to, quote: this.#words(held) };
  }

  /** Bring a thread's passage into view, with the caret before it. False when it is not marked. */
  go(id) {
    const { view, state } = this.field;
    const mark = key.getState(state).marks.find((one) => one.id === id);
    if (!mark) return false;
    view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, mark.from)));
    view.focus();
    const { node } = view.domAtPos(mark.from, 1);
    (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).scrollIntoView({ block: "center" });
    return true;
  }

  #words({ from, to }) {
    return this.field.state.doc.textBetween(from, to, "\n", "\n");
  }

  // From the browser: a text that is only read has no selection of its own.
  #selected() {
    const { view, element, state } = this.field;
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
    const [hasStart, hasEnd] = [startContainer, endContainer].map((node) => element.contains(node));
    if (!hasStart && !hasEnd) return null;
    const from = hasStart ? view.posAtDOM(startContainer, startOffset) : 0;
    const to = hasEnd ? view.posAtDOM(endContainer, endOffset) : state.doc.content.size;
    return state.doc.textBetween(from, to, "\n", "\n").trim() ? { from, to } : null;
  }

  #change(change) {
    const { state, view } = this.field;
    view.dispatch(state.tr.setMeta(key, change));
  }
}

/** @param {import("./field.js").Field} field */
export function talking(field) {
  return new Plugin({
    key,
    state: { init: () => ({ marks: [], chosen: null, held: null }), apply: followed },
    props: {
      decorations: (state) => (canPaint ? null : decorated(state)),
      handleClick: (_, position) => clicked(field, position),
    },
    view: () => new Marked(field),
  });
}

function followed(tr, value) {
  const { maps } = tr.mapping;
  const change = tr.getMeta(key);
  if (!maps.length) return change ? { ...value, ...change } : value;
  const marks = value.marks.flatMap((mark) => moved(mark, maps));
  const held = value.held && (moved(value.held, maps)[0] ?? null);
  return { ...value, marks, held, ...change };
}

/** As the server moves them: typing at the edges stays outside. */
function moved(mark, maps) {
  let { from, to } = mark;
  for (const map of maps) [from, to] = [map.map(from, 1), map.map(to, -1)];
  return from < to ? [{ ...mark, from, to }] : [];
}

/** The mark at a position; of several the shortest, which the others leave no other place for. */
function markAt(state, position) {
  const here = key.getState(state).marks.filter(({ from, to }) => from <= position && position <= to);
  return here.sort((one, other) => one.to - one.from - (other.to - other.from))[0];
}

function clicked(field, position) {
  const mark = markAt(field.state, position);
  if (mark) say(field, "wpr:talk-clicked", { text: field.id, id: mark.id });
  return false;
}

function passages(state) {
  const { marks, chosen, held } = key.getState(state);
  const all = marks.map(({ id, from, to }) => ({ kind: id === chosen ? "chosen" : "open", from, to }));
  return held ? [...all, { kind: "held", ...held }] : all;
}

function decorated(state) {
  const all = passages(state).map(({ kind, from, to }) =>
    Decoration.inline(from, to, { class: `talk-mark--${kind}` }),
  );
  return DecorationSet.create(state.doc, all);
}

/** Paints, and tells the page which thread the caret stands in. */
class Marked {
  #here = null;

  constructor(field) {
    this.field = field;
  }

  update(view, before) {
    const { state } = view;
    const isSame = key.getState(state) === key.getState(before) && state.doc === before.doc;
    if (canPaint && (!isSame || isRedrawn(state, before))) this.#paint(view);
    const here = markAt(state, state.selection.head)?.id ?? null;
    if (here === this.#here) return;
    this.#here = here;
    say(this.field, "wpr:talk-here", { text: this.field.id, id: here });
  }

  destroy() {
    if (canPaint) underline(this, []);
  }

  #paint(view) {
    const all = passages(view.state);
    underline(this, all.map(({ kind, from, to }) => ({ kind, range: ranged(view, from, to) })));
  }
}

function say(field, name, detail) {
  field.element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
}
