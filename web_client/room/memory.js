// What this tab remembers of an invitation over a reload. Another tab and another day know nothing of it.

/** How much of the secret names the entry: enough to tell two links apart, too little to use one. */
const PREFIX_LENGTH = 8;

/** @typedef {{participant: string, resume_token: string}} Seat */
/** @typedef {{microphone: boolean, camera: boolean}} Switches */

/**
 * @typedef {Object} Remembered
 * @property {Seat} [seat]
 * @property {string} [node] of the server, on which the seat is
 * @property {string[]} [names]
 * @property {Switches} [switches] what was on: who had switched off her microphone comes back with it off
 * @property {number} [loadedFor] the version of the protocol for which the page was loaded anew
 * @property {number} [read] the last line of the chat that was seen
 */

export class Memory {
  #key;
  #storage;

  /** @param {string} invitation @param {() => Storage} storage may throw: browsers can switch it off */
  constructor(invitation, storage = () => sessionStorage) {
    this.#key = `paramarsh.${invitation.slice(0, PREFIX_LENGTH)}`;
    this.#storage = storage;
  }

  /** @returns {Remembered} */
  recall() {
    try {
      return JSON.parse(this.#storage().getItem(this.#key) ?? "{}");
    } catch {
      return {};
    }
  }

  /** @param {Remembered} more `undefined` forgets */
  keep(more) {
    try {
      this.#storage().setItem(this.#key, JSON.stringify({ ...this.recall(), ...more }));
    } catch {
      // A reload will begin at the entry then.
    }
  }

  /** You have no seat any more; the names stay. */
  forgetSeat() {
    this.keep({ seat: undefined, node: undefined, switches: undefined, read: undefined });
  }
}
