/** Tells the server that this page is open and where its caret is, as seldom as will do. */
import { send } from "./request.js";

const MOVED_MS = 1_500; // at least so long between two tellings of a caret that moves
const TYPED_MS = 2_000; // and of one that types: its steps say where it is
const IDLE_MS = 15_000;

export class Beat {
  #toldAt = 0;
  #told = "";
  #timer = null;
  #isLost = false;

  /**
   * @param {import("./page.js").Page} page
   * @param {{presence: string, absence: string}} addresses nothing is told where they are missing
   */
  constructor(page, { presence, absence }) {
    Object.assign(this, { page, presence, absence });
  }

  /** Begin to tell. */
  start() {
    if (!this.presence) return;
    document.addEventListener("visibilitychange", () => this.#now());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.#now());
    window.addEventListener("pagehide", () => this.#leave());
    this.#now();
  }

  /** The caret may be somewhere else. */
  moved() {
    if (this.#toldAt) this.#in(Math.max(50, this.#toldAt + MOVED_MS - Date.now()));
  }

  /** Where the caret is, to travel with the steps of a field; undefined when that was just told. */
  headOf(field) {
    const isNews = this.#told !== field.id || Date.now() - this.#toldAt > TYPED_MS;
    if (!this.#toldAt || !isNews || field !== this.page.active) return undefined;
    this.#told = field.id;
    this.#toldAt = Date.now();
    this.#in(IDLE_MS);
    return field.state.selection.head;
  }

  lost(isLost) {
    const wasLost = this.#isLost;
    this.#isLost = isLost;
    if (wasLost && !isLost && this.#toldAt) this.#now();
  }

  #in(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#now(), ms);
  }

  #now() {
    clearTimeout(this.#timer);
    if (document.hidden || this.#isLost) return;
    const field = this.page.active;
    if (field && !field.exchange.isSaved) return this.#in(MOVED_MS); // the steps are about to tell
    this.#toldAt = Date.now();
    this.#told = field?.id ?? null;
    const caret = field && { text: field.id, ...field.caret };
    send(this.presence, { client: this.page.client, ...caret });
    this.#in(IDLE_MS);
  }

  #leave() {
    clearTimeout(this.#timer);
    send(this.absence, { client: this.page.client }, { leaving: true });
  }
}
