/**
 * The layer that others' carets are drawn on. It lies over the text and is no part of it: a caret
 * takes no room, breaks no word that is being composed, and is not read out at every key.
 */

const NAMED_MS = 2_500; // a name is shown so long when its caret comes or moves after a rest
const REST_MS = 10_000;
const NEAR_PX = 8;
const NAME_ROOM_PX = 140;

export class Overlay {
  #layer = null;
  #carets = new Map(); // client: { element, at, since, timer }
  #frame = 0;
  #observer = new ResizeObserver(() => this.#soon());

  /**
   * @param {import("./field.js").Field} field
   * @param {() => Map<string, number>} places each client's position in the text
   */
  constructor(field, places) {
    Object.assign(this, { field, places });
    this.near = this.near.bind(this);
  }

  update() {
    if (this.#carets.size || this.places().size) this.#soon();
  }

  destroy() {
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    for (const { timer } of this.#carets.values()) clearTimeout(timer);
    this.field.element.removeEventListener("pointermove", this.near);
    this.#layer?.remove();
  }

  /** The pointer is over the text: a caret it comes near says whose it is. */
  near({ clientX, clientY }) {
    for (const { element } of this.#carets.values()) {
      const { left, top, bottom } = element.getBoundingClientRect();
      const isNear = Math.abs(clientX - left) < NEAR_PX && clientY > top && clientY < bottom;
      element.toggleAttribute("data-near", isNear);
    }
  }

  #soon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw() {
    const { field } = this;
    const people = field.page.presence.people;
    const places = [...this.places()].filter(([client]) => people.has(client));
    if (places.length) this.#open();
    if (!this.#layer) return;
    const origin = this.#layer.getBoundingClientRect();
    const size = field.state.doc.content.size;
    const drawn = places.map(([client, at]) => {
      const { left, top, bottom } = field.view.coordsAtPos(Math.min(at, size), -1);
      return { client, at, left, top, bottom };
    });
    const room = field.element.offsetWidth - NAME_ROOM_PX;
    const gone = [...this.#carets.keys()].filter((client) => !places.some(([one]) => one === client));
    for (const client of gone) this.#drop(client);
    for (const { client, at, left, top, bottom } of drawn) {
      const caret = this.#carets.get(client) ?? this.#made(client, people.get(client));
      const [x, y] = [left - origin.left, top - origin.top];
      caret.element.style.translate = `${x.toFixed(1)}px ${y.toFixed(1)}px`;
      caret.element.style.blockSize = `${(bottom - top).toFixed(1)}px`;
      caret.element.toggleAttribute("data-turned", x > room);
      this.#name(caret, at);
    }
  }

  #open() {
    if (this.#layer) return;
    this.#layer = made("div", "carets");
    this.#layer.setAttribute("aria-hidden", "true");
    this.field.element.before(this.#layer);
    this.#observer.observe(this.field.element);
    this.field.element.addEventListener("pointermove", this.near);
  }

  #made(client, { name, hue }) {
    const element = made("span", "caret");
    element.dataset.hue = hue;
    element.dataset.caret = client;
    element.append(made("span", "caret__name", name));
    this.#layer.append(element);
    const caret = { element, at: null, since: 0, timer: null };
    this.#carets.set(client, caret);
    return caret;
  }

  #name(caret, at) {
    if (caret.at === at) return;
    const now = Date.now();
    const wasResting = now - caret.since > REST_MS;
    Object.assign(caret, { at, since: now });
    if (!wasResting) return;
    caret.element.dataset.named = "";
    clearTimeout(caret.timer);
    caret.timer = setTimeout(() => delete caret.element.dataset.named, NAMED_MS);
  }

  #drop(client) {
    const { element, timer } = this.#carets.get(client);
    clearTimeout(timer);
    element.remove();
    this.#carets.delete(client);
  }
}

function made(tag, name, text = "") {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}
