// The state and who is told of it.

import { Emitter } from "../emitter.js";
import { INITIAL_STATE } from "../state.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../state.js").CallState} CallState */

const NOTICE_MILLISECONDS = 6000;

/**
 * `changed` comes once for all changes of one turn.
 * @extends {Emitter<{changed: State}>}
 */
export class Store extends Emitter {
  /** @type {State} */
  #state = INITIAL_STATE;
  #isTelling = false;
  #notices = 0;
  #noticeTimer = 0;

  get state() {
    return this.#state;
  }

  /** @param {Partial<State>} change */
  update(change) {
    this.#state = { ...this.#state, ...change };
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => this.#tell());
  }

  /** Nothing happens outside a call. @param {(call: CallState) => Partial<CallState>} change */
  updateCall(change) {
    const { call } = this.#state;
    if (call !== null) this.update({ call: { ...call, ...change(call) } });
  }

  /** Something happened that is worth a word. @param {string} code @param {string} [name] */
  notice(code, name) {
    clearTimeout(this.#noticeTimer);
    this.#notices += 1;
    this.update({ notice: { id: this.#notices, code, ...(name === undefined ? {} : { name }) } });
    this.#noticeTimer = setTimeout(() => this.update({ notice: null }), NOTICE_MILLISECONDS);
  }

  #tell() {
    this.#isTelling = false;
    this.emit("changed", this.#state);
  }
}
