/** The buttons: they act on the text that was last in focus and show how it is at the caret. */
import { commands, possible, pressed } from "./commands.js";

export class Toolbar {
  /**
   * @param {HTMLElement | null} bar holds buttons with `data-command`
   * @param {import("./page.js").Page} page
   */
  constructor(bar, page) {
    this.page = page;
    this.buttons = bar ? [...bar.querySelectorAll("[data-command]")] : [];
    // A press must not take the focus, or a phone's keyboard would close and open again.
    bar?.addEventListener("mousedown", (event) => event.preventDefault());
    bar?.addEventListener("click", (event) => this.#press(event.target.closest("[data-command]")));
    bar?.removeAttribute("hidden");
    this.show(null);
  }

  /** Show how it is in a field, if that is the one the buttons act on. */
  show(field) {
    if (field !== this.page.active) return;
    for (const button of this.buttons) {
      const { command } = button.dataset;
      const isOff = !field || !isFor(field, command) || possible[command]?.(field.state) === false;
      // Not `disabled`: that would drop the focus of somebody who uses the keyboard.
      button.setAttribute("aria-disabled", String(isOff));
      const look = pressed[command];
      if (look) button.setAttribute("aria-pressed", String(!isOff && look(field.state)));
    }
  }

  #press(button) {
    const field = this.page.active;
    if (!button || !field || button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.command === "link") return this.page.link.open(field);
    commands[button.dataset.command](field.state, field.view.dispatch, field.view);
    field.view.focus();
  }
}

function isFor(field, command) {
  return field.isEditable && (!field.isLine || command in possible);
}
