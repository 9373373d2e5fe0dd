// A guest's page asks now and then whether something else is said, or written, than what it shows. If
// so it offers itself anew: what is being written on it is kept, and what came since is pointed out.
const EVERY_MS = 30_000;
const KEPT = "wpr-guest-news";
const bar = document.querySelector("[data-guest-news]");
const link = bar.querySelector("[data-anew]");
let timer = null;

async function ask() {
  clearTimeout(timer);
  if (document.hidden) return; // asked when it is looked at again
  const answer = await fetch(bar.dataset.guestNews, { headers: { Accept: "application/json" } }).catch(() => null);
  if (answer && [403, 404, 410].includes(answer.status)) return; // the link is over: a click says so
  const found = answer?.ok ? await answer.json().catch(() => null) : null;
  if (found) show(found.known);
  timer = setTimeout(ask, EVERY_MS);
}

function show(known) {
  for (const what of ["said", "text"]) bar.querySelector(`[data-what-${what}]`).hidden = bar.dataset[what] === known[what];
  link.hidden = !bar.querySelector("[data-what] > :not([hidden])");
}

function remarks() {
  return [...document.querySelectorAll(".said__remark")];
}

function keep() {
  const fields = [...document.querySelectorAll(".said textarea")].filter((one) => one.value !== one.defaultValue);
  const written = fields.map(({ id, value }) => [id, value]);
  sessionStorage.setItem(KEPT, JSON.stringify({ written, seen: remarks().map(({ id }) => id) }));
}

function bringBack() {
  const { written = [], seen } = JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  sessionStorage.removeItem(KEPT);
  for (const [id, value] of written) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = value;
    field.closest("details").open = true;
  }
  const fresh = seen ? remarks().filter(({ id }) => !seen.includes(id)) : [];
  for (const one of fresh) {
    const word = document.createElement("span");
    word.className = "badge";
    word.textContent = bar.dataset.fresh;
    one.querySelector(".said__who").append(" ", word);
    one.tabIndex = -1;
  }
  fresh[0]?.focus({ preventScroll: true });
  fresh[0]?.scrollIntoView({ block: "center" });
}

link.addEventListener("click", keep);
document.addEventListener("visibilitychange", ask);
bringBack();
timer = setTimeout(ask, EVERY_MS);
