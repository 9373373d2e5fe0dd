// A guest selects words in the document: a button offers to comment on them, in a sheet.
import { offer } from "./selected_words.js";

const sheet = document.getElementById("remark");
const form = sheet.querySelector("form[action]");

offer(document.querySelector("[data-comments]"), sheet, ({ text, quote, near }) => {
  form.elements.about.value = text.dataset.about;
  form.elements.text.value = text.dataset.text;
  form.elements.quote.value = quote;
  form.elements.near.value = near;
  requestAnimationFrame(() => form.elements.body.focus());
});

// The address in a mail may be that of an answer which came after this page did.
window.addEventListener("hashchange", () => {
  const spot = location.hash.slice(1);
  if (spot && !document.getElementById(spot)) location.reload();
});
