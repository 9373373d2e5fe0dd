/** How it stands with what was typed, in one place on the page, without flickering. */

/** From best to worst, with how it looks: the worst of all texts is shown, in the page's words. */
const LOOKS = {
  saved: "saved",
  saving: "saving",
  busy: "offline",
  closed: "offline",
  full: "offline",
  offline: "offline",
  "signed-out": "stopped",
  forbidden: "stopped",
  gone: "stopped",
  reload: "stopped",
};
const STATES = Object.keys(LOOKS);

// A save usually takes a tenth of a second: only one that takes longer is worth a word.
const PATIENCE_MS = { saved: 300, saving: 600, busy: 300, closed: 300, full: 300, offline: 300 };

export class Status {
  #states = new Map();
  #shown = "saved";
  #next = "saved";
  #timer = null;

  /**
   * @param {HTMLElement | null} region a live region; its `data-saved`, `data-saving`, … are the words
   * @param {HTMLElement | null} notice another one, for what a person is told once
   */
  constructor(region, notice) {
    Object.assign(this, { region, notice });
    this.#show("saved");
  }

  /** @param {object} source whose state it is */
  set(source, state) {
    if (state === "saved") this.#states.delete(source);
    else this.#states.set(source, state);
    const worst = [...this.#states.values()].reduce(worse, "saved");
    if (worst === this.#next) return;
    clearTimeout(this.#timer);
    this.#next = worst;
    if (worst === this.#shown) return;
    this.#timer = setTimeout(() => this.#show(worst), PATIENCE_MS[worst] ?? 0);
  }

  /** The page's words for a state or a notice. */
  words(name) {
    const words = name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    return this.region?.dataset[words] ?? this.notice?.dataset[words] ?? "";
  }

  /** Tell a person once why something was not done. "" takes it away. */
  tell(name) {
    if (this.notice) this.notice.textContent = name && this.words(name);
  }

  #show(state) {
    this.#shown = state;
    if (!this.region) return;
    this.region.dataset.state = LOOKS[state];
    this.region.querySelector("[data-status-words]").textContent = this.words(state);
  }
}

function worse(one, other) {
  return STATES.indexOf(one) > STATES.indexOf(other) ? one : other;
}
