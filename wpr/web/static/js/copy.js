// button[data-copies=id] copies the value of that field and says so in its own words and in the toast.
const toast = document.getElementById("toast");

async function put(text) {
  // The clipboard's newer interface exists only over TLS and on this machine.
  if (!navigator.clipboard) return document.execCommand("copy");
  return navigator.clipboard.writeText(text).then(() => true, () => false);
}

async function copy(button) {
  const field = document.getElementById(button.dataset.copies);
  field.select();
  if (!(await put(field.value))) return; // refused: the text is selected, ready for Ctrl+C
  toast.textContent = button.dataset.done;
  setTimeout(() => {
    toast.textContent = "";
  }, 2500);
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
