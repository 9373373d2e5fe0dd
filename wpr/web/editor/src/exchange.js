/** One text's exchange with the server: sends what is typed here, takes in what is typed elsewhere. */
import { withoutFirst } from "./dropping.js";
import { Ledger } from "./ledger.js";
import { inserted, plain } from "./plain.js";
import { send } from "./request.js";
import { Retry } from "./retry.js";
import { opened } from "./state.js";
import { troubleOf } from "./trouble.js";

const GATHER_MS = 100; // from one answer to the next post; what is typed meanwhile travels together
const LONGEST_GATHER_MS = 1_000; // however slowly the server answers
const LONGEST_WORD_MS = 3_000; // what takes longer to compose is sent as it is
const MOST_STEPS = 100;
// A version the server never had: it runs on an older copy of its data now.
const ENDS = {
  "not-allowed": "forbidden",
  "document-locked": "forbidden",
  "not-found": "gone",
  "version-unknown": "reload",
};

/**
 * @typedef {object} Holder what the exchange works on: a field, or a draft without a view
 * @property {import("prosemirror-state").EditorState} state
 * @property {(tr: import("prosemirror-state").Transaction) => void} dispatch
 * @property {boolean} isComposing whether somebody is forming a word, see composing.js
 * @property {() => Promise<void>} composed resolves when the word is finished
 * @property {number} [head] the caret after all steps, when that is to be told to others
 * @property {() => void} changed called when something was sent, confirmed or got into trouble
 * @property {(start: import("./state.js").Start, lost?: string, why?: string) => void} restart
 *   called when the server will not take a step, took it as another one, or has moved on too far:
 *   begin again from here; `lost` and `why` when something is given back to the person
 * @property {(why: "forbidden" | "gone" | "reload") => void} stopped called when all is over
 */

export class Exchange {
  /** Why nothing gets through for now, as `troubleOf` names it; null when all is well. */
  trouble = null;

  /** Whether what is done here stays here: others' steps come in, none go out. */
  isQuiet = false;

  #ledger;
  #retry = new Retry();
  #underWay = 0;
  #isForming = false;
  #isHeld = false;
  #isOver = false;
  #most = MOST_STEPS;
  #restedAt = 0;

  /** `base` is the confirmed document, at the version the holder's state began with. */
  constructor(holder, { url, client, base }) {
    Object.assign(this, { holder, url });
    this.#ledger = new Ledger(holder, client, base);
  }

  get isSaved() {
    return this.isQuiet || !this.#ledger.unsent.length;
  }

  /** The document that the server has confirmed. */
  get base() {
    return this.#ledger.base;
  }

  /** What it takes to go on from here on another page. */
  get start() {
    return this.#ledger.start;
  }

  /** Where a position of the text at a version of the server's is here; null when not known. */
  position(version, head) {
    return this.#ledger.position(version, head);
  }

