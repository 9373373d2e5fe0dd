// The list of threads in the margin, place by place. A card that stays keeps its element: what is
// being written in it is never taken away, and the focus stays where it is.

export class TalkList {
  #items = new Map(); // by thread
  #cards = new Map();
  #sections = new Map(); // by spot
  #spots = [];

  constructor(place, { whole, nameless, language }) {
    Object.assign(this, { place, whole, nameless, language });
  }

  /** Show these threads in this order, under the spots they belong to. */
  draw(items, spots) {
    const before = this.#items;
    this.#items = new Map(items.map((item) => [item.id, item]));
    this.#spots = spots;
    for (const [id, card] of this.#cards) {
      if (!this.#items.has(id) && isWrittenIn(card)) this.#items.set(id, before.get(id));
      else if (!this.#items.has(id)) this.#cards.delete(id);
    }
    for (const item of this.#items.values()) {
      const card = this.#cards.get(item.id);
      if (!card) this.#cards.set(item.id, made(item));
      else if (card.dataset.mark !== item.mark) renew(card, item);
    }
    this.#arrange();
  }

  /** Show one more thread, or a newer answer about one that is there. */
  add(item) {
    const card = this.#cards.get(item.id);
    this.#items.set(item.id, item);
    if (card) return renew(card, item);
    this.#cards.set(item.id, made(item));
    return this.#arrange();
  }

  /** Lift one card out; none without an id. */
  point(id) {
    for (const [thread, card] of this.#cards) {
      if (thread === id) card.setAttribute("aria-current", "true");
      else card.removeAttribute("aria-current");
    }
  }

  itemOf(id) {
    return this.#items.get(id);
  }

  firstAt(spot) {
    const item = [...this.#items.values()].find((one) => one.spot === spot);
    return item && this.#cards.get(item.id);
  }

  cardOf(id) {
    return this.#cards.get(id);
  }

  /** Put the focus on the card after one that goes away; false when there is none. */
  focusAfter(id) {
    const all = [...this.place.querySelectorAll("[data-thread]")];
    const at = all.indexOf(this.#cards.get(id));
    const next = all[at + 1] ?? all[at - 1];
    next?.focus({ preventScroll: true });
    return Boolean(next);
  }

  #arrange() {
    const sections = [];
    for (const spot of this.#spots) {
      const own = [...this.#items.values()].filter((item) => item.spot === spot.key);
      if (!own.length) continue;
      const section = this.#section(spot);
      settle(section, [section.firstElementChild, ...own.map(({ id }) => this.#cards.get(id))]);
      sections.push(section);
    }
    settle(this.place, sections);
  }

  #section({ key, label }) {
    const section = this.#sections.get(key) ?? document.createElement("section");
    this.#sections.set(key, section);
    if (!section.firstElementChild) section.append(document.createElement("h3"));
    section.className = "talk-place";
    const heading = section.firstElementChild;
    heading.className = "talk-place__heading";
    heading.textContent = key ? label || this.nameless : this.whole;
    if (key) heading.lang = this.language;
    return section;
  }
}

// Children in this order and no others. The one with the focus stays where it is and the others
// come to stand around it, for moving an element takes the focus out of it.
function settle(parent, wanted) {
  for (const child of [...parent.children]) if (!wanted.includes(child)) child.remove();
  const at = wanted.findIndex((child) => child.parentElement === parent && child.contains(document.activeElement));
  let next = wanted[at] ?? null;
  for (const child of wanted.slice(0, Math.max(0, at)).reverse()) {
    if (child.nextElementSibling !== next || child.parentElement !== parent) next.before(child);
    next = child;
  }
  next = at < 0 ? parent.firstElementChild : wanted[at].nextElementSibling;
  for (const child of wanted.slice(at + 1)) {
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
}

/** Whether somebody has typed something in a card that is not sent yet. */
function isWrittenIn(card) {
  return [...card.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
}

function made({ html, mark }) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const card = template.content.querySelector("[data-thread]");
  card.dataset.mark = mark;
  return card;
}

// Everything but the field for a reply, and comments that are being changed.
function renew(card, item) {
  const fresh = made(item);
  card.dataset.mark = item.mark;
  card.className = fresh.className;
  for (const part of ["[data-head]", "[data-acts]"]) {
    const [old, current] = [card, fresh].map((one) => one.querySelector(part));
    if (old.innerHTML !== current.innerHTML) old.replaceChildren(...current.childNodes);
  }
  const list = card.querySelector("[data-said]");
  const known = new Map([...list.children].map((remark) => [remark.dataset.comment, remark]));
  const remarks = [...fresh.querySelector("[data-said]").children].map((current) => {
    const old = known.get(current.dataset.comment);
    return old?.querySelector("[data-edit][open]") ? old : current;
  });
  settle(list, remarks);
}
