// Comments beside the text: fetched when the page is live and again when somebody says something,
// marked in the text, listed in the margin, written and answered there.
import { NewTalk, placeOf } from "./comments_new.js";
import { TalkList } from "./comments_list.js";
import { get, post } from "./comments_post.js";

const PAUSE_MS = 200;
const PAGE = 50;
const panel = document.querySelector("[data-talks]");
const find = (selector) => panel.querySelector(selector);
const list = panel && new TalkList(find("[data-talk-list]"), panel.dataset);
const asked = panel && new NewTalk(panel, { show, done, toSpot });
let pages = 1;
let timer = null;
let latest = 0; // the number of the question that was asked last
let undoing = null;
let chosen = null;
let number = null;

function fields() {
  return [...document.querySelectorAll("[data-text]")].map(({ field }) => field).filter(Boolean);
}

function soon() {
  timer ??= setTimeout(ask, PAUSE_MS);
}

async function ask() {
  timer = null;
  if (document.hidden) return; // asked again when the page is looked at
  const own = (latest += 1);
  mark(own);
  const answers = [];
  for (let page = 1; page <= pages; page += 1) answers.push(await get(`${panel.dataset.list}?page=${page}`));
  // An answer to an earlier question may come late, and would not know what has been said since.
  if (own !== latest || answers.some((answer) => !answer)) return;
  const items = answers.flatMap((answer) => answer.items);
  if (chosen && !items.some(({ id }) => id === chosen.id)) {
    const now = await still(chosen);
    if (own !== latest) return;
    chosen = now;
  }
  draw(items, answers[0]);
}

/** A thread that is looked at but not listed: as it is now; null when it has just been resolved. */
async function still({ id, isResolved }) {
  const item = await get(`${panel.dataset.list}/${id}`);
  return item?.isResolved && !isResolved ? null : item;
}

async function mark(own) {
  const answer = await get(panel.dataset.marks);
  if (own !== latest) return;
  let isBehind = false;
  for (const field of answer ? fields() : []) {
    const text = answer.texts[field.id];
    if (text && !field.talk.mark(text.version, text.marks)) isBehind = true;
  }
  if (isBehind) setTimeout(mark, PAUSE_MS * 2, own);
}

function draw(items, { total, spots }) {
  const one = items.some(({ id }) => id === chosen?.id) ? null : chosen;
  list.draw(one ? [one, ...items] : items, spots);
  point();
  find("[data-more]").hidden = total <= pages * PAGE;
  asked?.offer(spots);
  count(total);
}

function count(total) {
  const words = { 0: panel.dataset.none, 1: panel.dataset.one }[total] ?? panel.dataset.many;
  find("[data-summary]").textContent = words.replace("{number}", total);
  for (const badge of document.querySelectorAll("[data-talk-count]")) {
    badge.textContent = total;
    badge.hidden = !total;
  }
  if (number !== null && number !== total && panel.checkVisibility()) tell(find("[data-summary]").textContent);
  number = total;
}

function tell(words) {
  find("[data-talk-status]").textContent = words;
}

function say(words, undo) {
  undoing = undo ?? null;
  find("[data-told-words]").textContent = words;
  find("[data-undo]").hidden = !undo;
  find("[data-told]").hidden = false;
  tell(words);
}

/** Bring the comments in front: in the margin, or as a sheet. */
function show() {
  const sheet = panel.closest("[popover]");
  document.dispatchEvent(new CustomEvent("wpr:show-margin", { detail: { name: "comments" } }));
  if (matchMedia("(max-width: 62.49rem)").matches && !sheet.matches(":popover-open")) sheet.showPopover();
}

function point() {
  for (const field of fields()) field.talk.choose(chosen?.id ?? null);
  list.point(chosen?.id);
}

async function choose(id, isMoving) {
  if (chosen?.id !== id) {
    chosen = list.itemOf(id) ?? (await get(`${panel.dataset.list}/${id}`));
    if (chosen && !list.itemOf(id)) list.add(chosen);
  }
  point();
  const card = chosen && list.cardOf(chosen.id);
  if (isMoving) card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: "nearest" });
}

