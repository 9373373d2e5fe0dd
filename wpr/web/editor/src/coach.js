/** The coach's hand on one text: what it marks there, and what a person does with its advice. */
import { getVersion } from "prosemirror-collab";
import { closeHistory, undo } from "prosemirror-history";
import { TextSelection } from "prosemirror-state";
import { changing, shown } from "./marks.js";

/**
 * @typedef {object} Found what the server found, in UTF-16 units of a numbered paragraph
 * @property {string} id
 * @property {"advice" | "warning" | "strong"} level
 * @property {number} paragraph counting list items and empty ones, from 0
 * @property {number} start
 * @property {number} end the same as `start` when it is about the paragraph
 */

export class Coach {
  /** @param {import("./field.js").Field} field */
  constructor(field) {
    this.field = field;
  }

  /**
   * Mark what was found in a version of the text, instead of what was marked before. False, and
   * nothing is marked, when the text is another one by now.
   * @param {number} version
   * @param {Found[]} found
   */
  advise(version, found) {
    const { state, exchange, isComposing } = this.field;
    if (this.field.proposal || isComposing || !exchange.isSaved || version !== getVersion(state)) return false;
    const places = paragraphs(state.doc);
    const marks = found.flatMap((one) => placed(one, places[one.paragraph]));
    this.#change({ marks });
    return true;
  }

  /** Lift one mark out, or none, while its advice is looked at. */
  choose(id) {
    this.#change({ chosen: id });
  }

  /** Select the marked words, with the caret in them. */
  go(id) {
    const { view, state } = this.field;
    const mark = this.#find(id);
    if (!mark) return;
    const { from, to, isWhole } = mark;
    view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, from, isWhole ? from : to)));
    view.focus();
    const { node } = view.domAtPos(from, 1);
    (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).scrollIntoView({ block: "center" });
  }

  /** Put other words in place of the marked ones, as typing would. */
  replace(id, words) {
    const { field } = this;
    const mark = this.#find(id);
    if (!mark || !field.isEditable) return;
    field.page.active = field;
    field.view.dispatch(closeHistory(field.state.tr).insertText(words, mark.from, mark.to));
  }

  /** Take the last change in this text back. */
  undo() {
    undo(this.field.state, this.field.view.dispatch);
  }

  #find(id) {
    return shown(this.field.state).find((mark) => mark.id === id);
  }

  #change(change) {
    this.field.view.dispatch(changing(this.field.state, change));
  }
}

function placed({ id, level, start, end }, place) {
  if (!place || place.from + end > place.to) return [];
  if (start === end) return [{ id, level, ...place, isWhole: true }];
  return [{ id, level, from: place.from + start, to: place.from + end, isWhole: false }];
}

/** Where the inside of each paragraph begins and ends. */
function paragraphs(doc) {
  const places = [];
  doc.descendants((node, position) => {
    if (node.isTextblock) places.push({ from: position + 1, to: position + 1 + node.content.size });
    return !node.isTextblock;
  });
  return places;
}
