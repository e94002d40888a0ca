// Where the focus goes when what had it has gone away.

import { useEffect } from "../vendor/preact_htm.js";

/**
 * To this element, once the change is drawn; whoever hears the page would else be at its beginning.
 * @param {{current: HTMLElement | null}} target @param {readonly unknown[]} inputs what changes
 */
export function useKeptFocus(target, inputs) {
  useEffect(() => {
    let timer = 0;
    const take = () => document.activeElement === document.body && target.current?.focus();
    const frame = requestAnimationFrame(() => (timer = setTimeout(take))); // what is hidden loses the focus only when it is drawn
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, inputs);
}
