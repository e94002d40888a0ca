// What the page knows of a visit: one plain record, replaced and never changed; and how one thing at a time is done.

import { ApiProblem } from "../../api.js";
import { Emitter } from "../../emitter.js";

/** @typedef {import("./token.js").Token} Token */
/** @typedef {Pick<import("../../api.js").Api, "get" | "post" | "delete" | "session" | "now">} Server */
/** @typedef {import("./tokens.js").Line} Line */

/**
 * @typedef {Object} State
 * @property {"asking" | "out" | "in"} session whether a patient is signed in
 * @property {import("../../register/steps.js").Household | null} household
 * @property {import("./places.js").Place} place
 * @property {import("./clinics.js").Clinic[] | null} clinics
 * @property {string | null} busy what is being done
 * @property {ApiProblem | null} problem why the last could not be done
 * @property {ApiProblem | null} away why the server could not be asked the last time
 * @property {readonly import("./clinics.js").FollowUp[]} expected visits that a doctor has asked for
 * @property {readonly string[]} reminded clinics of whose opening she will be told
 * @property {{id: string, secret: string, out: string | null} | null} call the one that goes on in this tab; `out`: why its page has closed
 * @property {{id: string, ends_at: number} | null} rung the doctor rings again in a call that broke
 * @property {string | null} silenced a ring that is not to be heard on this phone
 * @property {string | null} needed the token of which something must be told before the doctor may speak
 * @property {string | null} missing a token that the server does not know
 */

/** @type {State} */
const NOTHING_YET = { session: "asking", household: null, place: { name: "who" }, clinics: null, busy: null, problem: null, away: null, expected: [], reminded: [], call: null, rung: null, silenced: null, needed: null, missing: null };

/** @extends {Emitter<{changed: {}}>} */
export class Store extends Emitter {
  /** @type {State} */
  state = NOTHING_YET;

  /** @param {Partial<State>} changes */
  set(changes) {
    this.state = { ...this.state, ...changes };
    this.emit("changed", {});
  }

  /** One thing at a time. @param {string} busy @param {() => Promise<unknown>} act */
  async doing(busy, act) {
    if (this.state.busy !== null) return;
    this.set({ busy, problem: null });
    try {
      await act();
      this.set({ busy: null });
    } catch (problem) {
      this.set({ busy: null });
      this.refuse(problem);
    }
  }

  /** @param {unknown} thrown */
  refuse(thrown) {
    const problem = problemOf(thrown);
    if (problem.code === "not_signed_in") this.set({ session: "out", away: problem });
    else this.set({ problem });
  }

  /** How the last look at the server went. @param {unknown} problem `null`: it answered */
  answered(problem) {
    const away = problem === null ? null : problemOf(problem);
    this.set(away?.code === "not_signed_in" ? { session: "out", away } : { away });
  }
}

/** Whatever is no refusal is a fault of ours. @param {unknown} thrown */
export function problemOf(thrown) {
  if (thrown instanceof ApiProblem) return thrown;
  reportError(thrown);
  return new ApiProblem("page_trouble");
}
