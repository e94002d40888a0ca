// Before joining: whom the link is for, and what they call themselves.

import { codeOf } from "../room/refused.js";

export class Entry {
  #entrance;
  #memory;
  #store;

  /**
   * @param {import("../room/entrance.js").Entrance} entrance
   * @param {import("../room/memory.js").Memory} memory
   * @param {import("./store.js").Store} store
   */
  constructor(entrance, memory, store) {
    this.#entrance = entrance;
    this.#memory = memory;
    this.#store = store;
  }

  /** Redeem the invitation and show what it says. @returns {Promise<string | null>} why not */
  async look() {
    try {
      this.#show(await this.#entrance.redeem());
      return null;
    } catch (error) {
      return codeOf(error);
    }
  }

  /** @param {number} index @param {string} name */
  setName(index, name) {
    const names = this.#store.state.names.map((old, at) => (at === index ? name : old));
    this.#memory.keep({ names });
    this.#store.update({ names, reason: null });
  }

  /** One for each person of the invitation; null where one is missing. */
  namesGiven() {
    const names = this.#store.state.names.map((name) => name.trim());
    return names.includes("") ? null : names;
  }

  /** @param {import("../protocol.js").Redeemed} redeemed */
  #show({ people, grants, waits }) {
    const typed = this.#store.state.names;
    const remembered = this.#memory.recall().names ?? [];
    const names = people.map(({ name }, index) => name ?? (typed[index] || remembered[index] || ""));
    this.#store.update({ people, grants, waits, names });
  }
}
