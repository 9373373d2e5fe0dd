// Light, dark, or as the device says. A classic script in the head, so that the page never shows the wrong one first.
(() => {
  const KEY = "wpr-theme";
  const root = document.documentElement;

  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  const read = () => {
    try {
      return localStorage.getItem(KEY) ?? "system";
    } catch {
      return "system"; // storage is blocked: the device decides
    }
  };

  const keep = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // storage is blocked: the choice lasts as long as the page
    }
  };

  show(read());
  addEventListener("storage", (event) => event.key === KEY && show(event.newValue));
  addEventListener("DOMContentLoaded", () => {
    for (const choice of document.querySelectorAll("[data-theme-switch]")) {
      choice.hidden = false;
      for (const radio of choice.querySelectorAll("input")) radio.checked = radio.value === read();
      choice.addEventListener("change", ({ target }) => {
        show(target.value);
        keep(target.value);
      });
    }
  });
})();
