// Asking the server about comments, and telling it; what it refuses is shown beside the field.

/** The JSON at an address; null when there is none to be had. */
export async function get(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
  return answer?.ok ? answer.json().catch(() => null) : null;
}

/**
 * Post a form's fields. Gives the answer; with `error` in it when it was refused, which is then
 * shown in the form's own field. What was typed stays.
 */
export async function post(url, body, form) {
  const token = document.querySelector("meta[name=csrf-token]").content;
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  const answer = await fetch(url, { method: "POST", body, headers }).catch(() => null);
  const told = answer ? await answer.json().catch(() => ({})) : {};
  if (answer?.ok) {
    if (form) refuse(form, "");
    return told;
  }
  const message = told.message ?? document.querySelector("[data-talks]").dataset.failed;
  if (form) refuse(form, message);
  return { error: told.error ?? "offline", message };
}

/** Say in a form why it was not taken; "" says nothing any more. */
export function refuse(form, message) {
  const error = form.querySelector("[data-error]");
  const field = form.querySelector("textarea");
  if (!error || !field) return;
  error.hidden = !message;
  error.querySelector("span").textContent = message;
  form.querySelector("[data-field]").classList.toggle("field--error", Boolean(message));
  if (message) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
  } else field.removeAttribute("aria-invalid");
}
