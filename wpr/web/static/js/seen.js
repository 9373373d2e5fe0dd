// Tells the server that this person has seen the document as it is now: when the page has been
// looked at for a while, and again when they leave it after something changed on it.
const LOOKED_MS = 10_000;
const place = document.querySelector("[data-seen]");
let looked = 0;
let since = null;
let timer = null;
let isNews = true;

function tell(keepalive = false) {
  if (!isNews || looked < LOOKED_MS) return;
  isNews = false;
  fetch(place.dataset.seen, {
    method: "POST",
    keepalive,
    headers: { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
  }).then(({ ok }) => (isNews ||= !ok), () => (isNews = true));
}

function look() {
  since = Date.now();
  timer = setTimeout(() => {
    rest();
    looked = LOOKED_MS; // long enough: from now on only leaving tells
    tell();
  }, LOOKED_MS - looked);
}

function rest() {
  clearTimeout(timer);
  if (since) looked += Date.now() - since;
  since = null;
}

function turn() {
  if (!document.hidden) return looked < LOOKED_MS ? look() : undefined;
  rest();
  tell(true);
}

if (place) {
  document.addEventListener("visibilitychange", turn);
  window.addEventListener("pagehide", () => (rest(), tell(true)));
  for (const name of ["wpr:changed", "wpr:document-changed"]) {
    document.addEventListener(name, () => (isNews = true));
  }
  if (!document.hidden) look();
}
