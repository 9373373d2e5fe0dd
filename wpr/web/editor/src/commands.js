/** What the toolbar and the keys do to a text, and whether it is so already where the caret is. */
import { toggleMark } from "prosemirror-commands";
import { redo, redoDepth, undo, undoDepth } from "prosemirror-history";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { AllSelection, Selection, TextSelection } from "prosemirror-state";
import { schema } from "./schema.js";

const { bullet_list, ordered_list, list_item, hard_break } = schema.nodes;
const { strong, em, link } = schema.marks;

/** By the names that buttons carry in `data-command`. */
export const commands = {
  bold: toggleMark(strong),
  italic: toggleMark(em),
  "bullet-list": toggleList(bullet_list),
  "numbered-list": toggleList(ordered_list),
  undo,
  redo,
};

/** Whether a button should look pressed; those not named here never do. */
export const pressed = {
  bold: (state) => hasMark(state, strong),
  italic: (state) => hasMark(state, em),
  link: (state) => hasMark(state, link),
  "bullet-list": (state) => listAround(state)?.node.type === bullet_list,
  "numbered-list": (state) => listAround(state)?.node.type === ordered_list,
};

/** Whether a command has something to do; those not named here always have. */
export const possible = {
  undo: (state) => undoDepth(state) > 0,
  redo: (state) => redoDepth(state) > 0,
};

export function breakLine(state, dispatch) {
  dispatch?.(state.tr.replaceSelectionWith(hard_break.create()).scrollIntoView());
  return true;
}

/** The innermost list that holds the caret, with its position; null outside lists. */
export function listAround(state) {
  const { $from } = narrowed(state).selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type === bullet_list || node.type === ordered_list) {
      return { node, position: $from.before(depth) };
    }
  }
  return null;
}

/** The list commands do not see a list when everything is selected: select the text in it instead. */
export function narrowed(state) {
  if (!(state.selection instanceof AllSelection)) return state;
  const { $from } = Selection.atStart(state.doc);
  const { $to } = Selection.atEnd(state.doc);
  return state.apply(state.tr.setSelection(TextSelection.between($from, $to)));
}

/** Wraps in a list, changes the kind of the list around, or takes the item out of it. */
function toggleList(type) {
  return (given, dispatch) => {
    const state = narrowed(given);
    const around = listAround(state);
    if (!around) return wrapInList(type)(state, dispatch);
    if (around.node.type === type) return liftListItem(list_item)(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(around.position, type));
    return true;
  };
}

function hasMark({ selection, storedMarks, doc }, type) {
  const { $from, from, to, empty } = selection;
  return empty ? Boolean(type.isInSet(storedMarks ?? $from.marks())) : doc.rangeHasMark(from, to, type);
}
