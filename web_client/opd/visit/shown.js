// What is to be seen: the one screen for where she is and how her tokens stand. Pure.

import { isTalking, screenOf } from "./token.js";

/** @typedef {import("./token.js").Token} Token */
/** @typedef {import("./store.js").State} State */
/** @typedef {{name: "opening"} | {name: "sign_in"} | {name: "who"} | {name: "clinics", patient: string} | {name: "wish", patient: string, clinic: string} | {name: "unknown"}} Plain */
/** @typedef {{name: import("./token.js").TokenScreen, token: Token} | {name: "card", token: Token, card: import("./places.js").CardName}} OfToken */
/** @typedef {Plain | OfToken} Shown */

/** While a card can be filled in. @type {readonly string[]} */
const WITH_CARDS = ["day", "waiting", "telephone"];

/** @param {State} state @param {readonly Token[] | null} tokens `null`: not known yet @returns {Shown} */
export function shownOf(state, tokens) {
  if (state.session === "out") return { name: "sign_in" };
  if (state.session === "asking" || tokens === null) return { name: "opening" };
  const token = beforeAll(state, tokens);
  return token === null ? atPlace(state, tokens) : ofToken(token, state);
}

/** A call that goes on here, then a ring, come before whatever she was doing. @param {State} state @param {readonly Token[]} tokens @returns {Token | null} */
function beforeAll({ call, rung, silenced, place }, tokens) {
  const here = tokens.find((token) => token.id === call?.id && isTalking(token));
  if (here !== undefined) return here;
  const again = tokens.find((token) => token.id === rung?.id && isTalking(token) && place.name !== "token");
  return again ?? tokens.find((token) => token.state === "called" && token.id !== silenced) ?? null;
}

/** @param {State} state @param {readonly Token[]} tokens @returns {Shown} */
function atPlace(state, tokens) {
  const { place } = state;
  if (place.name !== "token") return { ...place };
  const token = tokens.find(({ id }) => id === place.id);
  return token === undefined ? { name: state.missing === place.id ? "unknown" : "opening" } : ofToken(token, state);
}

/** @param {Token} token @param {State} state @returns {OfToken} */
function ofToken(token, { place, needed }) {
  const name = screenOf(token);
  const card = place.name === "token" && place.id === token.id ? place.card : null;
  const mayTell = WITH_CARDS.includes(name) || (name === "ring" && needed === token.id);
  return card !== null && mayTell ? { name: "card", token, card } : { name, token };
}
