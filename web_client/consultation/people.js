// Who is here, who waits, who is about to watch, and what you may do about it.

import { codeOf } from "../room/refused.js";

/** @typedef {import("../protocol.js").Person} Person */
/** @typedef {import("../state.js").Present} Present */
/** @typedef {import("../state.js").CallState} CallState */
/** @typedef {import("../protocol.js").Commands} Commands */

/** An announcement that nothing came of is taken away. */
const ANNOUNCED_FOR_MILLISECONDS = 15_000;

export class People {
  #signaling;
  #store;

  /** @param {import("../room/signaling.js").Signaling} signaling @param {import("./store.js").Store} store */
  constructor(signaling, store) {
    this.#signaling = signaling;
    this.#store = store;
    signaling.on("people", ({ people }) => this.#show(people));
    signaling.on("lobby", ({ waiting }) => store.updateCall(() => ({ lobby: waiting })));
    signaling.on("observer_coming", (coming) => this.#announce(coming));
  }

  /** @param {string} participant */
  admit(participant) {
    return this.#ask("admit", { participant });
  }

  /** @param {string} participant */
  remove(participant) {
    return this.#ask("remove", { participant });
  }

  /** @param {string} participant @param {"microphone" | "camera"} source @param {boolean} muted */
  mute(participant, source, muted) {
    return this.#ask("mute", { participant, source, muted });
  }

  end() {
    return this.#ask("end", {});
  }

  /** @param {Person[]} people */
  #show(people) {
    const own = () => this.#store.state.call?.people.find((one) => one.participant === this.#store.state.call?.participant);
    const before = own();
    this.#store.updateCall((call) => withPeople(call, people, performance.now()));
    const after = own();
    for (const source of /** @type {const} */ (["microphone", "camera"])) {
      const [was, is] = [before?.[source] === "muted", after?.[source] === "muted"];
      if (before !== undefined && was !== is) this.#store.notice(`${source}_${is ? "muted" : "unmuted"}`);
    }
  }

  /** @param {import("../protocol.js").ObserverComing} coming */
  #announce({ participant, people }) {
    const others = (/** @type {CallState} */ call) => call.observersComing.filter((one) => one.participant !== participant);
    this.#store.updateCall((call) => ({ observersComing: [...others(call), { participant, people }] }));
    setTimeout(() => this.#store.updateCall((call) => ({ observersComing: others(call) })), ANNOUNCED_FOR_MILLISECONDS);
  }

  /**
   * @template {keyof Commands} Name
   * @param {Name} name @param {Commands[Name]["command"]} payload
   */
  async #ask(name, payload) {
    try {
      await this.#signaling.request(name, payload);
    } catch (error) {
      this.#store.notice(codeOf(error));
    }
  }
}

/**
 * @param {Pick<CallState, "people" | "observersComing">} call @param {Person[]} people @param {number} now
 * @returns {Pick<CallState, "people" | "observersComing">}
 */
export function withPeople(call, people, now) {
  const before = new Map(call.people.map((person) => [person.participant, person]));
  const here = new Set(people.map(({ participant }) => participant));
  return {
    people: people.map((person) => ({ ...person, lostSince: lostSince(person, before.get(person.participant), now) })),
    observersComing: call.observersComing.filter(({ participant }) => !here.has(participant)),
  };
}

/** Told once, the moment stays: the seconds on the page never jump. @param {Person} person @param {Present | undefined} before @param {number} now */
function lostSince(person, before, now) {
  if (person.lost_seconds === null) return null;
  return before?.lostSince ?? now - person.lost_seconds * 1000;
}
