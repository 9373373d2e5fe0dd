/** When to try again: at one time only, and later and later while nothing gets through. */

const FIRST_MS = 500;
const LAST_MS = 30_000;

export class Retry {
  #timer = null;
  #delay = 0;

  /** Act in `wait` ms, unless a time is set already. */
  soon(act, wait) {
    this.#timer ??= setTimeout(() => ((this.#timer = null), act()), wait);
  }

  /** Act when `after` ms have passed; without it, after twice the last wait, spread by a quarter. */
  later(act, after) {
    this.#delay = Math.min(LAST_MS, Math.max(FIRST_MS, 2 * this.#delay));
    this.soon(act, after ?? this.#delay * (0.75 + Math.random() / 2));
  }

  /** Something got through: the next trouble begins with a short wait again. */
  calm() {
    this.#delay = 0;
  }

  cancel() {
    clearTimeout(this.#timer);
    this.#timer = null;
  }
}
