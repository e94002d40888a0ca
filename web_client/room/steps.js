// The single steps by which seat and media are had, and had again. Knows nothing of the page.

import { codeOf } from "./refused.js";
import { NEED } from "./repair.js";

const UP_TIMEOUT_MILLISECONDS = 5000;
const GONE = new Set(["not_joined", "unknown_seat"]);
/** Nothing that is tried by itself would change these. */
const FINAL = /^(invitation_\w+|room_(unknown|closed|full)|lobby_full|not_allowed|protocol_mismatch|bad_message)$/;

/**
 * @typedef {Object} Told
 * @property {() => void} noMedia sound and picture have never come through so far
 * @property {(reason: string) => void} over
 */

export class Steps {
  #signaling;
  #seat;
  #connection;
  #told;
  /** Media has come through in this seat. */
  wasUp = false;
  /** The way that ICE found is not trusted any more, though the browser may still call it connected. */
  isRestartDue = false;

  /**
   * @param {import("./signaling.js").Signaling} signaling
   * @param {import("./seat.js").Seat} seat
   * @param {import("./connection.js").Connection} connection
   * @param {Told} told
   */
  constructor(signaling, seat, connection, told) {
    this.#signaling = signaling;
    this.#seat = seat;
    this.#connection = connection;
    this.#told = told;
  }

  /** Whoever waits opens her media when she is let in. Rejects with `Refused`, be it with a seat and without media. */
  async join() {
    if (!this.#seat.waits) return this.#connection.open((offer) => this.#seat.joinWith(offer));
    await this.#seat.join();
    if (this.#seat.isAdmitted) await this.open();
  }

  /** Rejects with `Refused`. */
  async open() {
    this.isRestartDue = false;
    await this.#connection.open((offer) => this.#signaling.request("open_media", { offer }));
  }

  /** @returns {Promise<boolean>} whether media flows after a first opening; a slow line may take its time */
  async isUpInTime() {
    return !this.#connection.isOpen || this.#connection.whenUp(2 * UP_TIMEOUT_MILLISECONDS);
  }

  /**
   * One attempt of a repair.
   * @param {number} need
   * @returns {Promise<number>} what is still needed
   */
  async meet(need) {
    if (this.#signaling.welcome === null) return need;
    try {
      if (need < NEED.JOIN && !this.#seat.isAttached) need = Math.max(need, await this.#resume());
      return await this.#mend(need);
    } catch (error) {
      return this.#afterRefusal(need, codeOf(error));
    }
  }

  /** @param {number} need */
  async #mend(need) {
    if (need === NEED.JOIN) await this.#joinAgain();
    if (!this.#seat.isAdmitted || need === NEED.RESUME) return NEED.NOTHING;
    if (need === NEED.RESTART && this.#connection.isUp && !this.isRestartDue) return NEED.NOTHING;
    if (need === NEED.RESTART && this.#connection.isOpen) await this.#restart();
    else if (need < NEED.JOIN || !this.#connection.isOpen) await this.open();
    if (await this.#connection.whenUp(UP_TIMEOUT_MILLISECONDS)) return NEED.NOTHING;
    if (!this.wasUp) this.#told.noMedia();
    return NEED.REJOIN;
  }

  /** @param {number} need @param {string} code */
  #afterRefusal(need, code) {
    if (code === "unknown") return Math.max(need, NEED.REJOIN); // the connection cannot be mended
    if (GONE.has(code)) return NEED.JOIN;
    if (code === "no_answer") return this.#replaceSilentSocket(need);
    if (FINAL.test(code)) this.#told.over(code);
    return this.#seat.isAttached ? NEED.REJOIN : need;
  }

  /** It would take its own time to find out that it is dead. @param {number} need */
  #replaceSilentSocket(need) {
    if (this.#signaling.welcome !== null) this.#signaling.reconnect();
    return need;
  }

  /** @returns {Promise<number>} what is needed beside it */
  async #resume() {
    const { slots, media } = await this.#seat.resume();
    if (!this.#seat.isAdmitted) return NEED.RESUME;
    this.#connection.show(slots);
    if (media === "lost" || !this.#connection.isOpen) return NEED.REJOIN;
    return this.#connection.isUp ? NEED.RESUME : NEED.RESTART;
  }

  async #restart() {
    this.isRestartDue = false;
    await this.#connection.restart((offer) => this.#signaling.request("restart", { offer }));
  }

  /** The seat of before is gone, and with it the connection; she may have to wait anew. */
  async #joinAgain() {
    this.#connection.drop();
    this.wasUp = false;
    await this.join();
  }
}
