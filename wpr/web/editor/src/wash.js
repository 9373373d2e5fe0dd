/** Washes: colours laid behind passages, one for each author, without elements in the text. */
import { canPaint } from "./paint.js";

export const WASHES = 8; // of different colour; a ninth is for those nobody knows any more
const BEHIND = -1; // what the coach marks lies above

const washes = canPaint ? Array.from({ length: WASHES + 1 }, made) : [];
const painted = new WeakMap();

/**
 * Lay washes behind the passages of one owner, instead of those it had before.
 * @param {object} owner
 * @param {{wash: number, range: Range}[]} passages
 */
export function washOver(owner, passages) {
  for (const { wash, range } of painted.get(owner) ?? []) washes[wash].delete(range);
  for (const { wash, range } of passages) washes[wash].add(range);
  painted.set(owner, passages);
}

function made(_, number) {
  const wash = new Highlight();
  wash.priority = BEHIND;
  CSS.highlights.set(`author-${number}`, wash);
  return wash;
}
