// Keeps the page's address and the phone's way back in step with where she is.

import { hashOf, leadOf } from "./places.js";

/** @typedef {import("./visit.js").Visit} Visit */

/** @param {Visit} visit @param {() => void} leave the way back leads out of the visit @returns {() => void} how to stop */
export function keepAddress(visit, leave) {
  const gone = new AbortController();
  let shown = visit.state.place;
  const follow = () => {
    const { place } = visit.state;
    if (place === shown) return;
    const to = hashOf(place);
    const wasWish = shown.name === "wish";
    shown = place;
    if (to === location.hash) return;
    if (history.state?.before === to) history.back(); // the same as the phone's own
    else if (wasWish && place.name === "token") history.replaceState(history.state, "", to); // a number is not asked for twice
    else history.pushState({ before: location.hash }, "", to);
  };
  const arrive = () => {
    if (leadOf(location.hash) === null) return leave();
    if (location.hash === hashOf(visit.state.place)) return;
    visit.arrive(location.hash);
    shown = visit.state.place;
  };
  if (location.hash !== hashOf(shown)) history.replaceState(history.state, "", hashOf(shown));
  visit.on("changed", follow, { signal: gone.signal });
  addEventListener("popstate", arrive, { signal: gone.signal });
  return () => gone.abort();
}
