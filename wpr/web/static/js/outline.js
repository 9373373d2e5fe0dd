// The outline tells how far each part has come while it is written, and which one holds the caret.
// What counts as done is the server's rule: it is asked when the typing pauses.
const PAUSE_MS = 1200;
const workspace = document.querySelector("[data-progress]");
const outline = document.querySelector(".outline");
let timer = null;

function itemOf(place) {
  return outline.querySelector(`.outline__item[href="#${CSS.escape(place.id)}"]`);
}

function changed({ target, detail }) {
  const place = target.closest("[data-part], [data-question]");
  if (place) measure(place, detail.words);
  if (target.closest(".question__text")) {
    itemOf(place).querySelector("[data-label]").textContent = target.textContent.trim();
  }
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE_MS);
}

function measure(place, words) {
  const length = place.querySelector("[data-length]");
  if (!length) return;
  const most = Number(place.dataset.max);
  length.textContent = length.dataset[words === 1 ? "one" : "many"].replace("{words}", words);
  length.dataset.over = String(most > 0 && words > most);
}

async function ask() {
  const answer = await fetch(workspace.dataset.progress, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  const found = await answer.json().catch(() => null);
  if (found) show(found);
}

function show({ states, lacks, asks, total, share, next }) {
  for (const [id, state] of Object.entries(states)) {
    const item = outline.querySelector(`.outline__item[href="#${CSS.escape(id)}"]`);
    if (!item) continue;
    item.dataset.state = state;
    item.querySelector(".outline__word").textContent = outline.dataset[state];
    const guide = document.getElementById(`guide-${id}`);
    list(guide.querySelector("[data-lacks]"), lacks[id]);
    list(guide.querySelector("[data-asks]"), asks[id] ? [asks[id]] : []);
  }
  outline.querySelector("[data-total] .progress__words").textContent = total;
  outline.querySelector("[data-total] .progress__done")?.setAttribute("stroke-dasharray", `${Math.round(100 * share)} 100`);
  const link = outline.querySelector("[data-next]");
  if (!link) return;
  link.href = next.url;
  link.querySelector("span").textContent = next.words;
}

function list(place, lines) {
  if (!place) return; // who only reads is not told what is lacking
  place.hidden = !lines.length;
  place.querySelector("ul").replaceChildren(
    ...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })),
  );
}

function mark({ target }) {
  const place = target.closest?.("[data-part], [data-question]");
  for (const item of outline.querySelectorAll("[aria-current]")) item.removeAttribute("aria-current");
  if (place) itemOf(place)?.setAttribute("aria-current", "true");
}

if (outline) {
  document.addEventListener("wpr:changed", changed);
  document.addEventListener("focusin", mark);
  // On a small screen the outline is a sheet: choosing a part closes it.
  outline.addEventListener("click", (event) => {
    const panel = outline.closest("[popover]");
    if (event.target.closest("a") && panel.matches(":popover-open")) panel.hidePopover();
  });
}
