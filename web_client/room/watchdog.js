// Notices that nothing comes in any more, long before the browser does. Told the time and the figures; knows no browser.

import { NEED } from "./repair.js";

/** Of silence, in milliseconds: on a network that has just changed, and otherwise. */
const SILENT_AFTER_CHANGE = 1000;
const SILENT = 3000;
/** Whoever sends nothing gets no reports either: only the checks of RFC 7675, every 2 to 5 s, may be left to hear. */
const SILENT_LISTENER = 8000;
/** A change explains a silence that begins within this time. */
const CHANGE_LASTS = 10_000;
/** A restart that helps brings packets within this time. */
const RESTART_LASTS = 4000;

/**
 * @typedef {Object} Sight
 * @property {number} now in milliseconds
 * @property {number} received how much has come in on this connection so far, in any unit
 * @property {boolean} isExpected somebody else is here and has something on
 * @property {boolean} isSending
 * @property {boolean} hasPair the connection has a selected candidate pair
 */

export class Watchdog {
  #received = -1;
  #heardAt = -Infinity;
  #changedAt = -Infinity;
  /** When a restart was asked for and nothing has come in since. @type {number | null} */
  #restartedAt = null;
  #isGivenUp = false;
  #hadPair = false;

  /** A new connection: its packets are counted anew. @param {number} now */
  begin(now) {
    this.#received = -1;
    this.#heard(now);
    this.#hadPair = false;
  }

  /** The way to the internet may be another one. @param {number} now */
  networkChanged(now) {
    this.#changedAt = now;
  }

  /** @param {Sight} sight @returns {number} what is needed: nothing, a restart, or a new connection; each is said once */
  saw({ now, received, isExpected, isSending, hasPair }) {
    if (this.#hadPair && !hasPair) this.#changedAt = now;
    this.#hadPair = hasPair;
    if (received !== this.#received || !isExpected) this.#heard(now);
    this.#received = received;
    if (this.#restartedAt !== null) return this.#afterRestart(now);
    if (now - this.#heardAt < this.#patience(isSending)) return NEED.NOTHING;
    this.#restartedAt = now;
    return NEED.RESTART;
  }

  /** @param {number} now */
  #heard(now) {
    this.#heardAt = now;
    this.#restartedAt = null;
    this.#isGivenUp = false;
  }

  /** @param {number} now */
  #afterRestart(now) {
    if (this.#isGivenUp || now - /** @type {number} */ (this.#restartedAt) < RESTART_LASTS) return NEED.NOTHING;
    this.#isGivenUp = true;
    return NEED.REJOIN;
  }

  /** @param {boolean} isSending */
  #patience(isSending) {
    const sinceChange = this.#heardAt - this.#changedAt;
    if (sinceChange < CHANGE_LASTS) return SILENT_AFTER_CHANGE;
    return isSending ? SILENT : SILENT_LISTENER;
  }
}
