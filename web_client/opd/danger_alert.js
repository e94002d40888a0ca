// Telling a doctor on duty: sent once however often it is tried, and followed until somebody has answered. Nothing here is shown.

import { ApiProblem } from "../api.js";
import { Emitter } from "../emitter.js";

/** @typedef {{latitude: number, longitude: number}} Position in degrees */
/** @typedef {{signs: readonly string[], language: string, mobile?: string, place?: string, position?: Position | null, state?: number | null, consultation?: string}} Told */
/** @typedef {{get: (path: string) => Promise<any>, post: (path: string, body?: unknown) => Promise<any>}} Server */
/** @typedef {import("./memory.js").SentAlert} SentAlert */
/**
 * `phase`: "answered" once a doctor has taken it, "over" when it is closed. `told`: a doctor on duty was reached. `toldAgain`: nobody
 * answered in time, so others were told. `doctor`: who has taken it.
 * @typedef {{phase: "ready" | "sending" | "sent" | "answered" | "over", told: boolean, toldAgain: boolean, doctor: string | null, problem: ApiProblem | null}} AlertState
 */

const LOOK_EVERY_MS = 5000;
/** For an hour. */
const LOOKS = 720;

/** @extends {Emitter<{changed: {}}>} */
export class DangerAlert extends Emitter {
  /** @type {AlertState} */
  state = { phase: "ready", told: false, toldAgain: false, doctor: null, problem: null };
  #server;
  #keep;
  #later;
  #key;
  #watching = 0;

  /**
   * `keep` is told what to remember of it. `key`: of a try before, which may have arrived.
   * @param {Server} server
   * @param {{keep?: (sent: SentAlert) => void, key?: string, later?: (act: () => void, milliseconds: number) => unknown}} [more]
   */
  constructor(server, { keep = () => {}, key = newKey(), later = (act, milliseconds) => setTimeout(act, milliseconds) } = {}) {
    super();
    this.#server = server;
    this.#keep = keep;
    this.#key = key;
    this.#later = later;
  }

  /** @param {Told} told */
  async send({ signs, language, mobile, place, position, state, consultation }) {
    if (this.state.phase === "sending") return;
    this.#set({ phase: "sending", problem: null });
    const where = { ...(place && { place }), ...(position && { latitude: position.latitude, longitude: position.longitude }) };
    const whose = { ...(mobile && { mobile }), ...(state && { state }), ...(consultation && { consultation }) };
    try {
      const { id, told } = await this.#server.post("/api/triage/alerts", { signs, language, key: this.#key, ...where, ...whose });
      this.follow({ id, told, key: this.#key });
    } catch (thrown) {
      this.#set({ phase: "ready", problem: thrown instanceof ApiProblem ? thrown : new ApiProblem("page_trouble") });
      if (!(thrown instanceof ApiProblem)) throw thrown;
    }
  }

  /** One that was sent, perhaps before the page was loaded anew. @param {SentAlert} sent */
  follow(sent) {
    this.#keep(sent);
    this.#set({ phase: "sent", told: sent.told, problem: null });
    this.#watching += 1;
    this.#look(sent.id, LOOKS, this.#watching);
  }

  /** Nobody is shown it any more. */
  stop() {
    this.#watching += 1;
  }

  /** @param {string} id @param {number} looks @param {number} mine */
  async #look(id, looks, mine) {
    const found = await this.#server.get(`/api/triage/alerts/${id}`).catch(() => null);
    if (mine !== this.#watching) return;
    if (found !== null) this.#tell(found);
    if (looks > 1 && this.state.phase !== "over") this.#later(() => this.#look(id, looks - 1, mine), LOOK_EVERY_MS);
  }

  /** @param {{told: boolean, told_again: boolean, is_open: boolean, doctor: string | null}} found */
  #tell({ told, told_again: toldAgain, is_open: isOpen, doctor }) {
    const phase = !isOpen ? "over" : doctor === null ? "sent" : "answered";
    const { state } = this;
    if (state.phase === phase && state.told === told && state.toldAgain === toldAgain && state.doctor === doctor) return;
    this.#set({ phase, told, toldAgain, doctor });
  }

  /** @param {Partial<AlertState>} changes */
  #set(changes) {
    this.state = { ...this.state, ...changes };
    this.emit("changed", {});
  }
}

/** 128 random bits. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
