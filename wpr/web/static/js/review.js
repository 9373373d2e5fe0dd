// A review: an answer is saved as soon as it is chosen, its reason when the typing rests. What cannot
// be saved says so beside it, and everything typed stays.
import { offer } from "./selected_words.js";

const WAIT_MS = 900;
const page = document.querySelector("[data-review]");
const count = page.querySelector("[data-count]");
const left = page.querySelector("[data-left]");

class Answer {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-state]");
    this.kept = this.typed();
    this.saving = Promise.resolve();
    form.classList.add("saves");
    form.addEventListener("change", ({ target }) => this.later(target.type === "radio" ? 0 : WAIT_MS));
    form.addEventListener("input", ({ target }) => target.type !== "radio" && this.later(WAIT_MS));
    this.retract = form.querySelector("[data-retract]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.submitter === this.retract) this.takeBack();
      else this.later(0);
    });
  }

  typed() {
    const { answer, reason, quote } = this.form.elements;
    return JSON.stringify([answer.value, reason.value.trim(), quote.value.trim()]);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.saving = this.saving.then(() => this.save())), wait);
  }

  leave() {
    clearTimeout(this.timer);
    if (this.typed() !== this.kept && !this.missing()) this.send(true);
  }

  missing() {
    const { answer, reason, quote } = this.form.elements;
    const needs = ["no", "na"].includes(answer.value) || quote.value.trim();
    return !answer.value || (needs && !reason.value.trim());
  }

  // What is being saved is saved first: it is then what was answered before.
  takeBack() {
    clearTimeout(this.timer);
    this.saving = this.saving.then(async () => {
      const answer = await this.send(false, this.retract.formAction).catch(() => null);
      const told = answer ? await answer.json().catch(() => ({})) : {};
      if (told.version) this.form.elements.version.value = told.version;
      if (!answer?.ok) return this.refused(told);
      for (const one of this.form.elements.answer) one.checked = one.value === told.answer;
      this.form.elements.reason.value = "";
      this.form.querySelector("[data-tied]").hidden = true;
      this.form.elements.answer[0].focus();
      this.saved(told, this.typed());
      this.retract.hidden = true;
    });
  }

  send(keepalive = false, action = this.form.action) {
    const headers = { Accept: "application/json" };
    return fetch(action, { method: "POST", body: new FormData(this.form), headers, keepalive });
  }

  async save() {
    const typed = this.typed();
    if (typed === this.kept) return;
    if (this.missing()) return this.say(page.dataset.waits, false);
    this.say(page.dataset.saving, false);
    const answer = await this.send().catch(() => null);
    const told = answer ? await answer.json().catch(() => ({})) : {};
    if (answer?.ok) return this.saved(told, typed);
    if (told.version) this.form.elements.version.value = told.version;
    this.refused(told);
  }

  saved(told, typed) {
    this.kept = typed;
    const { elements } = this.form;
    elements.version.value = told.version;
    this.form.classList.add("saves");
    this.fault("", "");
    this.say(told.said, false);
    this.retract.hidden = false;
    const earlier = this.form.closest("[data-item]").querySelector("[data-earlier]");
    earlier.hidden = !told.earlier.length;
    earlier.querySelector("ul").replaceChildren(...told.earlier.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
    count.textContent = told.progress;
    for (const one of left?.querySelectorAll("[data-left-item]") ?? []) one.hidden = !told.left.includes(one.dataset.leftItem);
    if (left) {
      left.hidden = !told.left.length;
      left.querySelector("[data-left-words]").textContent = told.leftWords;
    }
    if (told.quote && JSON.parse(typed)[2]) {
      const tied = this.form.querySelector("[data-tied]");
      tied.querySelector("[data-tied-quote]").textContent = told.quote;
      tied.hidden = false;
      elements.quote.value = elements.text.value = elements.near.value = "";
      this.form.querySelector("details").open = false;
      this.kept = this.typed();
    }
  }

  refused(told) {
    this.form.classList.remove("saves"); // the button to try again with
    if (told.message) this.fault(told.field ?? "answer", told.message);
    this.say(told.message ? "" : page.dataset.unsaved, true);
  }

  say(words, isTrouble) {
    this.state.textContent = words;
    this.state.toggleAttribute("data-trouble", isTrouble);
  }

  fault(field, message) {
    for (const one of this.form.querySelectorAll(".field__error")) {
      const isHere = Boolean(message) && one.id.endsWith(field === "answer" ? `${this.form.closest("[data-item]").id}-fault` : `-${field}-fault`);
      one.hidden = !isHere;
      one.querySelector("span").textContent = isHere ? message : "";
      one.closest(".field").classList.toggle("field--error", isHere);
      const control = one.closest(".field").querySelector("textarea");
      if (control) isHere ? control.setAttribute("aria-invalid", "true") : control.removeAttribute("aria-invalid");
    }
  }
}

const answers = [...page.querySelectorAll("[data-answer]")].map((form) => new Answer(form));
window.addEventListener("pagehide", () => answers.forEach((one) => one.leave()));

// Beside the checklist the text follows: where one answers, the first place of the item comes into
// view. Not while a finger or a button is down: what is to be clicked stays where it is until then.
const wide = window.matchMedia("(min-width: 62.5rem)");
let isPressed = false;

function follow(target) {
  const link = wide.matches && target.closest("[data-item]")?.querySelector("[data-place]");
  const place = link && document.getElementById(link.hash.slice(1));
  if (!place || place.classList.contains("is-near")) return;
  page.querySelector(".is-near")?.classList.remove("is-near");
  place.classList.add("is-near");
  place.scrollIntoView({ block: "nearest" });
}

page.addEventListener("pointerdown", () => (isPressed = true));
for (const name of ["click", "pointercancel"]) {
  window.addEventListener(name, () => {
    isPressed = false;
    if (page.contains(document.activeElement)) follow(document.activeElement);
  });
}
window.addEventListener("keydown", () => (isPressed = false), true);
page.addEventListener("focusin", ({ target }) => isPressed || follow(target));

// On a small screen the way back from the text leads to the item that one came from.
const back = page.querySelector("[data-back]");
window.addEventListener("hashchange", ({ oldURL }) => {
  const { hash } = new URL(oldURL);
  if (/^#(item-|verdict)/.test(hash)) back.hash = hash;
});

// Words that are selected in the text can be answered about: an item is chosen, and they stand there.
const sheet = document.getElementById("about-words");
const chooser = sheet.querySelector("[data-quote-form]");
let chosen = null;

offer(document.querySelector("[data-quote-button]"), sheet, (words) => {
  chosen = words;
  const here = words.text.closest("[id^='at-']")?.id ?? words.text.id;
  const options = [...chooser.elements.question.options];
  (options.find((one) => one.dataset.parts.split(" ").includes(here)) ?? options[0]).selected = true;
});
chooser.addEventListener("submit", () => {
  const item = document.getElementById(`item-${chooser.elements.question.value}`);
  const { elements } = item.querySelector("form");
  elements.quote.value = chosen.quote;
  elements.text.value = chosen.text.dataset.text;
  elements.near.value = chosen.near;
  item.querySelector("details").open = true;
  location.hash = item.id;
  const next = elements.answer.value ? elements.reason : elements.answer[0];
  requestAnimationFrame(() => next.focus());
});
