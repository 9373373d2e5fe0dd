// button[data-copies=id] copies the value of that field and says so in its own words and in the toast.
const toast = document.getElementById("toast");

async function copy(button) {
  const field = document.getElementById(button.dataset.copies);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    return; // refused, or no clipboard without TLS: the text is selected, ready for Ctrl+C
  }
  toast.textContent = button.dataset.done;
  setTimeout(() => {
    toast.textContent = "";
  }, 2500);
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
