/** The unsent steps without the first one, which the server refused. */
import { rebaseSteps } from "prosemirror-collab";
import { Transform } from "prosemirror-transform";

/**
 * @param {import("prosemirror-model").Node} base the document the steps begin on
 * @returns {object[]} the other steps as JSON, moved to fit; those that make no sense alone are gone
 */
export function withoutFirst(base, steps) {
  const done = new Transform(base);
  const [first, ...rest] = steps.map((step) => {
    const inverted = step.invert(done.doc);
    done.step(step);
    return { step, inverted, origin: null };
  });
  return rebaseSteps(rest, [first.inverted], new Transform(done.doc)).map(({ step }) => step.toJSON());
}
