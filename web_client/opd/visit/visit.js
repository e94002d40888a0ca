// A patient's day at the OPD, without a page: where she is, and what is known. Views draw `state` and `shown`.

import { Emitter } from "../../emitter.js";
import { Calls } from "./calls.js";
import { Choosing } from "./choosing.js";
import { Deeds } from "./deeds.js";
import { before, hashOf, placeOf } from "./places.js";
import { shownOf } from "./shown.js";
import { problemOf, Store } from "./store.js";
import { Tokens } from "./tokens.js";

/** @typedef {import("./places.js").Place} Place */
/** @typedef {import("./token.js").Token} Token */
/** @typedef {import("./token.js").News} News */

/**
 * `news`: what happened to a token, for the ear.
 * @extends {Emitter<{changed: {}, prescription: {id: string, consultation: string}, news: {token: Token, was: Token | undefined, news: News}}>}
 */
export class Visit extends Emitter {
  #store = new Store();
  #server;
  #line;
  #tokens;
  #isListening = false;

  /**
   * @param {import("./store.js").Server} server @param {import("./tokens.js").Line & {join: () => void}} line
   * @param {import("./memory.js").Memory} memory @param {import("./tokens.js").Later} [later]
   */
  constructor(server, line, memory, later = (act, milliseconds) => setTimeout(act, milliseconds)) {
    super();
    this.#server = server;
    this.#line = line;
    this.memory = memory;
    this.#tokens = new Tokens(server, line, later);
    this.choosing = new Choosing(this.#store, server, memory, this.#tokens, later);
    this.calls = new Calls(this.#store, server, memory, this.#tokens, later);
    this.deeds = new Deeds(this.#store, server, this.#tokens);
    this.#listen();
  }

  get state() {
    return this.#store.state;
  }

  get shown() {
    return shownOf(this.state, this.#tokens.isKnown ? this.#tokens.all : null);
  }

  /** All that are known, the newest first. */
  get tokens() {
    return this.#tokens.all;
  }

  /** Those that live. */
  get live() {
    return this.#tokens.live;
  }

  /** The server's clock, in seconds since 1970. */
  now() {
    return this.#server.now();
  }

  /** @param {string} hash of the page's address: where she was, or is led to @param {boolean} [isBack] registration led here: to a number that she has already */
  async begin(hash, isBack = false) {
    this.#store.set({ session: "asking", problem: null, away: null, place: placeOf(hash) });
    try {
      const { signed_in, household } = await this.#server.session();
      if (signed_in !== "patient" || household === null || household.needs_second_fact) return this.#store.set({ session: "out" });
      this.#store.set({ session: "in", household });
      await this.#open(isBack);
    } catch (problem) {
      this.#store.answered(problemOf(problem));
    }
  }

  /** Another address: by the phone's way back, or by hand. @param {string} hash */
  arrive(hash) {
    this.goTo(placeOf(hash));
  }

  /** @param {Place} place */
  goTo(place) {
    this.#store.set({ place, problem: null });
    this.#settle();
  }

  goBack() {
    const place = before(this.state.place);
    if (place !== null) this.goTo(place);
  }

  /** The page is seen again, or the internet is back. */
  lookAgain() {
    const { session, away, place } = this.state;
    if (session === "asking" && away !== null) this.begin(hashOf(place));
    if (session !== "in") return;
    this.#tokens.askSoon();
    this.choosing.settle();
  }

  forgetProblem() {
    if (this.state.problem !== null) this.#store.set({ problem: null });
  }

  #listen() {
    this.#store.on("changed", () => {
      if (this.state.session === "out") this.memory.keepLive(null);
      this.emit("changed", {});
    });
    this.#tokens.on("changed", () => {
      this.memory.keepLive(this.live[0]?.id ?? null);
      this.emit("changed", {});
    });
    this.#tokens.on("answered", ({ problem }) => this.#store.answered(problem));
    this.#tokens.on("rung", (ring) => this.calls.rung(ring));
    this.#tokens.on("news", (heard) => {
      this.calls.heard(heard.token, heard.news);
      if (heard.news === "ended") this.choosing.askExpected();
      this.emit("news", heard);
    });
    this.#line.on("clinics", () => this.choosing.changed());
    this.#line.on("queue", (news) => this.choosing.boardChanged(news));
    this.#line.on("prescription", (news) => this.emit("prescription", news));
  }

  /** With one token alone she is led to it; of several, or none, she chooses. @param {boolean} isBack */
  async #open(isBack) {
    if (!this.#isListening) this.#line.join();
    this.#isListening = true;
    const { place } = this.state;
    const isLed = place.name === "who" || (isBack && place.name === "clinics");
    await this.#tokens.ask();
    const [only, ...others] = this.#tokens.live.filter(({ patient }) => place.name !== "clinics" || patient === place.patient);
    if (isLed && only !== undefined && others.length === 0) this.#store.set({ place: { name: "token", id: only.id, card: null } });
    this.#settle();
    this.choosing.askExpected();
  }

  /** What the place needs that is not there yet. */
  #settle() {
    const { place, session } = this.state;
    if (session !== "in" || !this.#tokens.isKnown) return;
    if (place.name === "token" && this.#tokens.one(place.id) === undefined) this.#look(place.id);
    this.choosing.settle();
    this.calls.resume();
  }

  /** A token that the list does not have any more. @param {string} id */
  async #look(id) {
    try {
      await this.#tokens.askOne(id);
      this.calls.resume();
    } catch (problem) {
      const known = problemOf(problem);
      if (known.status === 404) this.#store.set({ missing: id });
      else this.#store.answered(known);
    }
  }
}
