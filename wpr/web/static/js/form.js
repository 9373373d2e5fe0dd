// Forms: [data-focus] takes the focus when the page opens; [data-reveals=id] shows and hides a password.
document.querySelector("[data-focus]")?.focus();

for (const button of document.querySelectorAll("button[data-reveals]")) {
  const field = document.getElementById(button.dataset.reveals);
  const reveal = (isShown) => {
    field.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", String(isShown));
  };
  button.hidden = false;
  button.addEventListener("click", () => reveal(field.type === "password"));
  field.form?.addEventListener("submit", () => reveal(false)); // so that the browser offers to keep it
}
