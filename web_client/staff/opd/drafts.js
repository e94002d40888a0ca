// What is written and not yet on the server: kept on this computer under the doctor and the consultation, then deleted.

/** `seen`: what the server had of these fields when they were changed. `at`: milliseconds since 1970. @typedef {{seen: any, fields: any, at: number}} Draft */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Kept */

const NOTES = "notes";
/** Without locks nobody knows whose tab is still open: what has rested for so long belongs to nobody. */
const RESTED_MS = 60_000;

export class Drafts {
  #storage;
  #staff;
  #tab;
  #isOpen;
  #family;

  /**
   * `isOpen`: whether that tab still stands open; `null` where this cannot be known.
   * @param {Kept | null} storage @param {string} staff @param {string} tab @param {(tab: string) => Promise<boolean | null>} isOpen
   * @param {string} [family] of which paper
   */
  constructor(storage, staff, tab, isOpen, family = NOTES) {
    this.#storage = storage;
    this.#staff = staff;
    this.#tab = tab;
    this.#isOpen = isOpen;
    this.#family = family;
  }

  /** `false`: this computer keeps nothing. @param {string} consultation @param {Draft} draft */
  keep(consultation, draft) {
    try {
      if (this.#storage === null) return false;
      this.#storage.setItem(this.#keyOf(consultation, this.#tab), JSON.stringify(draft));
      return true;
    } catch {
      return false; // full, or switched off
    }
  }

  /** What this tab has kept. @param {string} consultation */
  drop(consultation) {
    this.dropKey(this.#keyOf(consultation, this.#tab));
  }

  /** Whether this tab has kept it. @param {string} consultation @param {string} key */
  isOwn(consultation, key) {
    return key === this.#keyOf(consultation, this.#tab);
  }

  /** @param {string} key */
  dropKey(key) {
    try {
      this.#storage?.removeItem(key);
    } catch {
      // then it was not kept either
    }
  }

  /** Of this consultation, by this tab before it was loaded anew, and by tabs that are gone; the oldest first. @param {string} consultation @returns {Promise<readonly {key: string, draft: Draft}[]>} */
  async left(consultation) {
    const found = [];
    for (const { key, tab, of } of this.#keys()) {
      const draft = of === consultation ? this.#read(key) : null;
      if (draft !== null && (await this.#isLeft(tab, draft))) found.push({ key, draft });
    }
    return found.sort((one, other) => one.draft.at - other.draft.at);
  }

  /** Consultations of which something is kept. @returns {readonly string[]} */
  consultations() {
    return [...new Set(this.#keys().map(({ of }) => of))];
  }

  /** @param {string} tab @param {Draft} draft */
  async #isLeft(tab, draft) {
    if (tab === this.#tab) return true;
    return !((await this.#isOpen(tab)) ?? Date.now() - draft.at < RESTED_MS);
  }

  #keys() {
    const every = Array.from({ length: this.#storage?.length ?? 0 }, (_, index) => this.#storage?.key(index) ?? "");
    return every.flatMap((key) => {
      const [family, staff, of, tab] = key.split(":");
      return family === this.#family && staff === this.#staff && tab !== undefined ? [{ key, of, tab }] : [];
    });
  }

  /** @param {string} key @returns {Draft | null} */
  #read(key) {
    try {
      const draft = JSON.parse(this.#storage?.getItem(key) ?? "null");
      return typeof draft?.fields === "object" && draft.fields !== null ? { seen: draft.seen ?? {}, fields: draft.fields, at: Number(draft.at) || 0 } : null;
    } catch {
      return null;
    }
  }

  /** @param {string} consultation @param {string} tab */
  #keyOf(consultation, tab) {
    return [this.#family, this.#staff, consultation, tab].join(":");
  }
}
