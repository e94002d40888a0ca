// What this phone remembers of the visit: whoever telephones leaves the page, and may find it loaded anew. Never a number of hers,
// never a place.

/** @typedef {{id: string, told: boolean, key: string}} SentAlert */
/** @typedef {{sign: string, at: number, alert: SentAlert | null}} Danger */

const STATE = "state"; // as the page of registration keeps it
const NUMBER = "emergency";
const DANGER = "danger";
const SAFE_AT = "no-danger";

/** Both are forgotten after an hour, and with the tab. */
const GOOD_SECONDS = 3600;

/** @typedef {{local: Pick<Storage, "getItem" | "setItem" | "removeItem">, session: Pick<Storage, "getItem" | "setItem" | "removeItem">, clock: () => number}} Places */

/** Where storage is switched off nothing is remembered, and all is asked again. */
export class VisitMemory {
  #places;

  /** @param {() => Places} [places] `clock` gives seconds since 1970 */
  constructor(places = () => ({ local: localStorage, session: sessionStorage, clock: () => Date.now() / 1000 })) {
    this.#places = places;
  }

  /** LGD code of the state that was chosen on this phone; `null` where none was. */
  get state() {
    const code = Number(this.#read("local", STATE) ?? "");
    return Number.isInteger(code) && code > 0 ? code : null;
  }

  /** The emergency number that the server told last for this phone. */
  get number() {
    const kept = this.#read("local", NUMBER) ?? "";
    return /^\d{2,14}$/.test(kept) ? kept : null;
  }

  /** @param {string} number */
  keepNumber(number) {
    this.#write("local", NUMBER, number);
  }

  /** The danger sign that she has told, and the alert that she sent. @returns {Danger | null} */
  get danger() {
    try {
      const kept = JSON.parse(this.#read("session", DANGER) ?? "null");
      return kept !== null && typeof kept.sign === "string" && this.#isGood(kept.at) ? kept : null;
    } catch {
      return null;
    }
  }

  /** @param {string} sign @param {SentAlert | null} [alert] */
  keepDanger(sign, alert = null) {
    this.#write("session", SAFE_AT, null);
    this.#write("session", DANGER, JSON.stringify({ sign, at: this.#now(), alert }));
  }

  /** "None of these" was said, not long ago. */
  get isSafe() {
    return this.#isGood(Number(this.#read("session", SAFE_AT) ?? NaN));
  }

  keepSafe() {
    this.#write("session", DANGER, null);
    this.#write("session", SAFE_AT, String(this.#now()));
  }

  /** Neither one nor the other: she looks at the signs again. */
  forget() {
    this.#write("session", DANGER, null);
    this.#write("session", SAFE_AT, null);
  }

  #now() {
    try {
      return this.#places().clock();
    } catch {
      return Date.now() / 1000;
    }
  }

  /** @param {number} at */
  #isGood(at) {
    const age = this.#now() - at;
    return age >= 0 && age < GOOD_SECONDS;
  }

  /** @param {"local" | "session"} place @param {string} name */
  #read(place, name) {
    try {
      return this.#places()[place].getItem(name);
    } catch {
      return null;
    }
  }

  /** @param {"local" | "session"} place @param {string} name @param {string | null} value */
  #write(place, name, value) {
    try {
      if (value === null) this.#places()[place].removeItem(name);
      else this.#places()[place].setItem(name, value);
    } catch {
      // It is asked again.
    }
  }
}
