// The state of a call: at its beginning, and after what the server says of it.

import { withPeople } from "./people.js";

/** @typedef {import("../state.js").CallState} CallState */

/**
 * What was written and not sent, and what is seen, outlive a resume.
 * @param {CallState | null} before @param {import("../room/seat.js").Seated} seated @param {CallState["wish"]} wish
 * @returns {CallState}
 */
export function seatedCall(before, { participant, room }, wish) {
  const call = before?.participant === participant ? before : newCall(participant, wish);
  return { ...call, ...withPeople(call, room.people, performance.now()), lobby: room.lobby };
}

/** @param {string} participant @param {CallState["wish"]} wish @returns {CallState} */
export function newCall(participant, wish) {
  return {
    participant,
    people: [],
    tiles: [],
    lobby: [],
    observersComing: [],
    chat: [],
    unread: 0,
    unsent: [],
    line: "kept",
    quality: "unknown",
    wish,
  };
}
