// Steps through the changes of a comparison, by its buttons or by the keys N, J, P and K, and changes how they
// are shown without losing the place. Without scripts the page is whole: changes are numbered, views are links.
const root = document.querySelector("[data-comparison]");
const changes = [...document.querySelectorAll("[data-change]")];
const position = document.querySelector("[data-position]");
const stepper = document.querySelector("[data-stepper]");
const keys = document.querySelector("[data-keys]");
const KEYS = { n: 1, j: 1, p: -1, k: -1 };
const REMEMBERED = "wpr-comparison-keys";
let at = -1;

function show(next) {
  at = Math.min(Math.max(next, 0), changes.length - 1);
  const change = changes[at];
  mark(change);
  change.focus({ preventScroll: true });
  change.scrollIntoView({ block: "center", behavior: "instant" });
  history.replaceState(history.state, "", `#${change.id}`);
}

function mark(change) {
  at = changes.indexOf(change);
  for (const other of document.querySelectorAll("[data-current]")) delete other.dataset.current;
  change.dataset.current = "";
  position.textContent = position.dataset.words.replace("{at}", change.dataset.change).replace("{all}", position.dataset.all);
  for (const button of stepper.querySelectorAll("[data-step]")) {
    const isEnd = at + Number(button.dataset.step) !== Math.min(Math.max(at + Number(button.dataset.step), 0), changes.length - 1);
    button.setAttribute("aria-disabled", String(isEnd));
  }
}

// A link to a folded stretch opens it; a link to a change makes it the current one.
function follow() {
  const target = document.getElementById(location.hash.slice(1));
  target?.closest("details")?.setAttribute("open", "");
  if (target?.matches("[data-change]")) mark(target);
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "center", behavior: "instant" });
}

function remembered(value) {
  try {
    if (value !== undefined) localStorage.setItem(REMEMBERED, value);
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function typed(event) {
  const step = KEYS[event.key.toLowerCase()];
  const isWriting = event.target.closest?.("select, textarea, input:not([type=checkbox]), [contenteditable]");
  if (!step || isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!keys.querySelector("input").checked) return;
  event.preventDefault();
  show(at < 0 ? 0 : at + step);
}

function changeView(event) {
  const choice = event.target.closest("[data-view-choice]");
  if (!choice || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  root.dataset.view = choice.dataset.viewChoice;
  for (const other of root.querySelectorAll("[data-view-choice]")) other.removeAttribute("aria-current");
  choice.setAttribute("aria-current", "true");
  history.replaceState(history.state, "", `${choice.getAttribute("href")}${location.hash}`);
  changes[at]?.scrollIntoView({ block: "center", behavior: "instant" });
}

if (changes.length) {
  stepper.hidden = false;
  keys.hidden = false;
  const box = keys.querySelector("input");
  box.checked = remembered() !== "off";
  box.addEventListener("change", () => remembered(box.checked ? "on" : "off"));
  stepper.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button && button.getAttribute("aria-disabled") !== "true") show(at < 0 ? 0 : at + Number(button.dataset.step));
  });
  root.addEventListener("click", changeView);
  root.addEventListener("focusin", ({ target }) => {
    const change = target.closest("[data-change]");
    if (change) mark(change);
  });
  document.addEventListener("keydown", typed);
  addEventListener("hashchange", follow);
  if (location.hash) follow();
}
