// The bell's count follows what happens in the document that is open, and is right again when the
// page is looked at. Notices of a thread are read when it is opened by its link, or stepped into.
const PAUSE_MS = 1_500; // one question after several events
const bell = document.querySelector("[data-bell]");
const token = document.querySelector("meta[name=csrf-token]")?.content;
const told = new Set(); // threads that were said to be read since anything happened
let timer = null;

function soon() {
  told.clear();
  clearTimeout(timer);
  timer = setTimeout(() => ask(bell.dataset.bell), PAUSE_MS);
}

async function ask(address, options = {}) {
  if (document.hidden) return;
  const answer = await fetch(address, { ...options, headers: { Accept: "application/json", ...options.headers } }).catch(() => null);
  const found = answer?.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
  if (found) show(found.unread);
}

function show(unread) {
  const { none, one, many } = bell.dataset;
  const count = bell.querySelector("[data-count]");
  count.hidden = !unread;
  count.textContent = unread > 99 ? "99+" : unread;
  bell.querySelector("[data-words]").textContent = [none, one][unread] ?? many.replace("#", unread);
}

function read(thread) {
  if (document.hidden || !thread || told.has(thread) || bell.querySelector("[data-count]").hidden) return;
  told.add(thread);
  ask(bell.dataset.read, { method: "POST", body: new URLSearchParams({ thread }), headers: { "X-CSRFToken": token } });
}

function addressed() {
  read(/\/comments\/(\d+)$|#thread-(\d+)$/.exec(location.pathname + location.hash)?.slice(1).find(Boolean));
}

if (bell) {
  document.addEventListener("wpr:document-changed", soon);
  document.addEventListener("visibilitychange", () => {
    soon();
    addressed();
  });
  document.addEventListener("focusin", ({ target }) => read(target.closest("[data-thread]")?.dataset.thread));
  window.addEventListener("hashchange", addressed);
  addressed();
}
