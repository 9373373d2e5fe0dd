/**
 * Undoing sets of mark steps, mended; importing this is enough. What prosemirror-transform 1.12.6
 * makes of a set that is undone and done again is a set inside a set, which it cannot read back
 * itself, and every further undo doubles it.
 */
import { Step } from "prosemirror-transform";

const MarkSet = Step.fromJSON(null, { stepType: "markSet", steps: [] }).constructor;

/** The inverses of its steps, the last one first, each for the document that its step met. */
MarkSet.prototype.invert = function (doc) {
  const inverted = this.steps.map((step) => {
    const inverse = step.invert(doc);
    doc = step.apply(doc).doc;
    return inverse.steps ?? [inverse];
  });
  return new MarkSet(inverted.reverse().flat());
};
