// The guide follows the writing: it shows what belongs to the part that holds the caret.
const guides = document.querySelector("[data-guides]");

function follow(event) {
  const place = event.target.closest?.("[data-guide]");
  const wanted = place && document.getElementById(place.dataset.guide);
  if (!wanted?.hidden) return;
  for (const guide of guides.children) guide.hidden = guide !== wanted;
  guides.closest(".panel").scrollTop = 0;
}

if (guides) document.addEventListener("focusin", follow);
