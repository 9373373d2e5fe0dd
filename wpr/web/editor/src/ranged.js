/** Where a passage stands on the page. */

/** The passage between two positions of a view as a range, to be painted. */
export function ranged(view, from, to) {
  const range = document.createRange();
  const [start, end] = [view.domAtPos(from, 1), view.domAtPos(to, -1)];
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  return range;
}
