// The keys of the desk, while no dialog is open.

import { useEffect, useLayoutEffect, useRef } from "../../vendor/preact_htm.js";
import { actionOf, isTypedInto } from "./keys.js";

/** @typedef {import("./keys.js").Action} Action */

/**
 * Escape leads out of a field, to where single keys act again. The answer is for keys that another window of ours has heard.
 * @param {{isHere: boolean, offers: ReadonlySet<Action>, press: (action: Action) => void}} doings @returns {(event: KeyboardEvent) => void}
 */
export function useDeskKeys(doings) {
  const now = useRef(doings);
  now.current = doings;
  useLayoutEffect(() => {
    const heard = (/** @type {KeyboardEvent} */ event) => hear(event, now.current);
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, []);
  return (event) => hear(event, now.current);
}

/** What had the focus may go away: then it stays at the desk, and the window stays where it is. @param {{current: HTMLElement | null}} desk @param {readonly unknown[]} inputs what changes */
export function useFocusAtDesk(desk, inputs) {
  const isFirst = useRef(true);
  useEffect(() => {
    const timer = setTimeout(() => !isFirst.current && document.activeElement === document.body && desk.current?.focus({ preventScroll: true }), 50);
    return () => {
      isFirst.current = false;
      clearTimeout(timer);
    };
  }, inputs);
}

/** @param {KeyboardEvent} event @param {{isHere: boolean, offers: ReadonlySet<Action>, press: (action: Action) => void}} doings */
function hear(event, { isHere, offers, press }) {
  if (!isHere || event.defaultPrevented || document.querySelector("dialog[open]") !== null) return;
  const element = event.target instanceof HTMLElement ? event.target : null;
  const isTyping = isTypedInto(element);
  if (event.key === "Escape" && isTyping) return /** @type {HTMLElement | null | undefined} */ (element?.closest(".desk-column")?.querySelector("[tabindex='-1']"))?.focus();
  const action = actionOf(event, isTyping);
  if (action === null || !offers.has(action)) return;
  event.preventDefault();
  press(action);
}
