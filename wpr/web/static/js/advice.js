// Advice beside the text: asked for when the typing pauses, listed in the margin, and acted on there.
// Typing never waits for it. What the server says of a text that has changed meanwhile is thrown away.
import { AdviceList } from "./advice_list.js";

const PAUSE_MS = 600;
const LONGEST_MS = 5_000; // where many write there may never be a pause
const panel = document.querySelector("[data-advice-panel]");
const find = (selector) => panel.querySelector(selector);
const list = panel && new AdviceList(find("[data-advice-list]"), panel.dataset);
const adviceOf = new Map(); // by text: the items that are marked there
const marked = new Map(); // by text: the ids that are to be seen now
const later = new Set(); // put aside on this page
let places = [];
let timer = null;
let since = null; // when the first change came that has not been asked about
let asking = null;
let undoing = null;
let number = null;

function coachOf(text) {
  return document.querySelector(`[data-text="${text}"]`)?.field?.coach;
}

function soon() {
  since ??= Date.now();
  clearTimeout(timer);
  timer = setTimeout(ask, Math.min(PAUSE_MS, Math.max(0, since + LONGEST_MS - Date.now())));
}

async function ask() {
  since = null;
  if (document.hidden) return; // asked again when the page is looked at
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  // What is asked anew may end this at any moment, also while the answer is being read.
  const found = await fetch(panel.dataset.advice, { headers: { Accept: "application/json" }, signal })
    .then((answer) => (answer.ok ? answer.json() : null))
    .catch(() => null);
  if (found && !signal.aborted) take(found);
}

function take({ versions, items, places: fresh }) {
  places = fresh;
  for (const [text, version] of Object.entries(versions)) {
    const coach = coachOf(text);
    const own = items.filter((item) => item.text === Number(text));
    if (!coach) continue;
    if (coach.advise(version, own)) adviceOf.set(Number(text), own);
    else soon();
  }
  draw();
}

function draw() {
  const order = places.flatMap(({ texts }) => texts);
  list.draw(order.flatMap((text) => adviceOf.get(text) ?? []), places);
  count();
}

function count() {
  const shown = list.filter((item) => marked.get(item.text)?.has(item.id) && !later.has(nameOf(item)));
  if (shown === number) return;
  number = shown;
  const words = { 0: panel.dataset.none, 1: panel.dataset.one }[number] ?? panel.dataset.many;
  find("[data-summary]").textContent = words.replace("{number}", number);
  for (const badge of document.querySelectorAll("[data-advice-count]")) {
    badge.textContent = number;
    badge.hidden = !number;
  }
  // Said aloud only to those who are not writing.
  if (!document.activeElement.closest("[data-text]") && panel.checkVisibility()) tell();
}

function tell() {
  find("[data-advice-status]").textContent = find("[data-summary]").textContent;
}

function nameOf({ text, rule, key }) {
  return [text, rule, key].join("\n");
}

function follow({ detail: { text, ids, here } }) {
  marked.set(text, new Set(ids));
  count();
  list.point(here && adviceOf.get(text)?.find(({ id }) => id === here));
}

function say(words, undo) {
  undoing = undo;
  find("[data-told-words]").textContent = words;
  find("[data-undo]").hidden = !undo;
  find("[data-told]").hidden = false;
  find("[data-advice-status]").textContent = words;
}

function go(item) {
  const sheet = panel.closest("[popover]");
  if (sheet.matches(":popover-open")) sheet.hidePopover();
  coachOf(item.text)?.go(item.id);
}

function replace(item, words) {
  if (!list.focusAfter(item)) find("[data-summary]").focus();
  coachOf(item.text)?.replace(item.id, words);
  say(panel.dataset.replaced.replace("{words}", words), () => coachOf(item.text)?.undo());
}

function putAside(item) {
  if (!list.focusAfter(item)) find("[data-summary]").focus();
  later.add(nameOf(item));
  count();
  say(panel.dataset.later, () => {
    later.delete(nameOf(item));
    count();
  });
}

async function post(url, body) {
  const token = document.querySelector("meta[name=csrf-token]").content;
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  const answer = await fetch(url, { method: "POST", body, headers }).catch(() => null);
  return answer?.ok ? answer.json().catch(() => null) : null;
}

async function dismiss(form, item) {
  const done = await post(form.action, new FormData(form));
  if (!done) return say(panel.dataset.failed, null);
  if (!list.focusAfter(item)) find("[data-summary]").focus();
  say(done.said, done.undo && (() => post(done.undo).then(ask)));
  ask();
}

function act({ target }) {
  const item = list.itemOf(target);
  const button = target.closest("button, a");
  if (!item || !button) return;
  if (button.dataset.replace !== undefined) replace(item, button.dataset.replace);
  if (button.dataset.once !== undefined) putAside(item);
}

function undo() {
  find("[data-told]").hidden = true;
  find("[data-summary]").focus();
  undoing?.();
  undoing = null;
}

function choose(event) {
  const chosen = event.type === "focusout" ? null : list.itemOf(event.target);
  for (const [text, items] of adviceOf) {
    if (items.length) coachOf(text)?.choose(chosen?.text === text ? chosen.id : null);
  }
}

if (panel) {
  panel.hidden = false;
  for (const happened of ["wpr:live", "wpr:added"]) document.addEventListener(happened, () => setTimeout(ask));
  for (const happened of ["wpr:changed", "wpr:document-changed"]) document.addEventListener(happened, soon);
  document.addEventListener("visibilitychange", soon);
  document.addEventListener("wpr:marked", follow);
  panel.closest(".panel").addEventListener("wpr:shown", tell);
  panel.addEventListener("click", act);
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(list.itemOf(link));
  });
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    dismiss(event.target, list.itemOf(event.target));
  });
  panel.addEventListener("focusin", choose);
  panel.addEventListener("focusout", choose);
  find("[data-undo]").addEventListener("click", undo);
  const level = document.querySelector("[data-guide-level]");
  const paint = () => {
    const isShown = level?.querySelector(":checked")?.value !== "none";
    document.dispatchEvent(new CustomEvent("wpr:show-marks", { detail: { isShown } }));
  };
  level?.addEventListener("change", paint);
  paint();
  if (document.querySelector("[data-live]")) ask();
}
