/** The state a text starts from: what the server has confirmed, and the steps it has not seen. */
import { collab } from "prosemirror-collab";
import { EditorState } from "prosemirror-state";
import { Step } from "prosemirror-transform";
import { schema } from "./schema.js";
import "./mark_set.js";

/**
 * @typedef {object} Start
 * @property {object} doc what the server has confirmed, as JSON
 * @property {number} version the number of steps that made it
 * @property {object[]} [steps] steps the server may not have seen yet, as JSON
 * @property {string} client who those steps are by, as far as the server knows
 */

/**
 * Raises RangeError when the document or a step does not fit the schema.
 * @param {Start} start
 */
export function opened({ doc, version, steps = [], client }, plugins = []) {
  const node = schema.nodeFromJSON(doc);
  node.check();
  const first = EditorState.create({
    doc: node,
    plugins: [collab({ version, clientID: client }), ...plugins],
  });
  return steps.reduce(redone, first);
}

function redone(state, step) {
  const tr = state.tr.step(Step.fromJSON(schema, step));
  return state.apply(tr.setMeta("addToHistory", false));
}
