// The outline tells how far each part has come while it is written, and which one holds the caret.
const outline = document.querySelector(".outline");

function itemOf(place) {
  return outline.querySelector(`.outline__item[href="#${CSS.escape(place.id)}"]`);
}

// The same rule as the server's (domain/progress): empty, begun, done.
function stateOf(words, text, least) {
  if (!words) return "empty";
  return text.includes("[") || words < least ? "begun" : "done";
}

function show({ target, detail }) {
  const place = target.closest("[data-part], [data-question]");
  if (!place) return;
  const item = itemOf(place);
  const isWording = Boolean(target.closest(".question__text"));
  if (isWording) item.querySelector("[data-label]").textContent = target.textContent.trim();
  else {
    const state = stateOf(detail.words, target.textContent, Number(place.dataset.min) || 1);
    item.dataset.state = state;
    item.querySelector(".outline__word").textContent = outline.dataset[state];
    count();
  }
  measure(place, detail.words);
}

function count() {
  const needed = [...outline.querySelectorAll("[data-needed]")];
  const done = needed.filter((item) => item.dataset.state === "done").length;
  const total = outline.querySelector("[data-total]");
  total.querySelector(".progress__words").textContent = total.dataset.words
    .replace("{done}", done)
    .replace("{total}", needed.length);
}

function measure(place, words) {
  const length = place.querySelector("[data-length]");
  if (!length) return;
  const most = Number(place.dataset.max);
  length.textContent = length.dataset[words === 1 ? "one" : "many"].replace("{words}", words);
  length.dataset.over = String(most > 0 && words > most);
}

function mark({ target }) {
  const place = target.closest?.("[data-part], [data-question]");
  for (const item of outline.querySelectorAll("[aria-current]")) item.removeAttribute("aria-current");
  if (place) itemOf(place)?.setAttribute("aria-current", "true");
}

if (outline) {
  document.addEventListener("wpr:changed", show);
  document.addEventListener("focusin", mark);
  // On a small screen the outline is a sheet: choosing a part closes it.
  outline.addEventListener("click", (event) => {
    const panel = outline.closest("[popover]");
    if (event.target.closest("a") && panel.matches(":popover-open")) panel.hidePopover();
  });
}
