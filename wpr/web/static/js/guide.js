// The guide follows the writing: it shows what belongs to the part that holds the caret, as much of
// it as the author wants to see. The choice is remembered on this device.
const KEY = "wpr-guide";
const guides = document.querySelector("[data-guides]");
const choice = document.querySelector("[data-guide-level]");

function follow(event) {
  const place = event.target.closest?.("[data-guide]");
  const wanted = place && document.getElementById(place.dataset.guide);
  if (!wanted?.hidden) return;
  for (const guide of guides.children) guide.hidden = guide !== wanted;
  for (const margin of [guides.closest(".panel"), guides.closest(".margin")]) margin.scrollTop = 0;
}

function choose(level) {
  guides.dataset.level = level;
  for (const input of choice.querySelectorAll("input")) input.checked = input.value === level;
}

if (guides) {
  document.addEventListener("focusin", follow);
  choice.hidden = false;
  choose(localStorage.getItem(KEY) ?? "all");
  choice.addEventListener("change", ({ target }) => {
    localStorage.setItem(KEY, target.value);
    choose(target.value);
  });
}
