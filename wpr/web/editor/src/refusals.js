/** Text the server would not take: shown to be copied, so that a refusal never costs the words. */

export class Refusals {
  /** @param {HTMLElement | null} place where they are listed; its data- attributes hold the words */
  constructor(place) {
    this.place = place;
  }

  /** Show a text and why it was refused; `done` is called when the person has put it away. */
  offer(text, why, done = () => {}) {
    if (!this.place || !text) return done();
    const { title, copy, copied, dismiss } = this.place.dataset;
    const item = made("div", { className: "notice notice--stop refusal" });
    const words = made("textarea", { className: "input", readOnly: true, value: text, rows: 6 });
    words.setAttribute("aria-label", title);
    const reason = made("p", {});
    reason.setAttribute("role", "alert");
    const copying = made("button", { type: "button", className: "button", textContent: copy });
    copying.addEventListener("click", () => {
      copyFrom(words);
      copying.textContent = copied;
    });
    const dismissal = made("button", {
      type: "button",
      className: "button button--quiet",
      textContent: dismiss,
    });
    dismissal.addEventListener("click", () => (item.remove(), done()));
    const buttons = made("div", { className: "buttons" });
    buttons.append(copying, dismissal);
    const body = made("div", { className: "notice__body" });
    body.append(reason, words, buttons);
    item.append(body);
    this.place.append(item);
    reason.textContent = [title, why].filter(Boolean).join(" "); // an alert is heard when it is filled
  }
}

function copyFrom(words) {
  words.select();
  // The newer way exists only over TLS and on this machine.
  if (navigator.clipboard) navigator.clipboard.writeText(words.value);
  else document.execCommand("copy");
}

function made(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