  /** Send soon: at once after a pause, so that a slow typist's letters arrive one by one. */
  schedule(wait = Math.max(0, this.#restedAt - Date.now())) {
    if (!this.#isOver && !this.isSaved) this.#retry.soon(() => this.flush(), wait);
  }

  /** Send now what can be sent. */
  async flush() {
    if (this.isSaved || this.#underWay || this.#isForming || this.#isHeld || this.#isOver) return;
    if (this.holder.isComposing) await this.#wholeWord();
    if (this.isSaved || this.#underWay || this.#isHeld || this.#isOver) return;
    const { version, client, steps } = this.start;
    const batch = steps.slice(0, this.#most);
    this.#underWay = batch.length;
    const began = Date.now();
    const head = batch.length === steps.length ? this.holder.head : undefined;
    const answer = await send(this.url, { version, client, steps: batch, move: true, head });
    this.#underWay = 0;
    const took = Date.now() - began;
    this.#restedAt = began + took + Math.min(Math.max(GATHER_MS, 2 * took), LONGEST_GATHER_MS);
    if (this.#isOver) return;
    this.#heed(answer, version, batch);
    this.schedule(answer.status === 409 ? 0 : undefined);
  }

  /** A word that is being composed goes as a whole, or others' letters could part it. */
  async #wholeWord() {
    this.#isForming = true;
    const late = new Promise((resolve) => setTimeout(resolve, LONGEST_WORD_MS));
    await Promise.race([this.holder.composed(), late]);
    this.#isForming = false;
  }

  /** The network or the person is back: try again at once if there was trouble. */
  wake() {
    if (!this.trouble) return;
    this.#retry.cancel();
    this.catchUp();
  }

  /** The page goes away: post what is unsent if it fits in `room` bytes. Returns the bytes used. */
  leave(room) {
    const { version, client, steps } = this.start;
    // A post that is under way may arrive or not. So what comes after it goes by itself, and then
    // everything: of the two, the server takes the one that fits the version it has by then.
    const after = { version: version + this.#underWay, client, steps: steps.slice(this.#underWay) };
    const posts = this.#underWay ? [after, { version, client, steps }] : [{ ...after, move: true }];
    const wanted = posts.filter((post) => post.steps.length);
    const size = new Blob(wanted.map((post) => JSON.stringify(post))).size;
    if (this.#isOver || this.isQuiet || size > room) return 0;
    for (const post of wanted) send(this.url, post, { leaving: true });
    return size;
  }

  /** Begin again from another start. */
  reset(start) {
    this.#ledger.base = opened({ ...start, steps: [] }).doc;
    this.holder.restart(start);
  }

  /** Nothing is sent or taken in any more. */
  stop() {
    this.#isOver = true;
    this.#retry.cancel();
  }

  /** Ask for the steps since our version. */
  async catchUp() {
    if (this.#isOver) return;
    const { version } = this.#ledger;
    const answer = await send(`${this.url}?since=${version}`);
    if (answer.status !== 200) return this.#wait(answer, () => this.catchUp());
    this.#well();
    this.accept(version, answer.body.steps, answer.body.clients);
    // One answer reaches only so far.
    if (!this.#isHeld && this.#ledger.version < answer.body.version) return this.catchUp();
    this.schedule();
  }

  /** Take in steps that begin at version `from`, whoever they are by. */
  accept(from, steps, clients) {
    if (this.#isOver) return;
    if (from > this.#ledger.version) return void this.catchUp();
    try {
      const isDone = this.#ledger.take(from, steps, clients, () => this.holder.isComposing);
      if (!isDone) this.#hold();
      if (this.isSaved) this.#well();
      this.holder.changed();
    } catch (error) {
      console.error("this text and the server's no longer agree", error);
      this.#end("reload");
    }
  }

  /** While a word is being composed, a change from outside would garble it: fetch it afterwards. */
  async #hold() {
    if (this.#isHeld) return;
    this.#isHeld = true;
    await this.holder.composed();
    this.#isHeld = false;
    this.catchUp();
  }

  #heed(answer, version, steps) {
    const { status, body } = answer;
    // The answer was lost, but the steps came back in the stream: they did get through.
    if (status === 0 && this.isSaved) return;
    if (status === 200 || status === 409) {
      const clients = Array(steps.length).fill(this.start.client);
      this.#well();
      return this.accept(version, body.steps ?? steps, body.clients ?? clients);
    }
    if ((status !== 413 && status !== 422) || body.error in ENDS) {
      return this.#wait(answer, () => this.flush());
    }
    this.#most = Math.ceil(steps.length / 2);
    if (steps.length === 1) this.#drop(body.message);
  }

  #drop(why) {
    const { base, unsent, start } = this.#ledger;
    const steps = withoutFirst(base, unsent, 1);
    this.#most = MOST_STEPS;
    this.holder.restart({ ...start, steps }, inserted(unsent[0]), why);
  }

  /** The steps we lack are kept no more: begin from the text as it is, and give back what is unsent. */
  async #anew(why) {
    const answer = await send(this.url.replace(/\/steps$/, ""));
    if (this.#isOver) return;
    if (answer.status !== 200) return this.#wait(answer, () => this.#anew(why));
    const { client, steps } = this.start;
    const lost = steps.length ? plain(this.holder.state.doc) : "";
    const start = { ...answer.body, client, steps: [] };
    this.#well();
    this.#ledger.base = opened(start).doc;
    this.holder.restart(start, lost, lost && why);
    if (!lost) this.holder.changed();
  }

  #well() {
    this.trouble = null;
    this.#most = MOST_STEPS;
    this.#retry.calm();
  }

  #wait(answer, again) {
    const { body, after } = answer;
    if (this.#isOver) return;
    if (body.error in ENDS) return this.#end(ENDS[body.error]);
    if (body.error === "too-old") return void this.#anew(body.message);
    this.trouble = troubleOf(answer);
    this.#retry.later(again, after);
    this.holder.changed();
  }

  #end(why) {
    this.stop();
    this.holder.stopped(why);
  }
}
