/** Which steps are whose: what the server has confirmed, and what of ours it has not. */
import { getVersion, receiveTransaction, sendableSteps } from "prosemirror-collab";
import { Step, Transform } from "prosemirror-transform";
import { leading } from "./changes.js";
import { withoutFirst } from "./dropping.js";
import { schema } from "./schema.js";

const MOST_MAPS = 500;

export class Ledger {
  #maps = []; // of the last confirmed steps

  /**
   * @param {import("./exchange.js").Holder} holder
   * @param {string} client our name with the server
   * @param {import("prosemirror-model").Node} base the confirmed document the holder began with
   */
  constructor(holder, client, base) {
    Object.assign(this, { holder, client, base });
  }

  get version() {
    return getVersion(this.holder.state);
  }

  /** Steps that the server has not confirmed. */
  get unsent() {
    return sendableSteps(this.holder.state)?.steps ?? [];
  }

  /** Where a position of the confirmed text at `version` is by now; null when that is not known. */
  position(version, head) {
    const since = version - (this.version - this.#maps.length);
    if (since < 0 || version > this.version) return null;
    const maps = [...this.#maps.slice(since), ...this.unsent.map((step) => step.getMap())];
    return maps.reduce((at, map) => map.map(at, -1), head);
  }

  /** What it takes to go on from here on another page. @returns {import("./state.js").Start} */
  get start() {
    const { base, version, client, unsent } = this;
    return { doc: base.toJSON(), version, client, steps: unsent.map((step) => step.toJSON()) };
  }

  /**
   * Take in the server's steps from version `from` on; known ones are skipped. Ours are confirmed,
   * others' go into the text unless `isClosed()`: then they wait, and the answer is false.
   * Throws when they do not fit, which means that the two texts no longer agree.
   */
  take(from, steps, clients, isClosed) {
    for (let at = this.version - from, end; at < steps.length; at = end) {
      if (this.holder.proposal?.isAccepted(clients[at]) && !isClosed()) {
        this.#meet(steps[at]);
        end = at + 1;
        continue;
      }
      const isOurs = clients[at] === this.client;
      for (end = at; end < steps.length && (clients[end] === this.client) === isOurs; ) end += 1;
      if (!isOurs && isClosed()) return false;
      this.#enter(steps.slice(at, end), isOurs);
    }
    return true;
  }

  #enter(json, isOurs) {
    const steps = json.map((step) => Step.fromJSON(schema, step));
    const base = steps.reduce((made, step) => made.step(step), new Transform(this.base)).doc;
    // Steps under our name that we do not have are news too: the page went before it kept them.
    this.#maps = [...this.#maps, ...steps.map((step) => step.getMap())].slice(-MOST_MAPS);
    const known = isOurs ? this.unsent.length : 0;
    if (known && !isSame(steps, this.unsent)) return this.#adopt(steps, base);
    const clients = steps.map((_, index) => (index < known ? this.client : null));
    const { state } = this.holder;
    this.holder.dispatch(receiveTransaction(state, steps, clients, { mapSelectionBackward: true }));
    this.base = base;
    if (!this.unsent.length && !base.eq(this.holder.state.doc)) throw new Error("texts differ");
  }

  /** Somebody has accepted what the text here holds already: it stays, and less of it is ours. */
  #meet(json) {
    const { version, client } = this;
    this.base = new Transform(this.base).step(Step.fromJSON(schema, json)).doc;
    const steps = leading(this.base, this.holder.state.doc).map((step) => step.toJSON());
    this.holder.restart({ doc: this.base.toJSON(), version: version + 1, client, steps });
  }

  /** The server has moved our steps past others' and not as we did: it decides. */
  #adopt(steps, base) {
    const { version, client, unsent } = this;
    const rest = withoutFirst(this.base, unsent, steps.length, steps);
    this.base = base;
    this.holder.restart({ doc: base.toJSON(), version: version + steps.length, client, steps: rest });
  }
}

function isSame(confirmed, unsent) {
  const [one, other] = [confirmed.slice(0, unsent.length), unsent.slice(0, confirmed.length)];
  return JSON.stringify(one) === JSON.stringify(other);
}
