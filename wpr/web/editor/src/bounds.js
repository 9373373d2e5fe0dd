/**
 * What a text may become by what is done here: the server's limits, kept before it has to refuse.
 * The numbers are those of wpr/prose/schema.py; a test holds them together.
 */
import { Plugin } from "prosemirror-state";
import { schema } from "./schema.js";

export const LARGEST = 200_000; // characters of a text's JSON
export const DEEPEST = 12; // lists inside each other

/** @param {import("./field.js").Field} field */
export function bounds(field) {
  return new Plugin({
    filterTransaction(tr, { doc }) {
      // What comes from the server, or was kept from an earlier page, has been judged before.
      if (!tr.docChanged || tr.getMeta("addToHistory") === false) return true;
      if (field.isLine && !isLine(tr.doc)) return false;
      const isGrowing = tr.doc.content.size > doc.content.size;
      const isTooLarge = isGrowing && JSON.stringify(tr.doc).length > LARGEST;
      field.page.status.tell(isTooLarge ? "too-much" : "");
      return !isTooLarge && (depth(tr.doc) <= DEEPEST || depth(tr.doc) <= depth(doc));
    },
  });
}

/** Whether a document is one paragraph of plain text. */
export function isLine({ childCount, firstChild }) {
  if (childCount !== 1 || firstChild.type !== schema.nodes.paragraph) return false;
  return firstChild.content.content.every((node) => node.isText && !node.marks.length);
}

function depth(node) {
  const isList = node.type === schema.nodes.bullet_list || node.type === schema.nodes.ordered_list;
  return Number(isList) + Math.max(0, ...node.content.content.map(depth));
}
