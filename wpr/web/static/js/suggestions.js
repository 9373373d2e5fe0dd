// Suggestions in the text: shown to everybody, written by those who turn suggesting on, and accepted all at once.
import { get, post } from "./comments_post.js";

const PAUSE_MS = 300;
const QUIET_MS = 1_500; // others' typing may have outdated one: asked about when they pause
const PATIENCE_MS = 8_000;
const STATES = ["saved", "saving", "busy", "closed", "full", "offline", "signed-out", "refused"];
const strip = document.querySelector("[data-suggesting]");
const all = document.querySelector("[data-suggest-all]");
const url = document.querySelector("[data-suggestions]")?.dataset.suggestions;
const toggles = [...document.querySelectorAll("[data-suggest]")];
const states = new Map(); // by text: how it stands with what is suggested there
let timer = null;
let isDue = false; // somebody's act is to be shown soon: typing does not put that off
let isOn = false;
let waiting = 0; // as far as this page knows

function fields() {
  return [...document.querySelectorAll("[data-text]")].map(({ field }) => field).filter(Boolean);
}

function soon(wait = PAUSE_MS) {
  clearTimeout(timer);
  isDue = wait < QUIET_MS;
  timer = setTimeout(ask, wait);
}

async function ask() {
  isDue = false;
  if (document.hidden) return; // asked again when the page is looked at
  const answer = await get(url);
  if (!answer) return;
  let isBehind = false;
  for (const field of fields()) {
    const { version, items } = answer.texts[field.id] ?? {};
    if (!items || field.proposal) continue;
    const isDone = isOn ? field.suggest(version, items.filter(({ isMine }) => isMine)) : field.suggestions.show(version, items);
    isBehind ||= !isDone;
  }
  const items = Object.values(answer.texts).flatMap((text) => text.items);
  waiting = items.length;
  offer(items);
  if (isBehind) soon();
}

/** Buttons that accept everything, or everything by one person. */
function offer(items) {
  if (!all?.dataset.all) return;
  const people = new Set(items.map(({ by }) => by).filter(Boolean));
  const sets = [...people].map((by) => items.filter((item) => item.by === by));
  const several = sets.filter(({ length }) => length > 1);
  const buttons = several.map((own) => button(all.dataset.one, own, own[0].by, own[0].name));
  if (sets.length !== 1 && items.length > 1) buttons.unshift(button(all.dataset.all, items, "", ""));
  all.querySelector("[data-suggest-buttons]").replaceChildren(...buttons);
  all.hidden = !buttons.length && !all.querySelector("[data-suggest-told]").textContent;
}

function button(words, items, by, name) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "button button--quiet" });
  made.textContent = words.replace("{number}", items.length).replace("{name}", name);
  made.addEventListener("click", () => acceptAll(by));
  return made;
}

async function acceptAll(by) {
  const { said, message } = await post(`${url}/acceptance`, new URLSearchParams({ by }));
  all.querySelector("[data-suggest-told]").textContent = said ?? message;
  all.hidden = false;
  soon();
}

/** What was written before must be saved first; only when no key can change the text any more is it said so. */
async function start() {
  if (isOn) return;
  isOn = true;
  for (const end = Date.now() + PATIENCE_MS; fields().some(({ proposal }) => !proposal) && Date.now() < end; ) {
    await pause();
    await ask();
  }
  if (fields().every(({ proposal }) => proposal)) return show();
  for (const field of fields()) if (field.proposal) field.stopSuggesting();
  isOn = false;
  document.querySelector("[data-notice]").textContent = strip.dataset.failed;
}

function pause() {
  for (const { exchange } of fields()) exchange.flush();
  return new Promise((resolve) => setTimeout(resolve, 20));
}

/** Done suggesting: everything must have reached the server before the text is as before again. */
async function stop() {
  const own = fields().filter(({ proposal }) => proposal);
  const areSent = await Promise.all(own.map(({ proposal }) => proposal.flush()));
  if (!areSent.every(Boolean)) return tell();
  isOn = false;
  for (const field of own) field.stopSuggesting();
  states.clear();
  show();
  await ask();
  toggles.find((toggle) => toggle.checkVisibility())?.focus();
}

function show() {
  document.querySelector("[data-document]").toggleAttribute("data-is-suggesting", isOn);
  strip.hidden = !isOn;
  for (const toggle of toggles) toggle.setAttribute("aria-pressed", String(isOn));
  tell();
}

function tell() {
  const worst = STATES.findLast((state) => [...states.values()].some((one) => one.state === state)) ?? "saved";
  const message = [...states.values()].find(({ state }) => state === "refused")?.message;
  const status = strip.querySelector("[data-suggesting-status]");
  const name = worst.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  const words = message || strip.dataset[name];
  const looks = { refused: "stopped", "signed-out": "stopped", busy: "offline", closed: "offline", full: "offline" };
  status.dataset.state = looks[worst] ?? worst;
  if (status.textContent !== words) status.textContent = words;
}

/** An earlier page left suggestions that were not sent: go on with them. */
function resume() {
  if (strip && !isOn && fields().some(({ proposal }) => proposal)) start();
}

if (url) {
  document.addEventListener("wpr:live", () => {
    resume();
    soon(0);
  });
  document.addEventListener("wpr:added", () => soon(0));
  document.addEventListener("wpr:changed", () => waiting && !isDue && soon(QUIET_MS));
  document.addEventListener("wpr:document-changed", ({ detail }) => {
    if (["comments", "structure", "behind"].includes(detail.what)) soon();
  });
  document.addEventListener("visibilitychange", () => soon());
  if (document.querySelector("[data-live]")) soon(0);
}

if (strip) {
  for (const toggle of toggles) {
    toggle.hidden = false;
    toggle.addEventListener("click", () => (isOn ? stop() : start()));
  }
  strip.querySelector("[data-suggest-stop]").addEventListener("click", stop);
  document.addEventListener("wpr:proposed", ({ detail }) => {
    states.set(detail.text, detail);
    tell();
  });
  resume();
}
