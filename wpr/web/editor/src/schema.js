/** The schema of every text: the file the server reads too, and how it looks as HTML. */
import { Schema } from "prosemirror-model";
import { address } from "./address.js";
import spec from "../../../prose/schema.json";

const NODES = {
  paragraph: { parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
  bullet_list: { parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
  ordered_list: {
    parseDOM: [{ tag: "ol", getAttrs: (list) => ({ order: first(list) }) }],
    toDOM: ({ attrs }) => (attrs.order === 1 ? ["ol", 0] : ["ol", { start: attrs.order }, 0]),
  },
  list_item: { parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
  hard_break: { parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
};

const MARKS = {
  link: {
    parseDOM: [{ tag: "a[href]", getAttrs: target }],
    toDOM: ({ attrs }) => ["a", { href: attrs.href, rel: "noopener" }, 0],
  },
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
};

export const schema = new Schema({
  nodes: joined(spec.nodes, NODES),
  marks: joined(spec.marks, MARKS),
});

function joined(rules, looks) {
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, { ...rule, ...looks[name] }]),
  );
}

function first(list) {
  const start = Number.parseInt(list.getAttribute("start"), 10);
  return start > 0 ? start : 1;
}

function target(anchor) {
  const href = address(anchor.getAttribute("href"));
  return href !== null && { href };
}
