// A new comment: on the words that are selected, on a part or a question, or on the whole document.
import { post, refuse } from "./comments_post.js";

export class NewTalk {
  #field = null; // the text whose words are held
  #spots = new Map();
  #buttons = new Map(); // by spot

  /**
   * @param {HTMLElement} panel
   * @param {{show: () => void, done: (answer: object) => void}} page
   */
  constructor(panel, page) {
    Object.assign(this, { panel, page });
    this.section = panel.querySelector("[data-new]");
    this.form = this.section?.querySelector("form");
    this.add = document.querySelector("[data-talk-add]");
    if (this.form) this.#watch();
  }

  /** Put a button at each of these spots: how many threads there are, or a way to begin one. */
  offer(spots) {
    for (const spot of spots) {
      this.#spots.set(spot.key, spot);
      const place = spot.key && placeOf(spot.key);
      if (!place || (!spot.number && !this.form)) continue;
      let button = this.#buttons.get(spot.key);
      if (!button?.isConnected) {
        button = this.panel.querySelector("[data-spot-button]").content.firstElementChild.cloneNode(true);
        button.addEventListener("click", () => this.#atSpot(spot.key));
        place.append(button);
        this.#buttons.set(spot.key, button);
      }
      this.#label(button, spot);
    }
  }

  /** Begin with what is selected; else with where the caret is. */
  begin() {
    for (const element of document.querySelectorAll("[data-text]")) {
      const quote = element.field?.talk.hold();
      if (quote) return this.#open(`text-${element.field.id}`, element.field, quote);
    }
    const { activeElement: caret } = document;
    const place = caret.closest("[data-question], .part") ?? caret.closest(".part__text");
    const key = place && [...this.#spots.keys()].find((one) => one && placeOf(one) === place);
    return this.#open(key ?? "document");
  }

  #watch() {
    document.querySelector(".workspace").append(this.add);
    let frame = 0;
    const soon = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        this.#place();
      });
    };
    document.addEventListener("selectionchange", soon);
    document.addEventListener("scroll", soon, { passive: true });
    this.add.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay selected
    this.add.addEventListener("click", ({ target }) => {
      if (target.closest("[aria-keyshortcuts]")) this.begin();
    });
    document.addEventListener("keydown", (event) => {
      const isKey = event.code === "KeyM" && event.ctrlKey && event.altKey && !event.getModifierState("AltGraph");
      if (!isKey) return;
      event.preventDefault();
      this.begin();
    });
    this.panel.querySelector("[data-new-document]").addEventListener("click", () => this.#open("document"));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    const cancel = this.form.querySelector("[data-cancel]");
    cancel.hidden = false;
    cancel.addEventListener("click", () => this.#close());
  }

  /** The button stands beside the words that are selected. */
  #place() {
    const selection = document.getSelection();
    const element = selection.rangeCount && !selection.isCollapsed && textOf(selection.anchorNode);
    this.add.hidden = !element?.field || !String(selection).trim();
    if (this.add.hidden) return;
    const { bottom, right } = selection.getRangeAt(0).getBoundingClientRect();
    this.add.style.insetBlockStart = `${Math.max(0, bottom + 6)}px`;
    this.add.style.insetInlineStart = `${Math.max(0, Math.min(right, innerWidth - 150) - 24)}px`;
  }

  #open(about, field = null, quote = "") {
    if (this.#field && this.#field !== field) this.#field.talk.drop();
    this.#field = field;
    const title = this.section.querySelector("[data-new-title]");
    const { onPassage, onPlace, onWhole } = title.dataset;
    const label = this.#spots.get(about)?.label || this.panel.dataset.nameless;
    title.textContent = field ? onPassage : about === "document" ? onWhole : onPlace.replace("{place}", label);
    const words = this.section.querySelector("[data-new-quote]");
    words.hidden = !field;
    words.textContent = quote.length > 180 ? `${quote.slice(0, 180)}…` : quote;
    this.about = about;
    this.add.hidden = true;
    this.section.hidden = false;
    refuse(this.form, "");
    this.page.show();
    this.section.scrollIntoView({ block: "nearest" });
    this.form.elements.body.focus();
  }

  #close() {
    const field = this.#field;
    this.#field = null;
    field?.talk.drop();
    this.form.reset();
    refuse(this.form, "");
    this.section.hidden = true;
    if (field) field.view.focus();
    else this.panel.querySelector("[data-summary]").focus();
  }

  async #send() {
    const body = new FormData(this.form);
    body.set("about", this.about);
    if (this.#field) {
      const place = await this.#field.talk.place();
      if (!place) return refuse(this.form, this.panel.dataset.moved);
      for (const [name, value] of Object.entries(place)) body.set(name, value);
    }
    const answer = await post(this.form.action, body, this.form);
    if (answer.error) return;
    this.#field?.talk.drop();
    this.#field = null;
    this.form.reset();
    this.form.elements.key.value = crypto.randomUUID();
    this.section.hidden = true;
    this.page.done(answer);
  }

  #atSpot(key) {
    const { number } = this.#spots.get(key);
    if (!number) return this.#open(key);
    this.page.show();
    this.page.toSpot(key);
  }

  #label(button, { label, number }) {
    const { spotNew, spotOne, spotMany, nameless } = this.panel.dataset;
    const words = { 0: spotNew, 1: spotOne }[number] ?? spotMany;
    button.setAttribute("aria-label", words.replace("{number}", number).replace("{place}", label || nameless));
    button.title = button.getAttribute("aria-label");
    button.querySelector("[data-number]").textContent = number || "";
    button.toggleAttribute("data-some", number > 0);
  }
}

/** The part of the page that a spot is, by its key. */
export function placeOf(key) {
  const element = document.getElementById(key);
  return key.startsWith("text-") ? (element?.closest(".part") ?? element?.parentElement) : element;
}

function textOf(node) {
  return (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest("[data-text]");
}
