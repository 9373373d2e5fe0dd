/** Speaks to the server: JSON there and back, with the page's CSRF token, never an exception. */

const PATIENCE_MS = 20_000;
const RENEW_EVERY_MS = 5_000;

let renewal = null;

/**
 * @typedef {object} Answer
 * @property {number} status 0 when no answer of ours came
 * @property {object} body what it said
 * @property {number | null} after milliseconds the server asks to wait
 */

/**
 * Ask for JSON, or with `content` post it. A refusal that a fresh token may cure is tried once more.
 * @returns {Promise<Answer>}
 */
export async function send(url, content = null, { leaving = false } = {}) {
  const answer = await once(url, content, leaving);
  return isStale(answer) && !leaving && (await renewed()) ? once(url, content, leaving) : answer;
}

/** What no fresh token helps against. */
const REFUSED = ["not-allowed", "document-locked"];

function isStale({ status, body }) {
  return status === 400 || status === 401 || (status === 403 && !REFUSED.includes(body.error));
}

async function once(url, content, leaving) {
  try {
    const response = await fetch(url, {
      ...(content && { method: "POST", body: JSON.stringify(content) }),
      headers: {
        Accept: "application/json",
        ...(content && { "Content-Type": "application/json", "X-CSRFToken": token(document) }),
      },
      keepalive: leaving,
      signal: leaving ? undefined : AbortSignal.timeout(PATIENCE_MS),
    });
    return await understood(response);
  } catch {
    return { status: 0, body: {}, after: null };
  }
}

async function understood(response) {
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const seconds = Number.parseFloat(response.headers.get("Retry-After"));
  return {
    // A page instead of JSON comes from something in between: a proxy, a hotel's sign-in page.
    status: isJson || !response.ok ? response.status : 0,
    body: isJson ? await response.json() : {},
    after: seconds >= 0 ? seconds * 1000 : null,
  };
}

/** Whether the page's token could be exchanged for a new one, for the same person. */
function renewed() {
  renewal ??= renew().finally(() => setTimeout(() => (renewal = null), RENEW_EVERY_MS));
  return renewal;
}

async function renew() {
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = token(page);
    if (!fresh || owner(page) !== owner(document)) return false;
    document.querySelector('meta[name="csrf-token"]').content = fresh;
    return true;
  } catch {
    return false;
  }
}

function token(page) {
  return page.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

function owner(page) {
  return page.querySelector("[data-document]")?.dataset.user;
}
