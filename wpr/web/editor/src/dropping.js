/** Unsent steps after others of them turned out differently: refused, or moved by the server. */
import { rebaseSteps } from "prosemirror-collab";
import { Transform } from "prosemirror-transform";

/**
 * The steps after the first `count`, when `put` is done instead of those.
 * @param {import("prosemirror-model").Node} base the document that all of them begin on
 * @returns {object[]} as JSON, moved to fit; those that make no sense any more are gone
 */
export function withoutFirst(base, steps, count, put = []) {
  const done = new Transform(base);
  const undone = steps.map((step) => {
    const inverted = step.invert(done.doc);
    done.step(step);
    return { step, inverted, origin: null };
  });
  const over = [...undone.slice(0, count).reverse().map(({ inverted }) => inverted), ...put];
  const moved = rebaseSteps(undone.slice(count), over, new Transform(done.doc));
  return moved.map(({ step }) => step.toJSON());
}
