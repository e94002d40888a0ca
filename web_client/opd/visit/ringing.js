// What is heard while the page waits: the short sign when her turn is near, and the ring as long as it rings.

import { useEffect } from "../../vendor/preact_htm.js";
import { isTalking } from "./token.js";

/** @param {import("./visit.js").Visit} visit @param {import("./shown.js").Shown} shown @param {import("./sounds.js").Sounds} sounds */
export function useRinging(visit, shown, sounds) {
  const isRinging = ringsNow(visit, shown);
  useEffect(() => {
    if (!isRinging) return undefined;
    sounds.ring();
    return () => sounds.stopRinging();
  }, [isRinging]);
  useEffect(() => {
    const gone = new AbortController();
    visit.on("news", ({ token, news }) => (news === "soon" || (news === "ring" && token.mode === "telephone")) && sounds.soon(), { signal: gone.signal });
    return () => gone.abort();
  }, []);
}

/** Her telephone rings by itself; the doctor who rings again in a broken call is heard where the call is not open. @param {import("./visit.js").Visit} visit @param {import("./shown.js").Shown} shown */
function ringsNow(visit, shown) {
  const { call, rung } = visit.state;
  if (shown.name === "ring") return shown.token.mode === "video";
  if (shown.name !== "call" || rung === null || rung.id !== shown.token.id) return false;
  const isOpen = call?.id === rung.id && call.out === null;
  return !isOpen && isTalking(shown.token) && rung.ends_at > visit.now();
}
