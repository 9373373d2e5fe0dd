/**
 * Client ids: the server knows a page's own steps by them, so two living pages never share one.
 * A page has a new id each time it is loaded and holds a web lock on it as long as it lives.
 */

export function newClient() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Hold an id until this page is gone. False when another page has it, or may have it. */
export function claim(client) {
  return locked(client, { ifAvailable: true });
}

/**
 * Wait until the page that has an id is gone, and hold it then. Without web locks (they need TLS)
 * nobody can tell; sending that page's steps beside it does no harm, for the server counts them once.
 */
export function inherit(client) {
  return locked(client, {});
}

function locked(client, options) {
  if (!navigator.locks) return Promise.resolve(false);
  return new Promise((resolve) => {
    const held = (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    };
    navigator.locks.request(`wpr-client-${client}`, options, held).catch(() => resolve(false));
  });
}
