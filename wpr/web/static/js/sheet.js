// Dialogs: anything with data-opens="id" opens that <dialog>; a click on the backdrop closes it.
// On a link it takes the place of the page that the link leads to without scripts.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const sheet = opener && document.getElementById(opener.dataset.opens);
  if (!sheet || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  sheet.showModal();
});

for (const sheet of document.querySelectorAll("dialog.sheet")) {
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) sheet.close();
  });
}
