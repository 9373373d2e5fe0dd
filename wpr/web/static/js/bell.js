// The bell's count follows what happens in the document that is open, and is right again when the
// page is looked at. A page opened by a link to a thread tells that its notices are read.
const PAUSE_MS = 1_500; // one question after several events
const bell = document.querySelector("[data-bell]");
const token = document.querySelector("meta[name=csrf-token]")?.content;
let timer = null;

function soon() {
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

function read() {
  const thread = /\/comments\/(\d+)$|#thread-(\d+)$/.exec(location.pathname + location.hash)?.slice(1).find(Boolean);
  if (!thread || bell.querySelector("[data-count]").hidden) return;
  ask(bell.dataset.read, { method: "POST", body: new URLSearchParams({ thread }), headers: { "X-CSRFToken": token } });
}

if (bell) {
  document.addEventListener("wpr:document-changed", soon);
  document.addEventListener("visibilitychange", soon);
  window.addEventListener("hashchange", read);
  read();
}
