/** What an editor does with keys, paste and its own history, by the shape of its text. */
import { baseKeymap, chainCommands } from "prosemirror-commands";
import { history } from "prosemirror-history";
import { inputRules, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { Plugin } from "prosemirror-state";
import { breakLine, commands, listAround, narrowed } from "./commands.js";
import { crediting } from "./authors.js";
import { bounds } from "./bounds.js";
import { carets } from "./carets.js";
import { forking } from "./fork.js";
import { marking } from "./marks.js";
import { pasting } from "./paste.js";
import { schema } from "./schema.js";
import { suggesting } from "./suggestions.js";
import { talking } from "./talk.js";

const { bullet_list, ordered_list, list_item } = schema.nodes;

const SHARED = { "Mod-z": commands.undo, "Shift-Mod-z": commands.redo, "Mod-y": commands.redo };

/** @param {import("./field.js").Field} field */
export function pluginsFor(field) {
  const own = field.isLine ? line(field) : prose(field);
  const shared = [keymap(SHARED), keymap(baseKeymap), history(), pasting(field), bounds(field)];
  const shown = [marking, crediting, carets, talking, suggesting, forking];
  return [...own, ...shared, ...shown.map((plugin) => plugin(field))];
}

function line(field) {
  const onward = () => (next(field.element)?.field.view.focus(), true);
  return [keymap({ Enter: onward, "Shift-Enter": onward, "Mod-Enter": onward })];
}

function prose(field) {
  return [
    inputRules({
      rules: [wrappingInputRule(/^- $/, bullet_list), wrappingInputRule(/^1\. $/, ordered_list)],
    }),
    tabbing(),
    following(),
    keymap({
      "Mod-b": commands.bold,
      "Mod-i": commands.italic,
      "Mod-k": () => field.page.link.open(field),
      "Mod-Shift-7": commands["numbered-list"],
      "Mod-Shift-8": commands["bullet-list"],
      "Shift-Enter": breakLine,
      "Mod-Enter": breakLine,
      Enter: splitListItem(list_item),
      Backspace: chainCommands(undoInputRule),
    }),
  ];
}

/** Tab moves list items, and only them; after Escape it leaves the editor there too. */
function tabbing() {
  let isLeaving = false;
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        const wasLeaving = isLeaving;
        isLeaving = event.key === "Escape" || (wasLeaving && event.key === "Shift");
        const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
        if (key !== "Tab" || ctrlKey || altKey || metaKey || wasLeaving) return false;
        if (!listAround(view.state)) return false;
        (shiftKey ? liftListItem : sinkListItem)(list_item)(narrowed(view.state), view.dispatch);
        return true;
      },
    },
  });
}

/** Links are followed with the Control or Command key held down. */
function following() {
  return new Plugin({
    props: {
      handleClick(view, position, event) {
        const link = event.target.closest("a[href]");
        if (!link || !(event.ctrlKey || event.metaKey)) return false;
        window.open(link.href, "_blank", "noopener");
        return true;
      },
    },
  });
}

function next(element) {
  const fields = [...document.querySelectorAll("[data-text]")].filter(({ field }) => field?.isEditable);
  return fields[fields.indexOf(element) + 1];
}
