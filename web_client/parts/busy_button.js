// A button that says what it is doing and is pressed only once.

import { html } from "../vendor/preact_htm.js";

/**
 * It keeps its place and the focus while it works. `kind` is its class: "big" for the one thing to do, "quiet" for the rest.
 * @param {{word: unknown, busyWord?: string, busy?: boolean, kind?: string, type?: "submit" | "button", disabled?: boolean, onPress?: () => void} & Record<string, unknown>} props
 */
export function BusyButton({ word, busyWord, busy = false, kind = "big", type = "submit", disabled = false, onPress, ...attributes }) {
  const press = (/** @type {Event} */ event) => {
    if (busy) return event.preventDefault();
    onPress?.();
  };
  return html`<button class="${kind} busy-button" type=${type} aria-disabled=${busy ? "true" : undefined} aria-busy=${busy ? "true" : undefined} disabled=${disabled} ...${attributes} onClick=${press}>
    ${busy && html`<span class="turning" aria-hidden="true"></span>`} <span>${busy ? (busyWord ?? word) : word}</span>
  </button>`;
}
