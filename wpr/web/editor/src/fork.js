/** One's own changes while they are only suggested: what is new is underlined, what is gone struck out. */
import { sendableSteps } from "prosemirror-collab";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { changes } from "./changes.js";

const key = new PluginKey("fork");

/** @param {import("./field.js").Field} field */
export function forking(field) {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set, _, state) {
        if (!field.proposal) return DecorationSet.empty;
        // The text that others' steps lead to is known when they have been taken in: see `redrawn`.
        const isTheirs = tr.docChanged && tr.getMeta("rebased") !== undefined;
        if (isTheirs || !(tr.docChanged || tr.getMeta(key))) return set.map(tr.mapping, tr.doc);
        return drawn(state, field.exchange.base);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** A transaction after which the changes are shown anew. */
export function redrawn(state) {
  return state.tr.setMeta(key, true);
}

function drawn(state, base) {
  const steps = sendableSteps(state)?.steps ?? [];
  return DecorationSet.create(state.doc, changes(steps).flatMap((change) => decorations(change, base)));
}

function decorations({ fromA, toA, fromB, toB }, base) {
  const gone = base.textBetween(fromA, toA, "\n", "\n");
  const attributes = { class: "suggestion suggestion--new", nodeName: "ins" };
  return [
    ...(gone.trim() ? [Decoration.widget(fromB, () => removed(gone), { side: -1, key: gone, marks: [] })] : []),
    ...(fromB < toB ? [Decoration.inline(fromB, toB, attributes)] : []),
  ];
}

function removed(words) {
  const element = document.createElement("del");
  element.className = "suggestion suggestion--old";
  element.contentEditable = "false";
  element.textContent = words;
  return element;
}
