/** Where others' carets are in one text: positions that follow every step. `Overlay` draws them. */
import { Plugin, PluginKey } from "prosemirror-state";
import { Overlay } from "./overlay.js";

const key = new PluginKey("carets");

/** @param {import("./field.js").Field} field */
export function carets(field) {
  return new Plugin({
    key,
    state: { init: () => new Map(), apply: changed },
    view: () => new Overlay(field, () => key.getState(field.state)),
  });
}

/** Put somebody's caret at a position of the text; null takes it away. */
export function place(field, client, position) {
  const { state, view } = field;
  const was = key.getState(state).get(client) ?? null;
  if (position !== was) view.dispatch(state.tr.setMeta(key, { client, position }));
}


/** The clients whose carets are here. */
export function clientsIn(field) {
  return [...key.getState(field.state).keys()];
}

function changed(tr, places) {
  const change = tr.getMeta(key);
  if (!tr.docChanged && !change) return places;
  // What is typed where a caret stands is not that person's: theirs comes with its own place.
  const moved = new Map([...places].map(([client, at]) => [client, tr.mapping.map(at, -1)]));
  if (change?.position === null) moved.delete(change.client);
  else if (change?.client) moved.set(change.client, Math.min(change.position, tr.doc.content.size));
  return moved;
}
