// The live line, from the moment when somebody is signed in: until then nothing of it is loaded.

import { Emitter } from "../../emitter.js";

/** @typedef {import("../../live.js").Live} Live */
/** @typedef {import("../../live.js").News & {here: {}, away: {}}} Told */

const TOLD = /** @type {const} */ (["here", "away", "queue", "token", "ring", "ended", "clinics", "prescription"]);
const AGAIN_MS = 5000;

/** @extends {Emitter<Told>} */
export class Line extends Emitter {
  /** @type {Live | null} */
  #live = null;
  /** @type {readonly string[]} */
  #watched = [];
  #load;

  /** @param {() => Promise<{Live: new () => Live}>} [load] */
  constructor(load = () => import("../../live.js")) {
    super();
    this.#load = load;
  }

  get isHere() {
    return this.#live?.isHere ?? false;
  }

  /** Tried again until it is loaded; the page asks over HTTP meanwhile. */
  async join() {
    try {
      const { Live } = await this.#load();
      this.#live = new Live();
    } catch {
      setTimeout(() => this.join(), AGAIN_MS);
      return;
    }
    for (const name of TOLD) this.#live.on(name, (/** @type {any} */ told) => this.emit(name, told));
    this.#live.watch(this.#watched);
  }

  /** @param {readonly string[]} clinics */
  watch(clinics) {
    this.#watched = clinics;
    this.#live?.watch(clinics);
  }
}
