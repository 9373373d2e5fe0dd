/** Says who else is here: initials above the page, a word on the part somebody writes in. */

const MOST = 4; // as the page has them without scripts
const GONE_MS = 120_000; // who is back sooner has not come anew
const QUIET_MS = 10_000; // between two tellings of who has come

export class Company {
  #present = null; // the users who are here; null before that is known
  #left = new Map(); // user: when
  #arrived = [];
  #timer = null;
  #shown = "";
  #notes = new Map(); // section: its note

  /** @param {import("./page.js").Page} page */
  constructor(page) {
    this.page = page;
    this.list = document.querySelector("[data-people]");
    this.region = document.querySelector("[data-arrivals]");
    this.members = JSON.parse(this.list?.dataset.people ?? "[]");
    this.list?.addEventListener("click", ({ target }) => this.#go(target.closest("button")));
  }

  /** @param {(import("./presence.js").Person & {isWriting: boolean})[]} here pages of others */
  show(here) {
    if (!this.list) return;
    const people = new Map();
    for (const one of here) if (!people.get(one.user)?.isWriting) people.set(one.user, one);
    this.#list(people);
    this.#note(here.filter(({ isWriting }) => isWriting));
    this.#tell(people);
  }

  #list(here) {
    const away = this.members.filter(({ user }) => !here.has(user));
    const all = [...here.values(), ...away].map((one) => ({ ...one, words: this.#words(one) }));
    const shown = JSON.stringify(all.map(({ user, hue, words, text }) => [user, hue, words, text]));
    if (shown === this.#shown) return;
    this.#shown = shown;
    const focused = document.activeElement?.closest("[data-people] [data-user]")?.dataset.user;
    this.list.replaceChildren(...all.slice(0, MOST).map(avatar), ...more(all.slice(MOST)));
    if (focused) this.list.querySelector(`[data-user="${focused}"] button`)?.focus();
  }

  #words({ name, writes, text, isWriting }) {
    if (writes === undefined) return name;
    const { reads, here, isIn, writesIn } = this.list.dataset;
    const part = this.#labelOf(text);
    const words = !writes ? reads : !part ? here : isWriting ? writesIn : isIn;
    return words.replace("{name}", name).replace("{part}", part);
  }

  #labelOf(text) {
    const label = this.page.fields.get(text)?.element.getAttribute("aria-labelledby");
    return document.getElementById(label)?.firstChild?.textContent.trim() ?? "";
  }

  /** “Anna skriver här”, on the part or question. */
  #note(writing) {
    const sections = new Map();
    for (const { text, name } of writing) {
      const section = this.page.fields.get(text)?.element.closest(".part, .question");
      if (section) sections.set(section, new Set(sections.get(section)).add(name.split(" ")[0]));
    }
    for (const [section, note] of this.#notes) {
      if (sections.has(section)) continue;
      note.remove();
      this.#notes.delete(section);
    }
    for (const [section, names] of sections) {
      const note = this.#notes.get(section) ?? noteOn(section);
      this.#notes.set(section, note);
      const { writing: one, manyWriting: many } = this.list.dataset;
      const words = names.size > 2 ? many.replace("{count}", names.size) : one.replace("{name}", [...names].join(" & "));
      if (note.textContent !== words) note.textContent = words;
    }
  }

  /** Say, seldom, who has come; not who was here already. */
  #tell(people) {
    const was = this.#present ?? new Set(people.keys());
    for (const user of was) if (!people.has(user)) this.#left.set(user, Date.now());
    for (const [user, { name }] of people) {
      const hasComeBack = Date.now() - (this.#left.get(user) ?? 0) < GONE_MS;
      if (!was.has(user) && !hasComeBack) this.#arrived.push(name);
    }
    this.#present = new Set(people.keys());
    if (this.#arrived.length) this.#timer ??= setTimeout(() => this.#say(), 1_000);
  }

  #say() {
    const names = this.#arrived.splice(0).join(", ");
    if (names) this.region.textContent = this.region.dataset.arrived.replace("{name}", names);
    this.#timer = names ? setTimeout(() => this.#say(), QUIET_MS) : null;
    if (!names) this.region.textContent = "";
  }

  /** Show where somebody's caret is. */
  #go(button) {
    const user = Number(button?.closest("[data-user]").dataset.user);
    const client = [...this.page.presence.people.values()].find((one) => one.user === user)?.client;
    const caret = client && document.querySelector(`[data-caret="${client}"]`);
    if (!caret) return;
    caret.scrollIntoView({ block: "center" });
    caret.dataset.near = "";
    setTimeout(() => delete caret.dataset.near, 2_500);
  }
}

function avatar({ user, name, hue, words, writes }) {
  const item = document.createElement("li");
  item.dataset.user = user;
  const isHere = writes !== undefined;
  const face = document.createElement(isHere ? "button" : "span");
  if (isHere) face.type = "button";
  else face.setAttribute("role", "img");
  face.className = "avatar";
  face.dataset.hue = hue;
  face.dataset.here = String(isHere);
  face.setAttribute("aria-label", words);
  face.title = words;
  face.textContent = initials(name);
  item.append(face);
  return item;
}

function more(rest) {
  if (!rest.length) return [];
  const item = document.createElement("li");
  item.className = "people__more";
  const [count, names] = [document.createElement("span"), document.createElement("span")];
  count.setAttribute("aria-hidden", "true");
  count.textContent = `+${rest.length}`;
  names.className = "visually-hidden";
  names.textContent = rest.map(({ words }) => words).join(", ");
  item.append(count, names);
  return [item];
}

function initials(name) {
  const words = name.split(" (")[0].split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => (word?.[0] ?? "").toUpperCase()).join("");
}

function noteOn(section) {
  const note = document.createElement("p");
  note.className = "writes-here";
  note.setAttribute("aria-hidden", "true");
  section.append(note);
  return note;
}
