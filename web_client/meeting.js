// A seat in a room, and everything that is done to keep it. Knows nothing of the page.

import { Call } from "./call.js";
import { Emitter } from "./emitter.js";
import { PROTOCOL_VERSION } from "./protocol.js";
import { Repair, NEED } from "./repair.js";
import { Refused } from "./signaling.js";
import { Slots } from "./slots.js";

/** @typedef {import("./protocol.js").Person} Person */
/** @typedef {import("./protocol.js").Commands} Commands */
/** @typedef {{participant: string, resume_token: string}} Seat */
/** @typedef {{participant: string, name: string, pair: number, stream: MediaStream | null, paused: boolean}} Tile */

/**
 * @typedef {Object} MeetingEvents
 * @property {Tile[]} tiles
 * @property {Person[]} people
 * @property {"kept" | "broken"} line
 * @property {string} ended - why: a refusal's code, `taken_over` or `no_media`
 */

const UP_TIMEOUT_MILLISECONDS = 5000;
const GONE = new Set(["not_joined", "unknown_seat"]);

/** @extends {Emitter<MeetingEvents>} */
export class Meeting extends Emitter {
  #signaling;
  #camera;
  #room = "";
  #name = "";
  /** @type {Call | null} */
  #call = null;
  /** @type {Seat | null} */
  #seat = null;
  #isAttached = false;
  #wasUp = false;
  #networkChanged = false;
  #slots;
  #repair;
  #listening = new AbortController();

