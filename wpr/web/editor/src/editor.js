/** Makes the texts of a document's page live. README.md beside this folder says what it looks for. */
import { Page } from "./page.js";
import { show } from "./paint.js";

document.addEventListener("wpr:show-marks", ({ detail }) => show(detail.isShown));

for (const wrapper of document.querySelectorAll("[data-document]")) new Page(wrapper).open();
