// Words that are selected in a text that is read: a button offers to say something about them.
// Theirs are the words, the text they stand in, and how far into it they begin: the server finds them again by that.
function read() {
  const selection = document.getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer;
  const text = (start.nodeType === Node.TEXT_NODE ? start.parentElement : start).closest("[data-text]");
  if (!text) return null;
  // A triple click ends at the beginning of what follows: only the words of this text count.
  const inside = range.cloneRange();
  inside.setEnd(text, text.childNodes.length);
  const quote = (text.contains(range.endContainer) ? selection : inside).toString().trim();
  if (!quote) return null;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(start, range.startOffset);
  return { text, quote, near: before.toString().length };
}

// Show `button` while words are selected, and call `say` with them when it is pressed, before `sheet` opens.
export function offer(button, sheet, say) {
  let selected = null;
  let leaving = 0;
  // A tap on the button takes the selection away before it is a click: what was selected stays for a moment.
  document.addEventListener("selectionchange", () => {
    if (sheet.open) return;
    clearTimeout(leaving);
    const now = read();
    if (now) selected = now;
    else leaving = setTimeout(() => (button.hidden = true), 500);
    button.hidden = !selected || (!now && button.hidden);
  });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    clearTimeout(leaving);
    button.hidden = true;
    sheet.querySelector("[data-quote]").textContent = selected.quote;
    say(selected);
    sheet.showModal();
  });
}
