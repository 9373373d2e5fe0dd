// Shows the pages of the PDF that is chosen, and again when another choice is made. While they are
// being set the page says so; without this module a button asks for them.
const form = document.querySelector("form[data-print]");
const view = document.querySelector("[data-print-view]");
const pages = view.querySelector("[data-print-pages]");
const state = view.querySelector("[data-print-state]");
const AGAIN_MS = 1500;
const SOON_MS = 150; // shorter than this needs no words
let asked = null;

const rest = (ms, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

async function ask(address, signal) {
  for (;;) {
    const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
    if (answer.redirected || !answer.ok) throw new Error(`${answer.status}`);
    if (answer.status !== 202) return answer.text();
    await rest(AGAIN_MS, signal);
  }
}

async function show() {
  asked?.abort();
  const now = (asked = new AbortController());
  const query = new URLSearchParams(new FormData(form));
  const words = setTimeout(() => (state.textContent = state.dataset.wait), SOON_MS);
  view.setAttribute("aria-busy", "true");
  try {
    pages.innerHTML = await ask(`${form.dataset.print}?${query}`, now.signal);
    state.textContent = "";
    history.replaceState(null, "", `${form.getAttribute("action")}?${query}`);
  } catch (error) {
    if (now.signal.aborted) return;
    state.textContent = state.dataset.fault;
  } finally {
    clearTimeout(words);
    if (asked === now) view.removeAttribute("aria-busy");
  }
}

form.querySelector("[data-without-script]").hidden = true;
form.addEventListener("change", show);
show();
