/**
 * A text while it is only suggested: what is typed stays here, others' steps come in under it, and the
 * server gets the whole text as it is to be, from which it tells what the suggestions are.
 */
import { getVersion } from "prosemirror-collab";
import { Fragment, Slice } from "prosemirror-model";
import { redrawn } from "./fork.js";
import { send } from "./request.js";
import { Retry } from "./retry.js";
import { schema } from "./schema.js";
import { troubleOf } from "./trouble.js";

export const SUGGESTING = "suggest-"; // before the name of the client, where it is kept on the device

const PAUSE_MS = 1_500; // in typing: a suggestion is not made letter by letter
const AGAIN_MS = 200;

export class Proposal {
  /** "saved", "saving", "refused" or a trouble as `troubleOf` names it; `message` says why. */
  state = "saved";
  message = "";

  #retry = new Retry();
  #timer = null;
  #sending = null;
  #isNew = false;
  #isOver = false;

  /**
   * @param {import("./field.js").Field} field
   * @param {number[]} known the threads of the suggestions that the text holds
   */
  constructor(field, known) {
    Object.assign(this, { field, known: new Set(known) });
    this.url = field.place.url.replace(/\/steps$/, "/suggestions");
  }

  /** A transaction that puts one's waiting suggestions into the text. */
  static begun(state, items) {
    const tr = state.tr.setMeta("addToHistory", false);
    for (const { start, end, new: nodes } of [...items].sort((one, other) => other.start - one.start)) {
      tr.replace(start, end, new Slice(Fragment.fromJSON(schema, nodes), 0, 0));
    }
    return tr;
  }

  /** What is to be kept on the device until the server has it. */
  get left() {
    const { exchange, place } = this.field;
    return { ...exchange.start, ...place, client: SUGGESTING + place.client, known: [...this.known] };
  }

  /** Something was typed. */
  changed() {
    this.#isNew = true;
    this.field.page.keep.put(this.left);
    this.#tell("saving");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), PAUSE_MS);
  }

  /** Others' steps were taken in. */
  settled() {
    const { view, state } = this.field;
    view.dispatch(redrawn(state));
    if (this.#isNew) this.field.page.keep.put(this.left);
  }

  /** Whether a step under this name is one's own suggestion, accepted by somebody. */
  isAccepted(client) {
    return client.startsWith("accept-") && this.known.has(Number(client.slice("accept-".length)));
  }

  /** Send now. True when the server has all there is. */
  async flush() {
    clearTimeout(this.#timer);
    while (this.#isNew && !this.#isOver) {
      this.#sending ??= this.#send().finally(() => (this.#sending = null));
      if (!(await this.#sending)) return false;
    }
    return true;
  }

  /** The page goes away: post what is unsent if it fits in `room` bytes. Returns the bytes used. */
  leave(room) {
    const size = this.#isNew ? new Blob([JSON.stringify(this.#body)]).size : 0;
    if (!size || size > room) return 0;
    send(this.url, this.#body, { leaving: true });
    return size;
  }

  stop() {
    this.#isOver = true;
    this.#retry.cancel();
    clearTimeout(this.#timer);
  }

  get #body() {
    const { state } = this.field;
    return { version: getVersion(state), doc: state.doc.toJSON(), known: [...this.known] };
  }

  async #send() {
    if (this.field.isComposing) await this.field.composed();
    this.#isNew = false;
    const { status, body, after } = await send(this.url, this.#body);
    if (status === 200) return this.#took(body.held);
    this.#isNew = true;
    if (status === 409) {
      await this.field.exchange.catchUp();
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      return true; // tried again at once
    }
    if (status === 413 || status === 422) return this.#tell("refused", body.message);
    this.#tell(troubleOf({ status, body }), body.message);
    this.#retry.later(() => this.flush(), after);
    return false;
  }

  #took(held) {
    const { page } = this.field;
    for (const id of held) this.known.add(id);
    this.#retry.calm();
    if (this.#isNew) return true;
    page.keep.remove(this.left);
    this.#tell("saved");
    return true;
  }

  #tell(state, message = "") {
    Object.assign(this, { state, message });
    const { element, id } = this.field;
    const detail = { text: id, state, message };
    element.dispatchEvent(new CustomEvent("wpr:proposed", { bubbles: true, detail }));
    return false;
  }
}
