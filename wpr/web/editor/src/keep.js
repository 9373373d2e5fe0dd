/** Unsent steps on this device, so that a closed page, a crash or a dead network loses nothing. */

const STORE = "unsent";
const PATIENCE_MS = 1_000;

/**
 * @typedef {import("./state.js").Start & Place} Kept
 * @typedef {object} Place
 * @property {string} user the person who wrote the steps
 * @property {number} text
 * @property {string} client
 * @property {string} url where the steps are to be posted
 */

export class Keep {
  #database;
  #names = new Set();
  #waiting = new Map();
  #writing = false;

  constructor(database) {
    this.#database = database;
  }

  /** Opens the device's store. Where there is none (some private windows), nothing is kept. */
  static async open() {
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
    return new Keep(await Promise.race([opened().catch(() => null), patience]));
  }

  /** What a person's pages left unsent on this device; nothing where that cannot be read. */
  async of(user) {
    const own = (await this.#all().catch(() => [])).filter((kept) => kept.user === user);
    for (const kept of own) this.#names.add(key(kept));
    return own;
  }

  /** @param {Kept} kept replaces what was kept for the same person, text and client */
  put(kept) {
    this.#names.add(key(kept));
    this.#write(key(kept), kept);
  }

  /** @param {Place} place */
  remove(place) {
    if (this.#names.delete(key(place))) this.#write(key(place), null);
  }

  // One transaction at a time; while it runs, only the newest value of each key waits.
  async #write(name, kept) {
    this.#waiting.set(name, kept);
    if (this.#writing || !this.#database) return;
    this.#writing = true;
    while (this.#waiting.size) {
      const batch = [...this.#waiting];
      this.#waiting.clear();
      await this.#store(batch).catch((error) => console.warn("nothing kept on the device", error));
    }
    this.#writing = false;
  }

  async #all() {
    if (!this.#database) return [];
    return result(this.#database.transaction(STORE).objectStore(STORE).getAll());
  }

  async #store(batch) {
    const transaction = this.#database.transaction(STORE, "readwrite");
    const store = transaction.objectStore(STORE);
    for (const [name, kept] of batch) kept ? store.put(kept, name) : store.delete(name);
    transaction.commit();
    return new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

function key({ user, text, client }) {
  return `${user}/${text}/${client}`;
}

async function opened() {
  const request = indexedDB.open("wpr", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return result(request);
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
