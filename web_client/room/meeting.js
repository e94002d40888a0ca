// A place in a room: seat and media, and everything that is done to keep both. Knows nothing of the page.

import { Emitter } from "../emitter.js";
import { Connection } from "./connection.js";
import { NEED, Repair } from "./repair.js";
import { Seat } from "./seat.js";
import { Steps } from "./steps.js";

/**
 * @typedef {Object} MeetingEvents
 * @property {import("./seat.js").Seated} seated - joined, resumed or let in
 * @property {import("../state.js").Tile[]} tiles
 * @property {"kept" | "broken"} line
 * @property {{}} up - media can flow, on a connection that is new or mended
 * @property {{}} no_media - sound and picture have never come through so far
 * @property {string} over - why: a refusal's code, or a reason of state.js
 */

/** @extends {Emitter<MeetingEvents>} */
export class Meeting extends Emitter {
  #signaling;
  #seat;
  #connection;
  #steps;
  #repair;
  #listening = new AbortController();

  /**
   * @param {import("./signaling.js").Signaling} signaling
   * @param {import("./entrance.js").Entrance} entrance
   * @param {import("./memory.js").Memory} memory
   * @param {Connection} [connection]
   */
  constructor(signaling, entrance, memory, connection) {
    super();
    this.#signaling = signaling;
    this.#seat = new Seat(signaling, entrance, memory);
    this.#connection = connection ?? new Connection((revision) => this.#acknowledge(revision));
    this.#steps = new Steps(signaling, this.#seat, this.#connection, {
      noMedia: () => this.emit("no_media", {}),
      over: (reason) => this.#over(reason),
    });
    this.#repair = new Repair(
      (need) => this.#steps.meet(need),
      (isBroken) => this.emit("line", isBroken ? "broken" : "kept"),
    );
    this.#listen();
  }

  get connection() {
    return this.#connection;
  }

  /** Whether this page's socket has the seat just now. */
  get isAttached() {
    return this.#seat.isAttached;
  }

  /**
   * @param {string[]} names
   * @returns {Promise<void>} rejects with `Refused`; the meeting is over then
   */
  async join(names) {
    this.#seat.names = names;
    try {
      await this.#steps.join();
    } catch (error) {
      if (this.#seat.isHeld) return this.#repair.need(NEED.REJOIN); // a seat, and no media yet
      this.close();
      throw error;
    }
    this.#watchFirst();
  }

  /**
   * Back into the seat that this tab had before it was loaded anew.
   * @param {import("./memory.js").Seat} seat @param {string[]} names
   * @returns {Promise<void>} rejects with `Refused`; it may be tried again
   */
  async comeBack(seat, names) {
    this.#seat.names = names;
    this.#seat.remember(seat);
    this.#steps.wasUp = true;
    await this.#seat.resume();
    if (this.#seat.isAdmitted) this.#openFirst();
  }

  /** Leave for good. */
  leave() {
    this.#seat.leave();
    this.close();
  }

  /** The way to the internet is another one now: nothing of the old one is waited for. */
  networkChanged() {
    if (!this.#seat.isHeld) return;
    this.#signaling.reconnect();
    this.mend(NEED.RESTART);
  }

  /** Nothing comes in any more, whatever the browser says. @param {number} need */
  mend(need) {
    if (!this.#connection.isOpen) return;
    this.#steps.isRestartDue = true;
    this.#repair.need(need);
  }

  /** Stop everything, tell nobody. */
  close() {
    this.#listening.abort();
    this.#repair.stop();
    this.#connection.close();
    this.#seat.giveUp();
  }

  #listen() {
    const [from, { signal }] = [this.#signaling, this.#listening];
    from.on("slots", (slots) => this.#connection.show(slots), { signal });
    from.on("video_paused", ({ pair, paused }) => this.#connection.pause(pair, paused), { signal });
    from.on("admitted", ({ room }) => this.#admitted(room), { signal });
    from.on("media_needed", () => this.#repair.need(NEED.REJOIN), { signal });
    from.on("seat_lost", () => this.#seatLost(), { signal });
    for (const reason of /** @type {const} */ (["taken_over", "removed", "ended"])) {
      from.on(reason, () => this.#seat.isHeld && this.#over(reason), { signal });
    }
    from.on("closed", () => this.#socketClosed(), { signal });
    from.on("welcome", (welcome) => this.#welcomed(welcome), { signal });
    this.#seat.on("seated", (seated) => this.emit("seated", seated), { signal });
    this.#connection.on("tiles", (tiles) => this.emit("tiles", tiles), { signal });
    this.#connection.on("up", () => this.#up(), { signal });
    this.#connection.on("down", () => this.#repair.need(NEED.RESTART), { signal });
  }

  /** @param {import("../protocol.js").RoomView} room */
  #admitted(room) {
    this.#seat.letIn(room);
    if (!this.#connection.isOpen) this.#openFirst();
  }

  #up() {
    this.#steps.wasUp = true;
    this.emit("up", {});
  }

  /** @param {import("../protocol.js").Welcome} welcome */
  #welcomed({ slot_pairs }) {
    this.#connection.slotPairs = slot_pairs;
    if (this.#seat.isHeld && !this.#connection.isOpen) this.#connection.prepare().catch(() => {}); // for another network
    this.#repair.hurry();
  }

  #socketClosed() {
    this.#seat.detach();
    if (this.#seat.isHeld) this.#repair.need(NEED.RESUME);
  }

  /** Whoever was connected before tries again; where media never came through, it would not the next time. */
  #seatLost() {
    this.#seat.detach();
    if (this.#steps.wasUp || !this.#seat.isAdmitted) this.#repair.need(NEED.JOIN);
    else this.#over("no_media");
  }

  /** The first time is no repair: nothing is broken yet. */
  async #openFirst() {
    try {
      await this.#steps.open();
    } catch {
      return this.#repair.need(NEED.REJOIN);
    }
    await this.#watchFirst();
  }

  async #watchFirst() {
    const isUp = await this.#steps.isUpInTime();
    if (!isUp && this.#seat.isHeld) this.#repair.need(NEED.REJOIN);
  }

  /** @param {number} revision */
  #acknowledge(revision) {
    this.#signaling.request("acknowledge_slots", { revision }).catch(() => {});
  }

  /** @param {string} reason */
  #over(reason) {
    this.close();
    this.emit("over", reason);
  }
}
