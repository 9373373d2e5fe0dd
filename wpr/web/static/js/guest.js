// A guest selects words in the document: a button offers to comment on them, in a sheet. The server
// finds them again by what they say and by how far into their text they begin.
const button = document.querySelector("[data-comments]");
const sheet = document.getElementById("remark");
const form = sheet.querySelector("form[action]");
let selected = null;

function textOf(node) {
  return (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-text]");
}

function read() {
  const selection = document.getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const text = textOf(range.startContainer);
  const quote = selection.toString().trim();
  if (!text || !quote) return null;
  // A triple click ends at the beginning of what follows: only the words of this text count.
  const inside = range.cloneRange();
  if (!text.contains(range.endContainer)) inside.setEnd(text, text.childNodes.length);
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const words = inside.toString().trim();
  return words && { text, quote: text.contains(range.endContainer) ? quote : words, near: before.toString().length };
}

// A tap on the button takes the selection away before it is a click: what was selected stays for a moment.
let leaving = 0;
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
  form.elements.about.value = selected.text.dataset.about;
  form.elements.text.value = selected.text.dataset.text;
  form.elements.quote.value = selected.quote;
  form.elements.near.value = selected.near;
  sheet.querySelector("[data-quote]").textContent = selected.quote;
  sheet.showModal();
  form.elements.body.focus();
});

// The address in a mail may be that of an answer which came after this page did.
window.addEventListener("hashchange", () => {
  const spot = location.hash.slice(1);
  if (spot && !document.getElementById(spot)) location.reload();
});
