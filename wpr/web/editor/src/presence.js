/** Who else has this document open, and where they are in it. */
import { Step } from "prosemirror-transform";
import { Beat } from "./beat.js";
import { clientsIn, place } from "./carets.js";
import { Company } from "./company.js";
import { schema } from "./schema.js";

const HUES = 8;
const WRITES_MS = 4_000; // so long after the last step somebody is writing
const TYPED_MS = 1_500; // so long a step says more than what the server tells, which comes later

/**
 * @typedef {object} Person one open page of somebody else
 * @property {string} client
 * @property {number} user
 * @property {string} name
 * @property {number} hue
 * @property {boolean} writes whether they may
 * @property {number | null} text where their caret is
 * @property {number} version of that text
 * @property {number} head
 */

export class Presence {
  /** @type {Map<string, Person>} by the page's client id */
  people = new Map();

  #typed = new Map(); // client: { text, version, head, at }
  #placed = new Map(); // client: what the caret that is shown was made of
  #timer = null;

  /**
   * @param {import("./page.js").Page} page
   * @param {{presence: string, absence: string}} addresses where this page tells that it is here
   */
  constructor(page, addresses) {
    this.page = page;
    this.beat = new Beat(page, addresses);
    this.company = new Company(page);
  }

  /** The server tells who is here now. */
  heed(people) {
    const others = people.filter(({ user }) => user !== Number(this.page.user));
    this.people = new Map(others.map((one) => [one.client, { ...one, hue: one.user % HUES }]));
    for (const client of this.#typed.keys()) if (!this.people.has(client)) this.#typed.delete(client);
    for (const field of this.page.fields.values()) this.settle(field);
    this.#show();
  }

  /** Somebody's steps came into a text: that is where they are. */
  stepped({ text, version, steps, client }) {
    if (!this.people.has(client)) return;
    const head = endOf(steps.at(-1));
    this.#typed.set(client, { text, version: version + steps.length, head, at: Date.now() });
    for (const field of this.page.fields.values()) this.settle(field);
    this.#show();
  }

  /** Put the carets of a text where they are, as far as it has come. */
  settle(field) {
    const there = clientsIn(field);
    for (const client of there) {
      if (this.#whereabouts(client)?.text !== field.id) place(field, client, null);
    }
    for (const client of this.people.keys()) {
      const { text, version, head } = this.#whereabouts(client);
      const known = `${version} ${head}`;
      const isPlaced = there.includes(client) && this.#placed.get(client) === known;
      const position = text === field.id && !isPlaced ? field.exchange.position(version, head) : null;
      if (position === null) continue;
      this.#placed.set(client, known);
      place(field, client, position);
    }
  }

  /** Nothing gets through to the server, or it does again: others are shown only when that is known. */
  lost(isLost) {
    this.page.wrapper.toggleAttribute("data-alone", isLost);
    this.beat.lost(isLost);
  }

  #whereabouts(client) {
    const person = this.people.get(client);
    const typed = this.#typed.get(client);
    if (!person || !typed) return person;
    const isHere = typed.text === person.text;
    const isLater = isHere ? typed.version > person.version : isFresh(typed, TYPED_MS);
    return isLater ? { ...person, ...typed } : person;
  }

  /** Show who is here and who writes, now and when they have stopped. */
  #show() {
    clearTimeout(this.#timer);
    const writing = [...this.#typed].filter(([, typed]) => isFresh(typed, WRITES_MS));
    const where = new Map(writing.map(([client, { text }]) => [client, text]));
    const here = [...this.people.values()].map((one) => {
      return { ...one, text: this.#whereabouts(one.client).text, isWriting: where.has(one.client) };
    });
    this.company.show(here);
    const next = Math.min(...writing.map(([, { at }]) => at + WRITES_MS));
    if (writing.length) this.#timer = setTimeout(() => this.#show(), next - Date.now() + 10);
  }
}

function isFresh({ at }, ms) {
  return Date.now() - at < ms;
}

/** Where a caret is after a step. */
function endOf(json) {
  let end = json.to ?? 0;
  Step.fromJSON(schema, json).getMap().forEach((_from, _to, _start, stop) => {
    end = stop;
  });
  return end;
}
