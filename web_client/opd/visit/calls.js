// From the ring into the call and out of it: which tab has it, and what a reload, a second window or a broken line make of it.

import { problemOf } from "./store.js";
import { isTalking } from "./token.js";

/** @typedef {import("./token.js").Token} Token */

/** After the end of a ring the server has decided. */
const AFTER_MS = 1200;
const TO_BE_TOLD = ["adult_needed", "authority_needed", "caller_needed"];

export class Calls {
  #store;
  #server;
  #memory;
  #tokens;
  #later;

  /**
   * @param {import("./store.js").Store} store @param {import("./store.js").Server} server @param {import("./memory.js").Memory} memory
   * @param {import("./tokens.js").Tokens} tokens @param {import("./tokens.js").Later} later
   */
  constructor(store, server, memory, tokens, later) {
    this.#store = store;
    this.#server = server;
    this.#memory = memory;
    this.#tokens = tokens;
    this.#later = later;
  }

  /** "Here I am." @param {string} id */
  answer(id) {
    return this.#into(id, "answer");
  }

  /** Into the call again: in place of another window, or after its page has closed. @param {string} id */
  enter(id) {
    return this.#into(id, "entrance");
  }

  /** This ring is for somebody else of the family, on another phone. @param {string} id */
  silence(id) {
    this.#store.set({ silenced: id });
  }

  /** The doctor rings: in a call that broke, too. @param {{id: string, ends_at: number}} ring */
  rung(ring) {
    this.#store.set({ rung: ring });
  }

  /** After a reload the tab that had the call has it again, without a question. */
  resume() {
    if (this.#store.state.call !== null) return;
    for (const token of this.#tokens.all.filter(isTalking)) {
      const secret = this.#memory.secretOf(token.id);
      if (secret !== null && token.mode === "video") return this.#store.set({ call: { id: token.id, secret, out: null } });
    }
  }

  /** The call's page has closed itself. @param {string} id @param {string} reason of state.js */
  closed(id, reason) {
    const { call } = this.#store.state;
    if (call?.id !== id) return;
    const isStale = /^(invitation_|room_unknown)/.test(reason);
    if (isStale) this.#memory.keepSecret(id, null);
    this.#store.set({ call: { ...call, out: reason } });
    this.#tokens.askOne(id).then((token) => (isStale && isTalking(token) ? this.enter(id) : undefined), () => {});
  }

  /** A token is another: what that means for its call. @param {Token} token @param {import("./token.js").News} news */
  heard(token, news) {
    const { call, silenced } = this.#store.state;
    if (news === "moved" || news === "other_clinic" || news === "returned") this.#memory.keepNews(token.id, news);
    if ((news === "ring" || news === "rung_again") && silenced === token.id) this.#store.set({ silenced: null }); // another one
    if (token.state === "called" && token.ring_ends_at !== null) this.#askAt(token.id, token.ring_ends_at);
    if (call?.id === token.id && (!isTalking(token) || token.mode === "telephone")) this.#hangUp(token.id);
  }

  /** @param {string} id */
  #hangUp(id) {
    this.#memory.keepSecret(id, null);
    this.#store.set({ call: null, rung: null });
  }

  /** @param {string} id @param {number} time seconds since 1970 */
  #askAt(id, time) {
    this.#later(() => void this.#tokens.askOne(id).catch(() => {}), Math.max(0, (time - this.#server.now()) * 1000) + AFTER_MS);
  }

  /** @param {string} id @param {"answer" | "entrance"} how */
  #into(id, how) {
    return this.#store.doing(`${how} ${id}`, async () => {
      try {
        const { secret } = await this.#server.post(`/api/opd/tokens/${id}/${how}`);
        this.#memory.keepSecret(id, secret);
        this.#memory.keepNews(id, null);
        this.#store.set({ call: { id, secret, out: null }, place: { name: "token", id, card: null }, needed: null, rung: null });
        await this.#tokens.askOne(id).catch(() => {});
      } catch (problem) {
        this.#notIn(id, problemOf(problem).code);
        throw problem;
      }
    });
  }

  /** @param {string} id @param {string} code */
  #notIn(id, code) {
    if (TO_BE_TOLD.includes(code)) this.#store.set({ needed: id, place: { name: "token", id, card: "caller" } });
    if (code === "consultation_state") this.#tokens.askOne(id).catch(() => {}); // the ring was over just then
  }
}
