// Who wrote what, in colour, when somebody wants to see it: asked for, painted by the editors, and named for the passage
// at the caret or under the pointer. The choice is remembered on this device.
const KEY = "wpr-authors";
const PAUSE_MS = 600;
const WASHES = 8; // as in editor/src/wash.js
const strip = document.querySelector("[data-authors]");
const find = (selector) => strip.querySelector(selector);
const toggle = document.querySelector("[data-authors-toggle]");
const when = new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: strip?.dataset.clock,
});
let authors = [];
let timer = null;
let telling = null;
let isShown = false;

function fields() {
  return [...document.querySelectorAll("[data-text]")].map(({ field }) => field).filter(Boolean);
}

function soon() {
  if (isShown) timer ??= setTimeout(ask, PAUSE_MS);
}

async function ask() {
  timer = null;
  if (document.hidden || !isShown) return; // asked again when the page is looked at
  const answer = await fetch(strip.dataset.authors, { headers: { Accept: "application/json" } }).catch(() => null);
  const found = answer?.ok ? await answer.json().catch(() => null) : null;
  if (found) take(found);
}

function take({ authors: names, me, texts }) {
  authors = names;
  const former = names.length - 1;
  const seen = new Set();
  for (const field of fields()) {
    const text = texts[field.id];
    if (!text) continue;
    for (const [, author] of text.runs) seen.add(author);
    if (!field.authors.show({ ...text, me, former })) soon();
    else if (field.isEditable) seen.add(me);
  }
  find("[data-author-list]").replaceChildren(
    ...names.map(listed(former)).filter((_, author) => seen.has(author)),
  );
  told();
}

function listed(former) {
  return (name, author) => {
    const item = document.createElement("li");
    const label = document.createElement("span");
    label.className = `authors__name author--${author === former ? WASHES : author % WASHES}`;
    label.textContent = name;
    item.append(label);
    return item;
  };
}

function sentence(run) {
  if (!run) return strip.dataset.hint;
  return strip.dataset.words.replace("{name}", authors[run.author]).replace("{time}", when.format(run.at * 1000));
}

function here() {
  return document.activeElement?.closest("[data-text]")?.field?.authors.here ?? null;
}

/** The line follows the caret at once; it is read aloud when the caret has come to rest. */
function told() {
  if (!isShown) return;
  const words = sentence(here());
  find("[data-author-here]").textContent = words;
  clearTimeout(telling);
  telling = setTimeout(() => (find("[data-author-status]").textContent = here() ? words : ""), PAUSE_MS);
}

function pointed({ target, clientX, clientY }) {
  if (!isShown) return;
  const field = target.closest?.("[data-text]")?.field;
  find("[data-author-here]").textContent = sentence(field ? field.authors.under(clientX, clientY) : here());
}

function show(wanted) {
  isShown = wanted;
  strip.hidden = !wanted;
  toggle.setAttribute("aria-pressed", String(wanted));
  if (wanted) ask();
  else for (const { authors } of fields()) authors.hide();
  if (wanted) told();
}

function choose(wanted) {
  localStorage.setItem(KEY, wanted ? "shown" : "hidden");
  show(wanted);
}

if (strip && toggle) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    choose(!isShown);
    const sheet = toggle.closest("[popover]");
    if (sheet?.matches(":popover-open")) sheet.hidePopover(); // it covers what there is to see
  });
  find("[data-authors-hide]").addEventListener("click", () => {
    choose(false);
    toggle.focus();
  });
  document.addEventListener("wpr:authors-behind", soon);
  document.addEventListener("visibilitychange", soon);
  for (const happened of ["wpr:author-here", "focusin", "focusout"]) document.addEventListener(happened, told);
  document.addEventListener("pointermove", pointed);
  show(localStorage.getItem(KEY) === "shown");
}
