/**
 * What others do, one stream a page: server-sent events, or asking now and then where they do not
 * get through. A hidden page listens to nothing and catches up when it is looked at again.
 */
import { send } from "./request.js";

const ASK_EVERY_MS = 2_000;
const ASK_LATEST_MS = 30_000;
const STREAM_AGAIN_MS = 60_000;
const CHECK_EVERY_MS = 20_000;
const TROUBLES = { 0: "offline", 400: "signed-out", 401: "signed-out", 403: "gone", 404: "gone" };

export class Stream {
  #source = null;
  #failures = 0;
  #timer = null;
  #streamAt = 0;
  #wait = ASK_EVERY_MS;
  #asking = null;
  #newest = 0;
  #isLost = false;

  /**
   * @param {{events: string, changes: string, seq: number}} place
   * @param {(event: object) => void} heed told everything that happens, in order
   * @param {(trouble: string | null) => void} report why nothing gets through, null when it does
   */
  constructor({ events, changes, seq }, heed, report) {
    Object.assign(this, { events, changes, seq, heed, report });
  }

  /** Begin to listen, and to follow whether the page is seen. */
  start() {
    const again = () => {
      this.#wait = ASK_EVERY_MS;
      if (this.#isLost && !document.hidden) this.#ask();
      this.#look();
    };
    document.addEventListener("visibilitychange", again);
    window.addEventListener("pageshow", again);
    window.addEventListener("online", again);
    window.addEventListener("offline", () => this.#lost("offline"));
    window.addEventListener("pagehide", () => this.#rest());
    this.#look();
  }

  #look() {
    if (document.hidden) return this.#rest();
    if (this.#source) return;
    if (Date.now() >= this.#streamAt) this.#listen();
    else this.#ask();
  }

  #rest() {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#timer);
  }

  #listen() {
    this.#source = new EventSource(`${this.events}?since=${this.seq}`);
    this.#source.onopen = () => {
      this.#failures = 0;
      this.#well();
    };
    this.#source.onmessage = ({ lastEventId, data }) => this.#told(Number(lastEventId), data);
    this.#source.onerror = () => this.#failed(this.#source?.readyState === EventSource.CLOSED);
    this.#askLater();
  }

  #told(seq, data) {
    this.#failures = 0;
    this.#well();
    const event = JSON.parse(data);
    if (event.kind === "presence") return this.heed(event); // of the moment: it has no number
    this.#newest = Math.max(this.#newest, seq);
    if (event.kind === "behind" || seq > this.seq + 1) return void this.#ask();
    if (seq <= this.seq) return;
    this.seq = seq;
    this.heed(event);
  }

  /** A closed stream was refused (too many, signed out); one that fails twice is being cut. */
  #failed(isClosed) {
    this.#failures += 1;
    if (!isClosed && this.#failures < 2) return;
    this.#rest();
    this.#failures = 0;
    this.#streamAt = Date.now() + STREAM_AGAIN_MS;
    this.#ask();
  }

  /** Ask for what came after the last event we saw; one question at a time. */
  #ask() {
    this.#asking ??= this.#asked().finally(() => {
      this.#asking = null;
      this.#askLater();
    });
    return this.#asking;
  }

  async #asked() {
    const { status, body } = await send(`${this.changes}?since=${this.seq}`);
    if (status !== 200) {
      this.#wait = Math.min(ASK_LATEST_MS, 2 * this.#wait);
      return this.#lost(TROUBLES[status] ?? null);
    }
    this.#well();
    const isNews = body.seq > this.seq;
    this.seq = this.#newest = body.seq;
    for (const event of body.events) this.heed(event);
    if (body.people) this.heed({ kind: "presence", people: body.people });
    if (isNews && this.#source) this.#failed(false);
  }

  // Something between us and the server may hold a stream back without an error: a stream is
  // checked now and then, and what keeps coming too late counts as failing.
  #askLater() {
    clearTimeout(this.#timer);
    if (document.hidden) return;
    const isCalm = this.#source && this.seq >= this.#newest && !this.#isLost;
    const wait = isCalm ? CHECK_EVERY_MS : this.#wait;
    this.#timer = setTimeout(() => (this.#source ? this.#ask() : this.#look()), wait);
  }

  #lost(trouble) {
    this.#isLost = true;
    this.report(trouble);
  }

  #well() {
    this.#isLost = false;
    this.#wait = ASK_EVERY_MS;
    this.report(null);
  }
}
