// Names to choose from while somebody writes one after an @, in any textarea[data-mentions]. Without
// this, and for those who type on, a name is ordinary words: the server recognises it all the same.
const MOST = 6;
const BEFORE = /(?:^|[\s(])@([\p{L}\p{N}'’.-]*(?: [\p{L}\p{N}'’.-]*)?)$/u;
let open = null; // { field, list, names, at }
let count = 0;

function namesOf(field) {
  return JSON.parse(field.closest("[data-member-names]")?.dataset.memberNames ?? "[]");
}

function fitting(field) {
  const [, typed] = BEFORE.exec(field.value.slice(0, field.selectionStart)) ?? [];
  if (typed === undefined || field.selectionStart !== field.selectionEnd) return [];
  const start = typed.toLocaleLowerCase();
  const isFitting = (name) =>
    name.toLocaleLowerCase() !== start &&
    (name.toLocaleLowerCase().startsWith(start) || name.toLocaleLowerCase().split(" ").some((word) => word.startsWith(start)));
  return namesOf(field).filter(isFitting).slice(0, MOST);
}

function follow(field) {
  const names = fitting(field);
  if (!names.length) return close();
  if (open?.field !== field) begin(field);
  open.names = names;
  open.list.replaceChildren(...names.map(option));
  choose(0);
}

function begin(field) {
  close();
  const list = document.createElement("ul");
  count += 1;
  list.id = `names-${count}`;
  list.className = "names";
  list.setAttribute("role", "listbox");
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the field keeps the focus
    const at = [...list.children].indexOf(event.target.closest("[role=option]"));
    if (at >= 0) take(at);
  });
  field.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "true", "aria-autocomplete": "list", "aria-controls": list.id })) field.setAttribute(name, value);
  open = { field, list, names: [], at: 0 };
}

function option(name, at) {
  const item = document.createElement("li");
  item.id = `${open.list.id}-${at}`;
  item.setAttribute("role", "option");
  item.textContent = name;
  return item;
}

function choose(at) {
  open.at = (at + open.names.length) % open.names.length;
  [...open.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === open.at)));
  open.field.setAttribute("aria-activedescendant", open.list.children[open.at].id);
  open.list.children[open.at].scrollIntoView({ block: "nearest" });
}

function take(at) {
  const { field, names } = open;
  const [, typed] = BEFORE.exec(field.value.slice(0, field.selectionStart));
  const end = field.selectionStart;
  field.setRangeText(`${names[at]} `, end - typed.length, end, "end");
  close();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function close() {
  if (!open) return;
  for (const name of ["role", "aria-expanded", "aria-autocomplete", "aria-controls", "aria-activedescendant"]) open.field.removeAttribute(name);
  open.list.remove();
  open = null;
}

function pressed(event) {
  if (!open || event.target !== open.field) return;
  const acts = {
    ArrowDown: () => choose(open.at + 1),
    ArrowUp: () => choose(open.at - 1),
    Enter: () => take(open.at),
    Tab: () => take(open.at),
    Escape: close,
  };
  if (!acts[event.key] || event.isComposing) return;
  event.preventDefault();
  event.stopPropagation();
  acts[event.key]();
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("textarea[data-mentions]")) follow(target);
});
document.addEventListener("keydown", pressed, true);
document.addEventListener("focusout", close);
