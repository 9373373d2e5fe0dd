// Somebody added, moved or removed a question, or changed a fact: bring the page up to date around
// the texts that are open, without touching them.
const AGAIN_MS = 3_000;
const workspace = document.querySelector("[data-document]");
let queued = false;

async function refresh() {
  queued = false;
  const answer = await fetch(workspace.dataset.page, { headers: { Accept: "text/html" } }).catch(() => null);
  const page = answer ? await answer.text().catch(() => null) : null;
  if (page === null) return void setTimeout(soon, AGAIN_MS); // no network: the news are not forgotten
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(page, "text/html");
  for (const group of document.querySelectorAll("[data-group]")) {
    place(group, fresh.getElementById(group.id));
  }
  for (const chosen of [".outline", ".paper__place", ".paper__dateline", ".workspace__title"]) {
    const [old, current] = [document.querySelector(chosen), fresh.querySelector(chosen)];
    if (!old || !current) continue;
    old.replaceChildren(...current.childNodes);
    old.hidden = current.hidden;
  }
}

// The questions of a group: known elements are moved, new ones adopted, missing ones taken away.
// One that stands right already is not touched: moving an element takes the caret out of it.
function place(group, fresh) {
  const known = new Map(questionsOf(group).map((question) => [question.id, question]));
  const anchor = group.querySelector(".paper__add");
  let next = questionsOf(group)[0] ?? anchor;
  for (const current of questionsOf(fresh)) {
    const question = known.get(current.id) ?? current;
    known.delete(current.id);
    if (question !== current) renewTools(question, current);
    if (question === next) next = next.nextElementSibling;
    else putBefore(group, question, next);
  }
  for (const question of known.values()) {
    question.dispatchEvent(new CustomEvent("wpr:removed", { bubbles: true }));
    question.remove();
  }
  group.dispatchEvent(new CustomEvent("wpr:added", { bubbles: true }));
}

// An element that is moved loses the focus: whoever stands in the question goes on standing there.
function putBefore(group, question, next) {
  const held = question.contains(document.activeElement) ? document.activeElement : null;
  group.insertBefore(question, next);
  held?.focus({ preventScroll: true });
}

function questionsOf(group) {
  return [...group.querySelectorAll(":scope > [data-question]")];
}

// What stands below a question is renewed unless somebody is filling it in; the focus stays on the same tool.
function renewTools(question, current) {
  const [old, renewed] = [question, current].map((one) => one.querySelector("[data-foot]"));
  if (!old || !renewed || old.querySelector("details[open]")) return;
  const held = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(renewed);
  if (held) sameTool(held, old, renewed)?.focus({ preventScroll: true });
}

function sameTool(held, old, renewed) {
  if (held.matches("[data-grip]")) return showGrip(renewed);
  const by = held.closest("form")?.elements.by?.value;
  const moving = [...renewed.querySelectorAll(".question__move")];
  const same = moving.find(({ elements }) => elements.by.value === by) ?? moving[0];
  return by ? same?.querySelector("button") : null;
}

function showGrip(foot) {
  const grip = foot.querySelector("[data-grip]");
  grip.hidden = false;
  return grip;
}

function soon() {
  if (queued) return;
  queued = true;
  setTimeout(refresh, 150);
}

workspace?.addEventListener("wpr:document-changed", ({ detail }) => {
  if (detail.what !== "comments") soon();
});
