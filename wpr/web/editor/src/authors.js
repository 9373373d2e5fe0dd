/** Who wrote what in one text: painted when somebody wants to see it, and told for the caret. */
import { getVersion, sendableSteps } from "prosemirror-collab";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { canPaint } from "./paint.js";
import { ranged } from "./ranged.js";
import { moved, placed, runAt, written } from "./runs.js";
import { isRedrawn } from "./suggestions.js";
import { WASHES, washOver } from "./wash.js";

const key = new PluginKey("authors");
const HIDDEN = { runs: null, me: 0, former: 0, isBehind: false };
const BEHIND = "wpr:authors-behind";
const MOMENT_S = 600; // as the server's: typing within ten minutes is one passage

/**
 * @typedef {object} Shown
 * @property {number} version of the text the runs are about
 * @property {[number, number, number][]} runs as the server gives them
 * @property {number} me the reader's place among the authors
 * @property {number} former the place of those who are not known any more
 */

/** What other scripts reach as `element.field.authors`. */
export class Authors {
  /** @param {import("./field.js").Field} field */
  constructor(field) {
    this.field = field;
  }

  /**
   * Paint who wrote what. False, and nothing changes, when the text is another one by now.
   * @param {Shown} shown
   */
  show({ version, runs, me, former }) {
    const { state, isComposing } = this.field;
    if (isComposing || version !== getVersion(state)) return false;
    const maps = sendableSteps(state)?.steps.map((step) => step.getMap()) ?? [];
    const own = maps.reduce((made, map) => written(made, map, me, now()), placed(runs));
    this.#set({ runs: own, me, former, isBehind: false });
    return true;
  }

  /** Paint nothing any more. */
  hide() {
    this.#set(HIDDEN);
  }

  /** Who wrote what stands at the caret: { author, at }, or null. */
  get here() {
    const { selection } = this.field.state;
    const { runs } = key.getState(this.field.state);
    return runs && runAt(runs, selection.head, selection.$head.start());
  }

  /** Who wrote what stands at a point of the window: { author, at }, or null. */
  under(left, top) {
    const { runs } = key.getState(this.field.state);
    const found = runs && this.field.view.posAtCoords({ left, top });
    return found ? runAt(runs, found.pos, found.pos) : null;
  }

  #set(value) {
    const { state, view } = this.field;
    view.dispatch(state.tr.setMeta(key, value));
  }
}

/** @param {import("./field.js").Field} field */
export function crediting(field) {
  return new Plugin({
    key,
    state: { init: () => HIDDEN, apply: (tr, value) => tr.getMeta(key) ?? followed(tr, value) },
    props: { decorations: (state) => (canPaint ? null : decorated(key.getState(state), state.doc)) },
    view: () => new Credits(field),
  });
}

function followed(tr, value) {
  if (!tr.docChanged || !value.runs) return value;
  const isOthers = tr.getMeta("rebased") !== undefined;
  if (isOthers) return { ...value, runs: moved(value.runs, tr.mapping), isBehind: true };
  const { me } = value;
  const runs = tr.mapping.maps.reduce((made, map) => written(made, map, me, now()), value.runs);
  return { ...value, runs };
}

function now() {
  return Math.floor(Date.now() / 1000 / MOMENT_S) * MOMENT_S;
}

/** What is to be painted: neighbours by one author are one passage, whenever they were written. */
function passages({ runs, former }) {
  const all = [];
  for (const { from, to, author } of runs ?? []) {
    const wash = author === former ? WASHES : author % WASHES;
    const last = all.at(-1);
    if (last?.wash === wash && last.to === from) last.to = to;
    else all.push({ wash, from, to });
  }
  return all;
}

function decorated(value, doc) {
  const all = passages(value).map(({ wash, from, to }) =>
    Decoration.inline(from, to, { class: `author--${wash}` }),
  );
  return DecorationSet.create(doc, all);
}

/** Paints, and tells the page who wrote what stands at the caret, and when it should ask again. */
class Credits {
  #shown = null;
  #here = "";

  constructor(field) {
    this.field = field;
    this.#tell(BEHIND); // a new editor, or the old one that had to begin again
  }

  update(view, before) {
    const value = key.getState(view.state);
    const isNew = value !== this.#shown;
    this.#shown = value;
    if (isNew || isRedrawn(view.state, before)) this.#paint(view, value);
    if (isNew && value.isBehind) this.#tell(BEHIND);
    if (value.runs && (isNew || !view.state.selection.eq(before.selection))) this.#follow();
  }

  destroy() {
    if (canPaint) washOver(this, []);
  }

  #paint(view, value) {
    if (!canPaint) return;
    washOver(
      this,
      passages(value).map(({ wash, from, to }) => ({ wash, range: ranged(view, from, to) })),
    );
  }

  #follow() {
    const { author, at } = this.field.authors.here ?? {};
    if (`${author} ${at}` === this.#here) return;
    this.#here = `${author} ${at}`;
    this.#tell("wpr:author-here");
  }

  #tell(name) {
    const detail = { text: this.field.id };
    this.field.element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}
