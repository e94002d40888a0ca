// From the invitation of the link to a join grant that is good just now.

import { PROTOCOL_VERSION } from "../protocol.js";
import { Refused } from "./refused.js";

/** @typedef {import("../protocol.js").Redeemed} Redeemed */

/** A grant is exchanged for a new one when this much of its time has gone. */
const USE_UNTIL = 0.75;
/** A node that has just gone is known to be gone by the others a little later. */
const GONE_MILLISECONDS = 1000;

/** @typedef {Pick<import("./signaling.js").Signaling, "request" | "welcome" | "keepTo" | "moveTo">} Way */

export class Entrance {
  #signaling;
  #invitation;
  /** @type {{redeemed: Redeemed, until: number} | null} */
  #held = null;

  /** @param {Way} signaling @param {string} invitation */
  constructor(signaling, invitation) {
    this.#signaling = signaling;
    this.#invitation = invitation;
  }

  /** What the invitation said when it was redeemed last; null before. */
  get redeemed() {
    return this.#held?.redeemed ?? null;
  }

  /** How long the grant may be kept; 0 where there is none. */
  get millisecondsLeft() {
    return this.#held === null ? 0 : Math.max(0, this.#held.until - performance.now());
  }

  /** On the node where the room lives. @returns {Promise<Redeemed>} with a new grant; rejects with `Refused` */
  async redeem() {
    const redeemed = await this.#signaling.request("redeem", {
      protocol: PROTOCOL_VERSION,
      invitation: this.#invitation,
    });
    await this.#goTo(redeemed.node);
    const until = performance.now() + redeemed.expires_in_seconds * 1000 * USE_UNTIL;
    this.#held = { redeemed, until };
    return redeemed;
  }

  /** A grant is good once. @returns {Promise<string>} without a round trip where one is held */
  async takeGrant() {
    const { grant } = this.#held !== null && this.millisecondsLeft > 0 ? this.#held.redeemed : await this.redeem();
    if (this.#held !== null) this.#held.until = -Infinity;
    return grant;
  }

  /** A grant is good on every node, and a seat is on that of its room alone. @param {string | null} node */
  async #goTo(node) {
    if (node === null || node === this.#signaling.welcome?.node) return this.#signaling.keepTo(node);
    await this.#signaling.moveTo(node);
    if (node === this.#signaling.welcome?.node) return;
    await new Promise((resolve) => setTimeout(resolve, GONE_MILLISECONDS));
    throw new Refused("room_elsewhere", "that node is not there any more");
  }
}
