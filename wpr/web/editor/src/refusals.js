/** Text the server would not take: shown to be copied, so that a refusal never costs the words. */

const PAUSE_MS = 1_000; // without a key: a dialog in the middle of a word would take the rest of it

export class Refusals {
  #waiting = [];
  #typedAt = -Infinity;

  /**
   * @param {HTMLDialogElement | null} dialog has `[data-reason]`, a textarea and `[data-copy]`
   * @param {() => void} back called when the person goes on
   */
  constructor(dialog, back) {
    if (!dialog) return;
    Object.assign(this, { dialog, back });
    this.reason = dialog.querySelector("[data-reason]");
    this.text = dialog.querySelector("textarea");
    const typed = () => (this.#typedAt = performance.now());
    for (const event of ["keydown", "input"]) document.addEventListener(event, typed, true);
    dialog.addEventListener("close", () => this.#closed());
    dialog.querySelector("[data-copy]").addEventListener("click", () => this.#copy());
  }

  /** Show a text and why it was refused; `done` is called when the person has closed it. */
  offer(text, why, done = () => {}) {
    if (!this.dialog) return;
    this.#waiting.push({ text, why, done });
    if (this.#waiting.length === 1) this.#show();
  }

  #show() {
    const left = this.#typedAt + PAUSE_MS - performance.now();
    if (left > 0) {
      setTimeout(() => this.#show(), left);
      return;
    }
    const { text, why } = this.#waiting[0];
    this.reason.textContent = why;
    this.text.value = text;
    this.dialog.showModal();
  }

  #closed() {
    this.#waiting.shift().done();
    if (this.#waiting.length) this.#show();
    else this.back();
  }

  #copy() {
    this.text.select();
    // The newer way exists only over TLS and on this machine.
    if (navigator.clipboard) navigator.clipboard.writeText(this.text.value);
    else document.execCommand("copy");
  }
}
