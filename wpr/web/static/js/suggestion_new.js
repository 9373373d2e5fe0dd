// Other words for the words that are selected: a small form that makes one suggestion.
import { post, refuse } from "./comments_post.js";

const dialog = document.querySelector("[data-suggest-dialog]");
const form = dialog?.querySelector("form");
let field = null;

/** The text whose words are selected is held on to while the form is filled in. */
function open() {
  field = [...document.querySelectorAll("[data-text]")].map((element) => element.field).find((one) => one?.talk.hold());
  if (!field) return;
  const quote = field.talk.hold();
  form.reset();
  refuse(form, "");
  dialog.querySelector("[data-quote]").textContent = quote;
  form.elements.words.value = quote;
  form.elements.words.rows = Math.min(12, 2 + Math.ceil(quote.length / 50));
  dialog.returnValue = "";
  dialog.showModal();
  form.elements.words.select();
}

async function send() {
  const place = await field.talk.place();
  if (!place) return refuse(form, dialog.dataset.moved);
  const body = new FormData(form);
  for (const [name, value] of Object.entries(place)) body.set(name, value);
  const answer = await post(field.place.url.replace(/steps$/, "suggestion"), body, form);
  if (answer.error) return;
  dialog.close("done");
  const { id, text } = answer.item;
  document.dispatchEvent(new CustomEvent("wpr:talk-clicked", { detail: { id, text } }));
}

if (dialog) {
  // Before the button beside it takes the click for a comment.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-suggest-words]")) return;
    event.stopPropagation();
    open();
  }, true);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.value === "cancel") dialog.close();
    else send();
  });
  dialog.addEventListener("close", () => {
    field?.talk.drop();
    field?.view.focus();
    if (dialog.returnValue === "done") document.getSelection().collapseToEnd(); // or they are offered again
  });
}
