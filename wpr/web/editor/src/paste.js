/** Paste and drop: paragraphs, lists, bold, italic and links come along, everything else stays out. */
import { Fragment, Slice } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { LARGEST } from "./bounds.js";
import { cleaned } from "./foreign.js";
import { schema } from "./schema.js";

const CONTROL = /\p{Cc}|[\u2028\u2029]/gu;
const BROKEN = /\p{Surrogate}|\p{Noncharacter_Code_Point}/gu;

/** @param {import("./field.js").Field} field */
export function pasting(field) {
  return new Plugin({
    props: {
      handleDOMEvents: {
        paste: (_, event) => refused(field, event, event.clipboardData),
        drop: (_, event) => refused(field, event, event.dataTransfer),
      },
      // A picture alone leaves nothing to paste: what is selected must not go for it.
      handlePaste: (_, __, slice) => slice.size === 0,
      transformPastedHTML: cleaned,
      transformPasted: (slice) => (field.isLine ? flattened(slice) : scrubbed(slice)),
    },
  });
}

/** What could never fit is not even read: a megabyte of it would freeze the page. */
function refused({ page }, event, data) {
  if (!data || data.getData("text/plain").length <= LARGEST) return false;
  event.preventDefault();
  page.status.tell("too-much");
  return true;
}

function flattened({ content }) {
  const text = content.textBetween(0, content.size, " ", " ").replace(CONTROL, " ");
  const words = text.replace(BROKEN, "\ufffd").replace(/ {2,}/g, " ").replace(/^ | $/g, "");
  return words ? new Slice(Fragment.from(schema.text(words)), 0, 0) : Slice.empty;
}

function scrubbed({ content, openStart, openEnd }) {
  return new Slice(scrub(content), openStart, openEnd);
}

function scrub(fragment) {
  return Fragment.fromArray(
    fragment.content.map((node) => {
      if (!node.isText) return node.copy(scrub(node.content));
      const text = node.text.replace(CONTROL, " ").replace(BROKEN, "\ufffd");
      return schema.text(text, node.marks);
    }),
  );
}
