// Looks at the line once a second: for the watchdog, and for the mark that people see.

import { Emitter } from "../emitter.js";
import { figuresOf, lineFigures } from "./figures.js";
import { Quality } from "./quality.js";
import { NEED } from "./repair.js";
import { Watchdog } from "./watchdog.js";

const INTERVAL_MILLISECONDS = 1000;

/** @typedef {import("../state.js").CallState} CallState */
/** @typedef {import("./figures.js").Figures} Figures */

/**
 * `need`: of the meeting's repair.
 * @extends {Emitter<{need: number, quality: import("./quality.js").Mark}>}
 */
export class Line extends Emitter {
  #statistics;
  #call;
  #watchdog = new Watchdog();
  #quality = new Quality();
  /** @type {Figures | null} */
  #before = null;
  #timer = 0;

  /**
   * @param {() => Promise<RTCStatsReport | null>} statistics
   * @param {() => CallState | null} call what is known of the call, null while there is no line to judge
   */
  constructor(statistics, call) {
    super();
    this.#statistics = statistics;
    this.#call = call;
    this.#timer = setInterval(() => this.#look(), INTERVAL_MILLISECONDS);
  }

  /** Media flows on a connection that is new or mended. */
  begin() {
    this.#before = null;
    this.#watchdog.begin(performance.now());
  }

  networkChanged() {
    this.#watchdog.networkChanged(performance.now());
  }

  close() {
    clearInterval(this.#timer);
  }

  async #look() {
    const call = this.#call();
    const report = call === null ? null : await this.#statistics();
    if (call === null || report === null) return this.begin(); // what is not looked at is not silent
    const [before, after] = [this.#before, figuresOf(report.values())];
    this.#before = after;
    if (before === null) return;
    this.#watch(call, before, after);
    const paused = call.tiles.filter((tile) => tile.paused).length;
    const mark = this.#quality.saw(lineFigures(before, after, paused), performance.now());
    this.emit("quality", mark);
  }

  /** @param {CallState} call @param {Figures} before @param {Figures} after */
  #watch(call, before, after) {
    const { received, hasPair } = after;
    const isSending = after.packetsSent > before.packetsSent;
    const sight = { now: performance.now(), received, hasPair, isSending, isExpected: isMediaExpected(call) };
    const need = this.#watchdog.saw(sight);
    if (need !== NEED.NOTHING) this.emit("need", need);
  }
}

/** Somebody is here who can be heard or seen. @param {Pick<CallState, "people" | "participant" | "tiles">} call */
export function isMediaExpected({ people, participant, tiles }) {
  const resting = new Set(tiles.filter((tile) => tile.paused).map((tile) => tile.participant));
  return people.some(
    (person) =>
      person.participant !== participant &&
      person.connection === "connected" &&
      (person.microphone === "on" || (person.camera === "on" && !resting.has(person.participant))),
  );
}
