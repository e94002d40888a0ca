// Following the present day: asked anew when the server tells of a change, and now and then. Only as long as somebody is there:
// a page that asks by itself for ever would keep a desk signed in that nobody sits at.

import { useEffect, useRef, useState } from "../../vendor/preact_htm.js";

const ASK_MS = 15_000;
/** Of many changes one after the other. */
const PAUSE_MS = 4000;
export const FORSAKEN_MS = 15 * 60_000;
const SIGNS_OF_LIFE = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"];
const NEWS = /** @type {const} */ (["queue", "clinics", "here"]);
/** The server's own limit of what a page may watch. */
const MOST_WATCHED = 30;

/** @typedef {import("../../live.js").Live} Live */

/**
 * Whether it still follows, and how to make it go on.
 * @param {{isToday: boolean, clinics: readonly string[], ask: () => void}} what
 */
export function useFollowing({ isToday, clinics, ask }) {
  const [isForsaken, setForsaken] = useState(false);
  const asking = useRef(ask);
  asking.current = ask;
  const [line, setLine] = useState(/** @type {Live | null} */ (null));
  const watched = clinics.slice(0, MOST_WATCHED).join(" ");
  useEffect(() => {
    if (!isToday || isForsaken) return undefined;
    const pace = paced(() => document.visibilityState === "visible" && asking.current());
    const timer = setInterval(pace.now, ASK_MS);
    const listening = listened(pace.soon, setLine);
    const life = forsaken(() => setForsaken(true));
    return () => (clearInterval(timer), pace.end(), listening.end(), life.end());
  }, [isToday, isForsaken]);
  useEffect(() => line?.watch(watched.split(" ").filter(Boolean)), [line, watched]);
  const goOn = () => (setForsaken(false), ask());
  return { isFollowed: isToday && !isForsaken, isForsaken: isToday && isForsaken, goOn };
}

/** At once, or a little later, but never twice in one pause. @param {() => void} act */
function paced(act) {
  /** @type {ReturnType<typeof setTimeout> | null} */
  let timer = null;
  const now = () => (end(), act());
  const end = () => void (timer !== null && (clearTimeout(timer), (timer = null)));
  const soon = () => void (timer ??= setTimeout(now, PAUSE_MS));
  return { now, soon, end };
}

/** The line itself is loaded when it is wanted; without it the page asks now and then. @param {() => void} act @param {(line: Live | null) => void} onLine */
function listened(act, onLine) {
  /** @type {Live | null} */
  let line = null;
  let isOver = false;
  import("../../live.js").then(({ Live }) => {
    if (isOver) return;
    line = new Live();
    for (const name of NEWS) line.on(name, act);
    onLine(line);
  }, () => {});
  return { end: () => ((isOver = true), line?.leave(), onLine(null)) };
}

/** @param {() => void} act when nobody has touched the page for long */
function forsaken(act) {
  let timer = setTimeout(act, FORSAKEN_MS);
  const again = () => (clearTimeout(timer), void (timer = setTimeout(act, FORSAKEN_MS)));
  for (const name of SIGNS_OF_LIFE) addEventListener(name, again, { passive: true });
  return {
    end: () => {
      clearTimeout(timer);
      for (const name of SIGNS_OF_LIFE) removeEventListener(name, again);
    },
  };
}
