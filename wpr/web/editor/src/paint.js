/** Highlights: passages painted over the text without an element of their own, for all texts at once. */

// Later ones lie above earlier ones where they meet.
const KINDS = ["chosen", "advice", "warning", "strong"];

// Where the device keeps its own colours, all highlights look like selected text.
const isForced = matchMedia("(forced-colors: active)").matches;

/** Whether the browser can; otherwise decorations in the text stand in, see marks.js. */
export const canPaint = !isForced && typeof Highlight === "function" && "highlights" in CSS;

const highlights = new Map(canPaint ? KINDS.map(made) : []);
const painted = new WeakMap();

/**
 * Paint the passages of one owner, instead of those it had before.
 * @param {object} owner
 * @param {{kind: string, range: Range}[]} passages
 */
export function paint(owner, passages) {
  for (const { kind, range } of painted.get(owner) ?? []) highlights.get(kind).delete(range);
  for (const { kind, range } of passages) highlights.get(kind).add(range);
  painted.set(owner, passages);
}

/** Show or hide everything that is painted, on the whole page. */
export function show(isShown) {
  document.documentElement.dataset.marks = isShown ? "shown" : "hidden";
  for (const [kind, highlight] of highlights) {
    if (isShown) CSS.highlights.set(`coach-${kind}`, highlight);
    else CSS.highlights.delete(`coach-${kind}`);
  }
}

show(true);

function made(kind, priority) {
  const highlight = new Highlight();
  highlight.priority = priority;
  return [kind, highlight];
}