function go(id) {
  const item = list.itemOf(id);
  const sheet = panel.closest("[popover]");
  if (sheet.matches(":popover-open")) sheet.hidePopover();
  choose(id, false);
  const field = document.querySelector(`[data-text="${item.text}"]`)?.field;
  if (field?.talk.go(id) || field?.suggestions.go(id)) return;
  placeOf(item.spot)?.scrollIntoView({ block: "start" });
}

/** The first thread of a spot comes into view. */
function toSpot(key) {
  const card = list.firstAt(key);
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: "nearest" });
}

/** A form was taken: show what it led to. */
function done({ said, item, undo }) {
  const isOpen = item && !item.isResolved;
  if (isOpen) {
    list.add(item);
    choose(item.id, true);
  } else {
    if (!list.focusAfter(chosen?.id)) find("[data-summary]").focus();
    chosen = null;
  }
  say(said, undo && (() => post(undo).then(ask)));
  ask();
}

async function submit(event) {
  event.preventDefault();
  const form = event.target;
  const id = Number(form.closest("[data-thread]").dataset.thread);
  const back = form.action.endsWith("/resolution") ? form.action.replace("/resolution", "/reopening") : null;
  chosen = list.itemOf(id) ?? chosen;
  const answer = await post(form.action, new FormData(form), form);
  if (!answer) return;
  if (answer.error) return form.matches("[data-say]") ? undefined : say(answer.message || panel.dataset.failed);
  form.closest("details")?.removeAttribute("open");
  form.reset();
  if (form.elements.key) form.elements.key.value = crypto.randomUUID();
  done({ undo: back, ...answer });
}

function clicked({ target }) {
  const card = target.closest("[data-thread]");
  const details = target.closest("details");
  if (target.closest("[data-cancel]") && details) {
    details.open = false;
    details.querySelector("summary").focus();
  }
  if (card && !target.closest("a, button, summary, textarea")) choose(Number(card.dataset.thread), false);
}

function undo() {
  find("[data-told]").hidden = true;
  find("[data-summary]").focus();
  undoing?.();
  undoing = null;
}

function toHash() {
  const [, id] = /^#thread-(\d+)$/.exec(location.hash) ?? [];
  if (!id) return;
  show();
  choose(Number(id), true).then(() => chosen && document.querySelector(`[data-text="${chosen.text}"]`)?.field?.talk.go(chosen.id));
}

if (panel) {
  panel.hidden = false;
  for (const happened of ["wpr:live", "wpr:added"]) document.addEventListener(happened, soon);
  document.addEventListener("wpr:document-changed", ({ detail }) => {
    if (["comments", "structure", "behind"].includes(detail.what)) soon();
  });
  document.addEventListener("visibilitychange", soon);
  document.addEventListener("wpr:talk-clicked", ({ detail }) => {
    show();
    choose(detail.id, false);
  });
  document.addEventListener("wpr:talk-here", ({ detail }) => {
    if (detail.id && panel.checkVisibility() && !panel.contains(document.activeElement)) choose(detail.id, false);
  });
  panel.addEventListener("click", clicked);
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(Number(link.closest("[data-thread]").dataset.thread));
  });
  panel.addEventListener("submit", (event) => {
    if (event.target.closest("[data-thread]")) submit(event);
  });
  panel.addEventListener("toggle", ({ target, newState }) => {
    if (newState === "open") target.querySelector("textarea")?.focus();
  }, true);
  find("[data-undo]").addEventListener("click", undo);
  find("[data-more]").addEventListener("click", () => {
    pages += 1;
    ask();
  });
  window.addEventListener("hashchange", toHash);
  window.addEventListener("beforeunload", (event) => {
    if ([...panel.querySelectorAll("textarea")].some((one) => one.value !== one.defaultValue)) event.preventDefault();
  });
  const begin = () => ask().then(toHash);
  if (document.querySelector("[data-live]")) begin();
  else document.addEventListener("wpr:live", () => setTimeout(toHash, PAUSE_MS * 2), { once: true });
}