  /**
   * @param {import("./signaling.js").Signaling} signaling greeted already
   * @param {MediaStream} camera
   */
  constructor(signaling, camera) {
    super();
    this.#signaling = signaling;
    this.#camera = camera;
    this.#slots = new Slots({
      streamOf: (pair) => this.#call?.streamOf(pair) ?? null,
      changed: (tiles) => this.emit("tiles", tiles),
      acknowledge: (revision) => this.#request("acknowledge_slots", { revision }).catch(() => {}),
    });
    this.#repair = new Repair(
      (need) => this.#meet(need),
      (isBroken) => this.emit("line", isBroken ? "broken" : "kept"),
    );
    this.#call = this.#newCall();
    this.#listen();
  }

  /** Resolves when the join could be sent without waiting. */
  async prepared() {
    await this.#call?.offer();
  }

  /** Who you are here; null before the join. */
  get participant() {
    return this.#seat?.participant ?? null;
  }

  /**
   * @param {string} room @param {string} name
   * @returns {Promise<void>} rejects with `Refused`; the meeting is over then
   */
  async join(room, name) {
    this.#room = room;
    this.#name = name;
    try {
      await this.#join(/** @type {Call} */ (this.#call));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Leave for good; the camera stays with the caller. */
  leave() {
    if (this.#isAttached) this.#request("leave", {}).catch(() => {});
    this.close();
  }

  /** The way to the internet is another one now: nothing of the old one is waited for. */
  networkChanged() {
    if (this.#seat === null) return;
    this.#networkChanged = true;
    this.#signaling.reconnect();
    this.#repair.need(NEED.RESTART);
  }

  /** Stop everything, tell nobody. */
  close() {
    this.#listening.abort();
    this.#repair.stop();
    this.#slots.close();
    this.#call?.close();
    this.#call = this.#seat = null;
    this.#isAttached = false;
  }

  #listen() {
    const [from, { signal }] = [this.#signaling, this.#listening];
    from.on("slots", (slots) => this.#slots.apply(slots), { signal });
    from.on("people", ({ people }) => this.emit("people", people), { signal });
    from.on("video_paused", ({ pair, paused }) => this.#slots.pause(pair, paused), { signal });
    from.on("rejoin_needed", () => this.#repair.need(NEED.REJOIN), { signal });
    from.on("seat_lost", () => this.#seatLost(), { signal });
    from.on("taken_over", () => this.#end("taken_over"), { signal });
    from.on("closed", () => this.#socketClosed(), { signal });
    from.on("welcome", () => this.#repair.hurry(), { signal });
  }

  #socketClosed() {
    this.#isAttached = false;
    if (this.#seat !== null) this.#repair.need(NEED.RESUME);
  }

  /** Whoever was connected before tries again; where media never came through, it would not the next time. */
  #seatLost() {
    this.#isAttached = false;
    if (this.#wasUp) this.#repair.need(NEED.JOIN);
    else this.#end("no_media");
  }

  /**
   * One attempt of a repair.
   * @param {number} need
   * @returns {Promise<number>} what is still needed
   */
  async #meet(need) {
    if (this.#signaling.welcome === null) return need;
    try {
      if (!this.#isAttached && need < NEED.JOIN) need = Math.max(need, await this.#resume());
      if (need === NEED.RESUME) return NEED.NOTHING;
      return await this.#mend(need);
    } catch (error) {
      return this.#afterRefusal(need, error);
    }
  }

  /** @param {number} need */
  async #mend(need) {
    if (need === NEED.RESTART && this.#call?.isUp && !this.#networkChanged) return NEED.NOTHING;
    if (need === NEED.RESTART) await this.#restart();
    else if (need === NEED.REJOIN) await this.#onNewCall((call) => this.#rejoin(call));
    else await this.#onNewCall((call) => this.#join(call));
    return (await this.#call?.whenUp(UP_TIMEOUT_MILLISECONDS)) ? NEED.NOTHING : NEED.REJOIN;
  }

  /** @param {number} need @param {unknown} error */
  #afterRefusal(need, error) {
    if (!(error instanceof Refused)) return Math.max(need, NEED.REJOIN); // the connection cannot be mended
    if (GONE.has(error.code)) return NEED.JOIN;
    if (["room_full", "protocol_mismatch"].includes(error.code)) return this.#end(error.code);
    if (need === NEED.RESTART && error.code !== "no_answer") return NEED.REJOIN;
    return need;
  }

  async #resume() {
    const { participant, resume_token } = /** @type {Seat} */ (this.#seat);
    const reply = await this.#request("resume", { protocol: PROTOCOL_VERSION, participant, resume_token });
    this.#isAttached = true;
    this.emit("people", reply.people);
    this.#slots.apply(reply.slots);
    if (reply.media === "lost") return NEED.REJOIN;
    return this.#call?.isUp ? NEED.RESUME : NEED.RESTART;
  }

  async #restart() {
    const call = /** @type {Call} */ (this.#call);
    this.#networkChanged = false;
    const reply = await this.#request("restart", { offer: await call.restartOffer() });
    await call.accept(reply.answer);
  }

  /** @param {Call} call */
  async #rejoin(call) {
    await this.#take(call, await this.#request("rejoin", { offer: await call.offer() }));
  }

  /**
   * Nothing is left behind of a connection that did not come to be the one of this call.
   * @param {(call: Call) => Promise<void>} act
   */
  async #onNewCall(act) {
    const call = this.#newCall();
    try {
      await act(call);
    } finally {
      if (this.#call !== call) call.close();
    }
  }

  /** @param {Call} call */
  async #join(call) {
    const offer = await call.offer();
    const seat = { protocol: PROTOCOL_VERSION, room: this.#room, name: this.#name };
    const reply = await this.#request("join", { ...seat, offer });
    this.#wasUp = false;
    await this.#take(call, reply);
    call.whenUp(2 * UP_TIMEOUT_MILLISECONDS).then((isUp) => {
      if (!isUp && this.#call === call) this.#repair.need(NEED.REJOIN);
    });
  }

  /**
   * A new connection carries the call from now on. The acknowledgement need not wait for the answer to be applied.
   * @param {Call} call @param {import("./protocol.js").Seated} reply
   */
  async #take(call, reply) {
    if (this.#listening.signal.aborted) return void this.#request("leave", {}).catch(() => {}); // left meanwhile
    if (this.#call !== call) this.#call?.close();
    this.#call = call;
    this.#seat = { participant: reply.participant, resume_token: reply.resume_token };
    this.#isAttached = true;
    this.#slots.restart(reply.slots);
    this.emit("people", reply.people);
    await call.accept(reply.answer);
  }

  #newCall() {
    const pairs = this.#signaling.welcome?.slot_pairs;
    if (pairs === undefined) throw new Refused("no_answer", "not connected");
    const call = new Call(this.#camera, pairs);
    call.addEventListener("down", () => this.#call === call && this.#seat && this.#repair.need(NEED.RESTART));
    call.addEventListener("up", () => (this.#wasUp = true));
    return call;
  }

  /**
   * @template {keyof Commands} Name
   * @param {Name} name
   * @param {Commands[Name]["command"]} payload
   */
  #request(name, payload) {
    return this.#signaling.request(name, payload);
  }

  /** @param {string} reason */
  #end(reason) {
    this.close();
    this.emit("ended", reason);
    return NEED.NOTHING;
  }
}
