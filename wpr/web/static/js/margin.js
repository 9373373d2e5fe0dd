// The margin of a wide screen shows the guide, the advice or the comments. On a small one they are sheets, and this has nothing to do.
const margin = document.querySelector("[data-margin]");
const choice = document.querySelector("[data-margin-choice]");

function show(name) {
  margin.dataset.shows = name;
  for (const input of choice.querySelectorAll("input")) input.checked = input.value === name;
  document.getElementById(name).dispatchEvent(new CustomEvent("wpr:shown", { bubbles: true }));
}

if (choice) {
  choice.hidden = false;
  show(choice.querySelector(":checked").value);
  choice.addEventListener("change", ({ target }) => {
    show(target.value);
    margin.scrollTop = 0;
  });
  for (const panel of margin.querySelectorAll("[popover]")) {
    panel.addEventListener("toggle", ({ newState }) => {
      if (newState === "open") panel.dispatchEvent(new CustomEvent("wpr:shown", { bubbles: true }));
    });
  }
  document.addEventListener("wpr:mark-clicked", () => {
    if (matchMedia("(min-width: 62.5rem)").matches) show("advice");
  });
  document.addEventListener("wpr:show-margin", ({ detail }) => show(detail.name));
}
