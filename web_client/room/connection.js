// The media half of a seat: the call that carries it now, the one prepared for later, and who is shown in which pair.

import { Emitter } from "../emitter.js";
import { Call } from "./call.js";
import { Slots } from "./slots.js";

/** @typedef {import("../protocol.js").MediaOpened} MediaOpened */
/** @typedef {import("../state.js").Tile} Tile */
/** @typedef {import("./call.js").Source} Source */
/** @typedef {import("./call.js").Tracks} Tracks */

/**
 * `up` and `down`: of the call that carries the seat now.
 * @extends {Emitter<{tiles: Tile[], up: {}, down: {}}>}
 */
export class Connection extends Emitter {
  #makeCall;
  /** @type {Tracks} */
  #tracks = { microphone: null, camera: null, second: null };
  /** How many pairs of receive slots the next call offers. */
  slotPairs = 0;
  /** @type {Call | null} */
  #call = null;
  /** @type {Call | null} */
  #prepared = null;
  /** Its offer is on the way. @type {Call | null} */
  #opening = null;
  #slots;

  /**
   * @param {(revision: number) => void} acknowledge
   * @param {(slotPairs: number, tracks: Tracks) => Call} [makeCall]
   */
  constructor(acknowledge, makeCall = (slotPairs, tracks) => new Call(slotPairs, tracks)) {
    super();
    this.#makeCall = makeCall;
    this.#slots = new Slots({
      streamOf: (pair) => this.#call?.streamOf(pair) ?? null,
      changed: (tiles) => this.emit("tiles", tiles),
      acknowledge,
    });
  }

  get isOpen() {
    return this.#call !== null;
  }

  get isUp() {
    return this.#call?.isUp ?? false;
  }

  /** A fresh call, before it is wanted. Resolves when its offer could be sent without waiting. */
  async prepare() {
    this.#prepared?.close();
    this.#prepared = this.#newCall();
    await this.#prepared.offer();
  }

  /** @param {Source} source @param {MediaStreamTrack | null} track */
  async send(source, track) {
    this.#tracks[source] = track;
    await Promise.all([this.#call, this.#opening, this.#prepared].map((call) => call?.send(source, track)));
  }

  /**
   * A new call carries the seat from now on. The acknowledgement need not wait for the answer to be applied.
   * @param {(offer: string) => Promise<MediaOpened>} request
   */
  async open(request) {
    const call = this.#prepared ?? this.#newCall();
    this.#prepared = null;
    this.#opening = call;
    try {
      const opened = await request(await call.offer());
      this.#call?.close();
      this.#call = call;
      this.#slots.restart(opened.slots);
      await call.accept(opened.answer);
    } finally {
      if (this.#opening === call) this.#opening = null;
      if (this.#call !== call) call.close(); // nothing is left behind of a call that did not come to be
    }
  }

  /** @param {(offer: string) => Promise<{answer: string}>} request */
  async restart(request) {
    const call = /** @type {Call} */ (this.#call);
    const { answer } = await request(await call.restartOffer());
    await call.accept(answer);
  }

  /** @param {number} milliseconds */
  async whenUp(milliseconds) {
    return (await this.#call?.whenUp(milliseconds)) ?? false;
  }

  /** @returns {Promise<RTCStatsReport | null>} */
  async statistics() {
    return (await this.#call?.statistics()) ?? null;
  }

  /** @param {import("../protocol.js").SlotsView} view */
  show(view) {
    this.#slots.apply(view);
  }

  /** @param {number} pair @param {boolean} isPaused */
  pause(pair, isPaused) {
    this.#slots.pause(pair, isPaused);
  }

  /** Nobody is seen or heard any more; what was prepared stays for the next time. */
  drop() {
    this.#call?.close();
    this.#call = null;
    this.#slots.clear();
  }

  close() {
    this.#slots.close();
    this.#call?.close();
    this.#prepared?.close();
    this.#call = this.#prepared = null;
  }

  #newCall() {
    const call = this.#makeCall(this.slotPairs, this.#tracks);
    call.addEventListener("up", () => this.#call === call && this.emit("up", {}));
    call.addEventListener("down", () => this.#call === call && this.emit("down", {}));
    return call;
  }
}
