/** One document on the page: its texts, and what they share. */
import { claim, inherit, newClient } from "./claim.js";
import { Draft } from "./draft.js";
import { Field } from "./field.js";
import { Keep } from "./keep.js";
import { saveFirst } from "./leaving.js";
import { LinkDialog } from "./link.js";
import { Presence } from "./presence.js";
import { SUGGESTING } from "./proposal.js";
import { Refusals } from "./refusals.js";
import { Status } from "./status.js";
import { Stream } from "./stream.js";
import { Toolbar } from "./toolbar.js";

const KEEPALIVE_BYTES = 60_000; // browsers allow 64 kB for all requests that outlive a page

export class Page {
  client = newClient();
  active = null;
  fields = new Map();
  drafts = new Set();

  /** @param {HTMLElement} wrapper the element with `data-document` */
  constructor(wrapper) {
    const { user = "", events, changes, seq, presence, absence } = wrapper.dataset;
    Object.assign(this, { wrapper, user });
    this.status = new Status(find("[data-status]"), find("[data-notice]"));
    this.toolbar = new Toolbar(find("[data-toolbar]"), this);
    this.link = new LinkDialog(find("[data-link-dialog]"));
    this.refusals = new Refusals(find("[data-refusals]"), () => this.#goOn());
    this.presence = new Presence(this, { presence, absence });
    this.stream = new Stream(
      { events, changes, seq: Number(seq) },
      (event) => this.#heed(event),
      (trouble) => {
        this.status.set(this.stream, trouble ?? "saved");
        this.presence.lost(trouble !== null);
      },
    );
  }

  /** Put editors on every text, go on with what was left unsent, and begin to listen. */
  async open() {
    await claim(this.client);
    this.keep = await Keep.open();
    const kept = await this.keep.of(this.user);
    const mine = await this.#claimed(kept.filter(({ known }) => !known));
    this.#mount(this.wrapper, mine);
    this.#bringHome(mine.filter(({ text }) => !this.fields.has(text)));
    const forks = find("[data-suggesting]") ? kept.filter(({ known }) => known) : []; // not in a locked text
    for (const fork of forks) await this.#resume(fork);
    this.wrapper.dataset.live = "";
    this.wrapper.dispatchEvent(new CustomEvent("wpr:live", { bubbles: true }));
    this.stream.start();
    this.presence.beat.start();
    this.#watch();
  }

  /** The browser gives the focus back by itself: doing so again would move the caret past a key. */
  #goOn() {
    const view = this.active?.view;
    if (view && !view.hasFocus()) view.focus();
  }

  /** Put editors on the texts in a part of the page that have none. */
  #mount(place, kept = []) {
    const bare = [...place.querySelectorAll("[data-text]")].filter(({ field }) => !field);
    for (const element of bare) {
      const [first, ...others] = kept.filter(({ text }) => text === Number(element.dataset.text));
      const field = (first && this.#field(element, first)) ?? this.#field(element);
      if (field) this.fields.set(field.id, field);
      this.#bringHome(others);
    }
    return bare.map(({ field }) => field).filter(Boolean);
  }

  // What scripts add may be older than the last event we heard.
  #added(place) {
    for (const { exchange } of this.#mount(place)) exchange.catchUp();
  }

  /** The exchanges of everything on this page. */
  get exchanges() {
    return [...this.fields.values(), ...this.drafts].map(({ exchange }) => exchange);
  }

  #field(element, kept) {
    try {
      return new Field(element, this, kept);
    } catch (error) {
      console.error("this text can be read, but not edited here", error);
      return null;
    }
  }

  /** Of what earlier pages left: what we may go on with now. The rest comes when its page is gone. */
  async #claimed(left) {
    const mine = [];
    for (const client of new Set(left.map((kept) => kept.client))) {
      const isOf = (kept) => kept.client === client;
      if (await claim(client)) mine.push(...left.filter(isOf));
      else inherit(client).then(async () => this.#bringHome((await this.keep.of(this.user)).filter(isOf)));
    }
    return mine;
  }

  /** Suggestions that a page which is gone had not sent. */
  async #resume(kept) {
    const field = this.fields.get(kept.text);
    const isFree = !navigator.locks || (await claim(kept.client.replace(SUGGESTING, "")));
    if (!field || field.proposal || !isFree) return;
    try {
      field.resume(kept);
      this.keep.remove(kept);
    } catch (error) {
      console.error("suggestions that were kept do not fit any more", kept, error);
    }
  }

  #bringHome(left) {
    for (const kept of left) {
      try {
        this.drafts.add(new Draft(kept, this));
      } catch (error) {
        console.error("what was kept does not fit any more", kept, error);
      }
    }
  }

  #heed(event) {
    const { kind, text, version, steps, client, what } = event;
    if (kind === "presence") return this.presence.heed(event.people);
    if (kind === "steps") {
      this.fields.get(text)?.exchange.accept(version, steps, Array(steps.length).fill(client));
      return this.presence.stepped(event);
    }
    if (kind === "behind") for (const exchange of this.exchanges) exchange.catchUp();
    const detail = { what: what ?? kind };
    this.wrapper.dispatchEvent(new CustomEvent("wpr:document-changed", { bubbles: true, detail }));
  }

  #watch() {
    const wake = () => this.exchanges.forEach((exchange) => exchange.wake());
    const flush = () => this.exchanges.forEach((exchange) => exchange.flush());
    window.addEventListener("online", wake);
    document.addEventListener("visibilitychange", () => (document.hidden ? flush() : wake()));
    window.addEventListener("pagehide", () => this.#leave());
    window.addEventListener("beforeunload", (event) => {
      const isStuck = this.exchanges.some(({ trouble, isSaved }) => trouble && !isSaved);
      if (isStuck) event.preventDefault();
    });
    saveFirst(this);
    this.wrapper.addEventListener("wpr:added", ({ target }) => this.#added(target));
    this.wrapper.addEventListener("wpr:removed", ({ target }) => this.#unmount(target));
  }

  #unmount(place) {
    for (const [id, field] of this.fields) {
      if (!place.contains(field.element)) continue;
      this.fields.delete(id);
      if (this.active === field) this.active = null;
      if (!field.exchange.isSaved) this.#bringHome([field.left]);
      field.destroy();
    }
  }

  #leave() {
    let room = KEEPALIVE_BYTES;
    for (const exchange of this.exchanges) room -= exchange.leave(room);
    for (const { proposal } of this.fields.values()) room -= proposal?.leave(room) ?? 0;
  }
}

function find(selector) {
  return document.querySelector(selector);
}
