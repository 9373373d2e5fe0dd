/** Composition: an input method, or a phone's keyboard, is still forming a word. */

const SETTLED_MS = 50; // ProseMirror reads the finished word 20 ms after the event
const LOOK_EVERY_MS = 500; // on Android it gives up on a composition without an event

/** Resolves when the word in a view is finished. */
export function composed(view) {
  return new Promise((resolve) => watch(view, resolve));
}

function watch(view, resolve) {
  const timer = setInterval(look, LOOK_EVERY_MS);
  const soon = () => setTimeout(look, SETTLED_MS);
  view.dom.addEventListener("compositionend", soon);
  view.dom.addEventListener("blur", soon);

  function look() {
    if (view.composing) return;
    clearInterval(timer);
    view.dom.removeEventListener("compositionend", soon);
    view.dom.removeEventListener("blur", soon);
    resolve();
  }
}
