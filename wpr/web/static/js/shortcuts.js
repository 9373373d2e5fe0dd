// The list of all shortcuts: opened by the key ?, unless somebody has turned that off on this device.
const KEY = "wpr-shortcut-key";
const list = document.getElementById("shortcuts");
const choice = list?.querySelector("[data-shortcut-key]");

function isWriting({ target }) {
  return target.closest("input, textarea, select, [contenteditable='true'], dialog[open]");
}

if (list) {
  for (const opener of document.querySelectorAll("[data-opens=shortcuts]")) opener.hidden = false;
  choice.checked = localStorage.getItem(KEY) !== "off";
  choice.addEventListener("change", () => localStorage.setItem(KEY, choice.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event) || !choice.checked) return;
    event.preventDefault();
    list.showModal();
  });
}
