/** The dialog that asks for a link's address. Its markup is the page's. */
import { typedAddress } from "./address.js";
import { schema } from "./schema.js";

const { link } = schema.marks;

export class LinkDialog {
  #field = null;

  /** @param {HTMLDialogElement | null} dialog without one there are no new links */
  constructor(dialog) {
    if (!dialog) return;
    this.dialog = dialog;
    this.input = dialog.querySelector('[name="address"]');
    this.error = dialog.querySelector("[data-error]");
    this.remove = dialog.querySelector("[data-remove]");
    this.input.form.addEventListener("submit", (event) => this.#submitted(event));
    dialog.addEventListener("close", () => this.#field?.view.focus());
  }

  /** Ask for the address of what is selected in a field. Always true, as a key's command is. */
  open(field) {
    if (!this.dialog || field.isLine || !field.isEditable) return true;
    this.#field = field;
    const { href } = linkAt(field.state);
    this.input.value = href;
    this.remove.hidden = !href;
    this.#tell(false);
    this.dialog.showModal();
    this.input.select();
    return true;
  }

  #submitted(event) {
    event.preventDefault();
    const act = event.submitter?.value;
    const href = typedAddress(this.input.value);
    if (act === "apply" && href === null) {
      this.#tell(true);
      this.input.focus();
      return;
    }
    // Closed by hand: what is typed next must find the caret where it was, and `close` is told late.
    this.dialog.close();
    if (act === "apply" || act === "remove") setLink(this.#field.view, act === "apply" ? href : null);
    this.#field.view.focus();
  }

  #tell(isWrong) {
    this.error.hidden = !isWrong;
    this.input.setAttribute("aria-invalid", String(isWrong));
  }
}

/** Put a link on the selection, or on the link around the caret; null takes it off. */
function setLink({ state, dispatch }, href) {
  const { from, to } = linkAt(state);
  const tr = state.tr;
  if (from === to && href) tr.insertText(href, from);
  const end = tr.mapping.map(to);
  tr.removeMark(from, end, link);
  if (href) tr.addMark(from, end, link.create({ href }));
  dispatch(tr.removeStoredMark(link).scrollIntoView());
}

/** The selection, grown to the whole link when it only touches one, and that link's address. */
function linkAt({ selection: { from, to, empty, $from }, doc }) {
  const mark = link.isInSet(empty ? $from.marks() : ($from.nodeAfter?.marks ?? []));
  if (!mark) return { from, to, href: "" };
  if (!empty) return { from, to, href: mark.attrs.href };
  let start = from;
  let end = to;
  while (start > $from.start() && mark.isInSet(doc.resolve(start).nodeBefore.marks)) {
    start -= doc.resolve(start).nodeBefore.nodeSize;
  }
  while (end < $from.end() && mark.isInSet(doc.resolve(end).nodeAfter.marks)) {
    end += doc.resolve(end).nodeAfter.nodeSize;
  }
  return { from: start, to: end, href: mark.attrs.href };
}
