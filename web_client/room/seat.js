// Your seat: how it is taken, kept over sockets and reloads, and given up.

import { Emitter } from "../emitter.js";
import { PROTOCOL_VERSION } from "../protocol.js";
import { codeOf } from "./refused.js";

/** @typedef {import("../protocol.js").Joined} Joined */
/** @typedef {import("../protocol.js").MediaOpened} MediaOpened */
/** @typedef {import("../protocol.js").RoomView} RoomView */

/**
 * @typedef {Object} Seated what the server says of your seat
 * @property {string} participant
 * @property {Joined["admission"]} admission
 * @property {Joined["grants"]} grants
 * @property {RoomView} room
 */

const STALE_GRANT = new Set(["grant_invalid", "grant_expired", "grant_used", "room_elsewhere"]);

/**
 * `seated`: joined, resumed or let in.
 * @extends {Emitter<{seated: Seated}>}
 */
export class Seat extends Emitter {
  #signaling;
  #entrance;
  #memory;
  /** @type {import("./memory.js").Seat | null} */
  #held = null;
  /** @type {Joined["admission"]} */
  #admission = "waiting";
  /** @type {Joined["grants"]} */
  #grants = [];
  #isAttached = false;
  #isGivenUp = false;
  /** @type {string[]} one for each person of the invitation */
  names = [];

  /**
   * @param {Pick<import("./signaling.js").Signaling, "request" | "welcome">} signaling
   * @param {import("./entrance.js").Entrance} entrance
   * @param {import("./memory.js").Memory} memory
   */
  constructor(signaling, entrance, memory) {
    super();
    this.#signaling = signaling;
    this.#entrance = entrance;
    this.#memory = memory;
  }

  get isHeld() {
    return this.#held !== null;
  }

  /** Whether the socket that is open now has the seat. */
  get isAttached() {
    return this.#isAttached;
  }

  get isAdmitted() {
    return this.#held !== null && this.#admission === "admitted";
  }

  /** Whether the invitation makes you wait first. */
  get waits() {
    return this.#entrance.redeemed?.waits ?? true;
  }

  /** Rejects with `Refused`. */
  async join() {
    await this.#withGoodGrant(async (grant) => this.#seated(await this.#requestJoin(grant)));
  }

  /**
   * The offer is sent right behind the join: one round trip for both.
   * @param {string} offer @returns {Promise<MediaOpened>} rejects with `Refused`, be it with a seat and without media
   */
  joinWith(offer) {
    return this.#withGoodGrant(async (grant) => {
      const joining = this.#requestJoin(grant);
      const opening = this.#signaling.request("open_media", { offer });
      opening.catch(() => {}); // refused along with the join
      this.#seated(await joining);
      return { opening };
    }).then(({ opening }) => opening);
  }

  /**
   * @param {import("./memory.js").Seat} held from before the page was loaded anew
   */
  remember(held) {
    this.#held = held;
  }

  /** The seat again, on the socket that is open now. Rejects with `Refused`. */
  async resume() {
    const held = /** @type {import("./memory.js").Seat} */ (this.#held);
    const reply = await this.#signaling.request("resume", { protocol: PROTOCOL_VERSION, ...held });
    this.#seated({ ...reply, participant: held.participant });
    return reply;
  }

  /** @param {RoomView} room */
  letIn(room) {
    if (this.#held === null) return;
    this.#admission = "admitted";
    this.emit("seated", { participant: this.#held.participant, admission: "admitted", grants: this.#grants, room });
  }

  /** The socket is gone. */
  detach() {
    this.#isAttached = false;
  }

  /** Leave for good; a reply that comes later does not bring the seat back. */
  leave() {
    if (this.#isAttached) this.#signaling.request("leave", {}).catch(() => {});
    this.giveUp();
  }

  /** The seat is not yours any more. */
  giveUp() {
    this.#isGivenUp = true;
    this.#isAttached = false;
    this.#held = null;
  }

  /** @param {Joined} joined */
  #seated({ participant, resume_token, admission, grants, room }) {
    this.#isAttached = true;
    if (this.#isGivenUp) return this.leave(); // left meanwhile
    this.#held = { participant, resume_token };
    this.#admission = admission;
    this.#grants = grants;
    this.#memory.keep({ seat: this.#held, names: this.names, node: this.#signaling.welcome?.node ?? undefined });
    this.emit("seated", { participant, admission, grants, room });
  }

  /** @param {string} grant */
  #requestJoin(grant) {
    return this.#signaling.request("join", { protocol: PROTOCOL_VERSION, grant, names: this.names });
  }

  /**
   * A grant that has gone stale unseen is exchanged once.
   * @template Result
   * @param {(grant: string) => Promise<Result>} act
   * @returns {Promise<Result>}
   */
  async #withGoodGrant(act) {
    try {
      return await act(await this.#entrance.takeGrant());
    } catch (error) {
      if (!STALE_GRANT.has(codeOf(error))) throw error;
      return act(await this.#entrance.takeGrant());
    }
  }
}
