// <details data-menu>: closes on Escape, on a click outside and when focus leaves it.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  const close = () => {
    menu.open = false;
  };
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) close();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
}
