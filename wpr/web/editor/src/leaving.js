/** Links and forms wait until what was typed is saved, so that what they lead to has it. */

const PATIENCE_MS = 1_000;
const LOOK_EVERY_MS = 20;

/** @param {import("./page.js").Page} page */
export function saveFirst(page) {
  let isGoing = false;

  const wait = async (event, go) => {
    if (isGoing || event.defaultPrevented || !isSaving(page)) return;
    event.preventDefault();
    const until = Date.now() + PATIENCE_MS;
    while (isSaving(page) && Date.now() < until) {
      for (const exchange of page.exchanges) exchange.flush();
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    isGoing = true;
    go();
    isGoing = false;
  };

  // On the window, so that scripts that do something else with a click have done it before.
  window.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && leadsAway(link, event)) wait(event, () => link.click());
  });
  window.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (target.method !== "dialog") wait(event, () => target.requestSubmit(submitter));
  });
}

/** Whether something is unsent that is likely to get through. */
function isSaving({ exchanges }) {
  return exchanges.some(({ isSaved, trouble }) => !isSaved && !trouble);
}

function leadsAway({ origin, pathname, search, isContentEditable }, { button, ctrlKey, metaKey, shiftKey }) {
  const isHere = pathname === location.pathname && search === location.search;
  const isOrdinary = button === 0 && !ctrlKey && !metaKey && !shiftKey;
  return isOrdinary && !isHere && origin === location.origin && !isContentEditable;
}
