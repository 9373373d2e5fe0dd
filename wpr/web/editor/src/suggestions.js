/** What is suggested in one text: shown to everybody as words struck out and words put in. */
import { getVersion } from "prosemirror-collab";
import { DOMSerializer, Fragment } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { schema } from "./schema.js";

const key = new PluginKey("suggestions");
const serializer = DOMSerializer.fromSchema(schema);

/**
 * @typedef {object} Suggested as the server gives it, at a version of the text
 * @property {number} id the thread's
 * @property {number} start
 * @property {number} end
 * @property {object[]} new nodes that are to stand there
 */

/** What other scripts reach as `element.field.suggestions`. */
export class Suggestions {
  /** @param {import("./field.js").Field} field */
  constructor(field) {
    this.field = field;
  }

  /**
   * Show these instead of those before. False, and nothing changes, when the text is another one.
   * @param {number} version
   * @param {Suggested[]} items
   */
  show(version, items) {
    const { view, state, isComposing, exchange } = this.field;
    if (isComposing || !exchange.isSaved || version !== getVersion(state)) return false;
    if (view && !this.field.proposal) view.dispatch(state.tr.setMeta(key, items.map(drawn)));
    return true;
  }

  /** Show none, while one's own are being written. */
  hide() {
    const { state, view } = this.field;
    view.dispatch(state.tr.setMeta(key, []));
  }

  /** Bring one into view. False when it is not shown here. */
  go(id) {
    const place = this.field.element.querySelector(`[data-suggestion="${id}"]`);
    place?.scrollIntoView({ block: "center" });
    return Boolean(place);
  }
}

/** @param {import("./field.js").Field} field */
export function suggesting(field) {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set, _, { doc }) {
        const items = tr.getMeta(key);
        return items ? decorated(doc, items) : followed(set, tr);
      },
    },
    props: {
      decorations: (state) => key.getState(state),
      handleClick: (_view, _position, event) => clicked(field, event),
    },
  });
}

/** Whether what is suggested is shown otherwise than before, so that the browser has other text nodes. */
export function isRedrawn(state, before) {
  return key.getState(state) !== key.getState(before);
}

function drawn({ id, start, end, new: nodes }) {
  return { id, start, end, nodes: Fragment.fromJSON(schema, nodes) };
}

function decorated(doc, items) {
  return DecorationSet.create(doc, items.flatMap((item) => decorations(doc, item)));
}

/** Those whose words are written over go at once: they are accepted or outdated, and the server is asked which. */
function followed(before, tr) {
  let set = before;
  tr.mapping.maps.forEach((map, number) => {
    const gone = new Set();
    map.forEach((from, to, newFrom, newTo) => {
      for (const { from: start, to: end, spec } of set.find(from, to)) {
        const isOver = start < end ? from < end && start < to : spec.size === newTo - newFrom && from === to;
        if (isOver) gone.add(spec.id);
      }
    });
    if (gone.size) set = set.remove(set.find(undefined, undefined, ({ id }) => gone.has(id)));
    set = set.map(tr.mapping.slice(number, number + 1), tr.docs[number + 1] ?? tr.doc);
  });
  return set;
}

function decorations(doc, { id, start, end, nodes }) {
  const attributes = { class: "suggestion suggestion--old", nodeName: "del", "data-suggestion": id };
  const old = start < end ? [Decoration.inline(start, end, attributes, { id })] : [];
  const size = old.length ? -1 : nodes.size;
  const widget = { id, size, side: 1, key: `${id} ${nodes}`, ignoreSelection: true, marks: [] };
  return nodes.size ? [...old, Decoration.widget(end, () => inserted(id, nodes), widget)] : old;
}

/** In a list what comes in is an item too, or the list would hold something else than items. */
function inserted(id, nodes) {
  const isItems = nodes.firstChild.type === schema.nodes.list_item;
  const element = document.createElement(isItems ? "li" : "ins");
  element.className = `suggestion suggestion--new${nodes.firstChild.isInline ? "" : " suggestion--block"}`;
  element.dataset.suggestion = id;
  element.contentEditable = "false";
  const content = isItems ? nodes.content.map(({ content }) => content) : [nodes];
  for (const part of content) serializer.serializeFragment(part, {}, element);
  return element;
}

function clicked(field, event) {
  const id = Number(event.target.closest?.("[data-suggestion]")?.dataset.suggestion);
  if (!id) return false;
  const detail = { text: field.id, id };
  field.element.dispatchEvent(new CustomEvent("wpr:talk-clicked", { bubbles: true, detail }));
  return false;
}
