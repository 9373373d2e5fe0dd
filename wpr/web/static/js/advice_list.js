// The list of advice: what is serious first, then part by part. Items that stay keep their element, so
// that what is open in them stays open and the focus stays where it is.

export class AdviceList {
  #elements = new Map();

  constructor(place, { serious, language }) {
    Object.assign(this, { place, serious, language });
  }

  /** Show these items, by the places they belong to. */
  draw(items, places) {
    const focused = document.activeElement;
    const known = this.#elements;
    this.#elements = new Map();
    for (const item of items) this.#elements.set(item, known.get(item) ?? this.#taken(known, item) ?? element(item));
    const isSerious = ({ level }) => level === "strong";
    const sections = [this.#section(this.serious, items.filter(isSerious), [])];
    for (const { label, texts, heaviness } of places) {
      const own = items.filter((item) => texts.includes(item.text) && !isSerious(item));
      sections.push(this.#section(label, own, heaviness, this.language));
    }
    sections[0]?.classList.add("advice__place--serious");
    this.place.replaceChildren(...sections.filter(Boolean));
    if (this.place.contains(focused)) focused.focus({ preventScroll: true });
  }

  /** Show only what `isShown` says. Gives the number of items that are to be seen. */
  filter(isShown) {
    let number = 0;
    for (const [item, li] of this.#elements) {
      li.hidden = !isShown(item);
      if (!li.hidden) number += 1;
    }
    for (const section of this.place.children) {
      section.hidden = !section.querySelector("li:not([hidden]), .advice__heaviness");
    }
    return number;
  }

  /** Show which item the caret stands in; null for none. */
  point(here) {
    for (const [item, li] of this.#elements) {
      if (item === here) li.setAttribute("aria-current", "true");
      else li.removeAttribute("aria-current");
    }
    if (here) this.#elements.get(here)?.scrollIntoView({ block: "nearest" });
  }

  /** The item that an element of the list belongs to. */
  itemOf(node) {
    const li = node.closest?.("li");
    return [...this.#elements].find(([, element]) => element === li)?.[0];
  }

  /** Put the focus on the item after one that goes away, or say that there is none. */
  focusAfter(item) {
    const all = [...this.place.querySelectorAll("li:not([hidden])")];
    const at = all.indexOf(this.#elements.get(item));
    const next = all[at + 1] ?? all[at - 1];
    next?.querySelector("button, a, summary").focus({ preventScroll: true });
    return Boolean(next);
  }

  // The same advice in a new answer: its element goes on. Equal ones are told apart by their order.
  #taken(known, item) {
    for (const [old, li] of known) {
      if (old.html !== item.html || old.text !== item.text) continue;
      known.delete(old);
      return li;
    }
    return null;
  }

  #section(label, items, heaviness, language) {
    if (!items.length && !heaviness.length) return null;
    const section = made("section", "advice__place");
    const heading = made("h3", "advice__heading", label);
    if (language) heading.lang = language;
    section.append(heading);
    if (items.length) {
      const list = made("ul", "advice__list");
      list.append(...items.map((item) => this.#elements.get(item)));
      section.append(list);
    }
    section.append(...heaviness.map((words) => made("p", "advice__heaviness", words)));
    return section;
  }
}

function element({ html }) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.querySelector("li");
}

function made(tag, className, textContent = "") {
  return Object.assign(document.createElement(tag), { className, textContent });
}
