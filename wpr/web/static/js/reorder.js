// Questions change places: by the buttons up and down, by dragging the grip, or by its arrow keys. Each is the plain
// form's own request; the focus and the place on the screen stay with the question that was moved.
const page = document.querySelector(".workspace__page");
const EDGE_PX = 72; // so near the edge of the window, the page rolls along
let drag = null;

const questionsOf = (group) => [...group.querySelectorAll(":scope > [data-question]")];
const moveForm = (question) => question.querySelector(".question__move");

async function move(question, by) {
  const form = moveForm(question);
  if (!by || !form) return;
  const to = questionsOf(question.parentElement).indexOf(question) + by;
  const body = new FormData(form);
  body.set("by", by);
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } }).catch(() => null);
  // The way back leads to this page; anywhere else, the plain form shows what is wrong.
  if (!answer?.ok || new URL(answer.url).pathname !== location.pathname) return form.submit();
  place(question, to);
  question.dispatchEvent(new CustomEvent("wpr:document-changed", { bubbles: true, detail: { what: "structure" } }));
}

// The news of the move may come before its answer: what stands right by then is left alone, or it would lose the focus.
function place(question, to) {
  const top = question.getBoundingClientRect().top;
  const all = questionsOf(question.parentElement);
  const others = all.filter((one) => one !== question);
  const at = Math.min(Math.max(to, 0), others.length);
  if (all.indexOf(question) === at) return;
  const held = question.contains(document.activeElement) ? document.activeElement : null; // may be a renewed tool
  if (at < others.length) others[at].before(question);
  else others.at(-1)?.after(question);
  held?.focus({ preventScroll: true });
  scrollBy({ top: question.getBoundingClientRect().top - top, behavior: "instant" });
}

page?.addEventListener("submit", (event) => {
  if (!event.target.matches(".question__move")) return;
  event.preventDefault();
  const question = event.target.closest("[data-question]");
  const by = Number(new FormData(event.target).get("by"));
  const button = event.target.querySelector("button");
  move(question, by).then(() => button.isConnected && button.focus({ preventScroll: true }));
});

page?.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (drag && event.key === "Escape") return end(false);
  if (!grip || !by || drag) return;
  event.preventDefault();
  move(grip.closest("[data-question]"), by).then(() => grip.isConnected && grip.focus({ preventScroll: true }));
});

page?.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip || event.button) return;
  event.preventDefault();
  grip.focus({ preventScroll: true });
  grip.setPointerCapture(event.pointerId);
  begin(grip.closest("[data-question]"), event);
});

// While one is dragged, the others show their first line only: the whole group comes within reach.
function begin(question, { clientY }) {
  const group = question.parentElement;
  drag = { question, group, pointer: clientY, target: question, isAfter: false };
  const top = question.getBoundingClientRect().top;
  group.dataset.sorting = "";
  question.dataset.dragged = "";
  scrollBy({ top: question.getBoundingClientRect().top - Math.min(top, clientY), behavior: "instant" });
  requestAnimationFrame(roll);
}

page?.addEventListener("pointermove", (event) => {
  if (!drag) return;
  drag.pointer = event.clientY;
  aim();
});
page?.addEventListener("pointerup", () => drag && end(true));
page?.addEventListener("pointercancel", () => drag && end(false));

function aim() {
  const all = questionsOf(drag.group);
  const below = all.find((one) => {
    const { top, height } = one.getBoundingClientRect();
    return drag.pointer < top + height / 2;
  });
  clear();
  drag.target = below ?? all.at(-1);
  drag.isAfter = !below;
  drag.target.dataset.drop = below ? "before" : "after";
}

function roll() {
  if (!drag) return;
  if (drag.pointer < EDGE_PX) scrollBy({ top: -12, behavior: "instant" });
  else if (drag.pointer > innerHeight - EDGE_PX) scrollBy({ top: 12, behavior: "instant" });
  requestAnimationFrame(roll);
}

function clear() {
  for (const one of drag.group.querySelectorAll("[data-drop]")) delete one.dataset.drop;
}

function end(isDropped) {
  const { question, group, target, isAfter } = drag;
  clear();
  drag = null;
  delete group.dataset.sorting;
  delete question.dataset.dragged;
  const all = questionsOf(group);
  const [from, to] = [all.indexOf(question), all.indexOf(target) + (isAfter ? 1 : 0)];
  question.scrollIntoView({ block: "nearest", behavior: "instant" });
  if (isDropped && target !== question) move(question, to > from ? to - from - 1 : to - from);
}

function show() {
  for (const grip of document.querySelectorAll("[data-grip]")) {
    grip.hidden = !moveForm(grip.closest("[data-question]"));
  }
}

if (page) {
  show();
  document.addEventListener("wpr:added", show);
}
