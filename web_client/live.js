// What changes while a page is open, as the server tells it: the page then asks anew what it may know. Nothing here is shown.

import { Emitter } from "./emitter.js";
import { io } from "./vendor/socket.io.esm.min.js";

/** @typedef {{clinic: string, phase: "open" | "paused" | "closed", doctors: number, numbers: readonly number[], waits: readonly (readonly [number, number])[]}} QueueNews `numbers`: in order of places; `waits`: minutes, of each place */
/** @typedef {{queue: QueueNews, token: {id: string}, ring: {id: string, ends_at: number}, ended: {id: string}, prescription: {id: string, consultation: string}, desk: {}, alert: {id: string}, clinics: {state: number}}} News */
/** @typedef {{watch: {command: {clinics: readonly string[]}, reply: {}}}} Commands */
/** @typedef {import("./vendor/socket.io.esm.min.js").Socket<News, Commands>} Socket */

const NEWS = /** @type {const} */ (["queue", "token", "ring", "ended", "prescription", "desk", "alert", "clinics"]);
const REPLY_MILLISECONDS = 8000;
/** Closed by the server on purpose: socket.io would not try again. */
const AGAIN_MILLISECONDS = 2000;

/**
 * Emits what the server tells, and of its own `here` each time that the line is there (ask everything anew) and `away`.
 * It connects by itself again and again, with the session of this browser.
 * @extends {Emitter<News & {here: {}, away: {}}>}
 */
export class Live extends Emitter {
  #socket;
  /** @type {readonly string[]} */
  #watched = [];
  #isLeft = false;

  /** @param {() => Socket} [connect] */
  constructor(connect = connected) {
    super();
    this.#socket = connect();
    this.#socket.on("connect", () => this.#came());
    this.#socket.on("disconnect", (reason) => this.#went(reason));
    for (const name of NEWS) this.#socket.on(name, (news) => this.emit(name, /** @type {any} */ (news)));
  }

  get isHere() {
    return this.#socket.connected;
  }

  /** Whose boards are shown; the others are not told of any more. @param {readonly string[]} clinics */
  watch(clinics) {
    const isSame = clinics.length === this.#watched.length && clinics.every((one) => this.#watched.includes(one));
    this.#watched = [...clinics];
    if (this.isHere && !isSame) this.#sayWatched();
  }

  /** For good. */
  leave() {
    this.#isLeft = true;
    this.#socket.disconnect();
  }

  #came() {
    if (this.#watched.length > 0) this.#sayWatched();
    this.emit("here", {});
  }

  /** @param {string} reason */
  #went(reason) {
    this.emit("away", {});
    if (reason === "io server disconnect") setTimeout(() => this.#isLeft || this.#socket.connect(), AGAIN_MILLISECONDS);
  }

  #sayWatched() {
    const said = this.#socket.timeout(REPLY_MILLISECONDS).emitWithAck("watch", { clinics: this.#watched });
    said.catch(() => {}); // the line broke: it is said again when that is back
  }
}

/** @returns {Socket} */
function connected() {
  return io("/live", { path: "/socket.io/live/", transports: ["websocket"], reconnectionDelay: 500, reconnectionDelayMax: 8000, timeout: 8000 });
}
