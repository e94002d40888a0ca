// What this tab and this phone remember of a visit. Never what was told, never a name.

/** @typedef {{clinic: string, patient: string, mode: "video" | "telephone", language: string, doctor_gender: "female" | "male" | null, return_to: string | null}} Wish */
/** @typedef {{key: string, wish: Wish}} Asking a token that was asked for and not yet answered; sent again with the same key it is one token */
/** @typedef {"moved" | "other_clinic" | "returned"} Kept why she is back in the row, as long as she waits */
/** @typedef {{mode?: Wish["mode"], language?: string, doctor_gender?: Wish["doctor_gender"]}} Choices of the last time */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Store */

const ASKING = "opd.asking";
const CHOICES = "opd.choices";
const LIVE = "opd.live";

export class Memory {
  #tab;
  #phone;

  /** Each may throw: browsers can switch them off. @param {() => Store} tab @param {() => Store} phone */
  constructor(tab = () => sessionStorage, phone = () => localStorage) {
    this.#tab = tab;
    this.#phone = phone;
  }

  /** @returns {Asking | null} */
  get asking() {
    return this.#read(this.#tab, ASKING);
  }

  /** @param {Asking | null} asking */
  keepAsking(asking) {
    this.#write(this.#tab, ASKING, asking);
  }

  /** @returns {Choices} */
  get choices() {
    return this.#read(this.#phone, CHOICES) ?? {};
  }

  /** @param {Choices} choices */
  keepChoices(choices) {
    this.#write(this.#phone, CHOICES, choices);
  }

  /** The number with which she waits: whoever opens the page meanwhile comes back to it. @returns {string | null} */
  get live() {
    const kept = this.#read(this.#phone, LIVE);
    return typeof kept === "string" ? kept : null;
  }

  /** @param {string | null} token */
  keepLive(token) {
    if (token !== this.live) this.#write(this.#phone, LIVE, token);
  }

  /** The secret of her seat, in the tab that has the call: a reload goes on with it. @param {string} token @returns {string | null} */
  secretOf(token) {
    return this.#read(this.#tab, `opd.seat.${token}`);
  }

  /** @param {string} token @param {string | null} secret */
  keepSecret(token, secret) {
    this.#write(this.#tab, `opd.seat.${token}`, secret);
  }

  /** @param {string} token @returns {Kept | null} */
  keptNews(token) {
    return this.#read(this.#tab, `opd.news.${token}`);
  }

  /** @param {string} token @param {Kept | null} news */
  keepNews(token, news) {
    this.#write(this.#tab, `opd.news.${token}`, news);
  }

  /** @param {() => Store} store @param {string} name @returns {any} */
  #read(store, name) {
    try {
      return JSON.parse(store().getItem(name) ?? "null");
    } catch {
      return null;
    }
  }

  /** @param {() => Store} store @param {string} name @param {unknown} value `null` forgets */
  #write(store, name, value) {
    try {
      if (value === null) store().removeItem(name);
      else store().setItem(name, JSON.stringify(value));
    } catch {
      // A reload asks the server instead.
    }
  }
}

/** Of one asking: 32 hex digits; `randomUUID` is there on secure pages only. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Wish} one @param {Wish} other */
export function isSameWish(one, other) {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}
