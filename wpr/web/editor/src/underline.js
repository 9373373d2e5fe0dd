/** Underlines: passages that are talked about, painted without elements in the text. */
import { canPaint } from "./paint.js";

const underlines = new Map(canPaint ? ["open", "held", "chosen"].map(made) : []);
const painted = new WeakMap();

/**
 * Underline the passages of one owner, instead of those it had before.
 * @param {object} owner
 * @param {{kind: "open" | "held" | "chosen", range: Range}[]} passages
 */
export function underline(owner, passages) {
  for (const { kind, range } of painted.get(owner) ?? []) underlines.get(kind).delete(range);
  for (const { kind, range } of passages) underlines.get(kind).add(range);
  painted.set(owner, passages);
}

function made(kind) {
  const highlight = new Highlight();
  CSS.highlights.set(`talk-${kind}`, highlight);
  return [kind, highlight];
}
