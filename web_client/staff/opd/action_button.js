// A button of the desk with its key, which is seen when the button is pointed at or has the focus.

import { BusyButton } from "../../parts/busy_button.js";
import { html } from "../../vendor/preact_htm.js";
import { say } from "../words.js";
import { keyCap, KEYS } from "./keys.js";

/** @typedef {import("./keys.js").Action} Action */
/** `busy`: which is being done. @typedef {{offers: ReadonlySet<Action>, busy: Action | null, press: (action: Action) => void}} Doings */

/** Not there while it cannot be done. @param {{doings: Doings, action: Action, word?: string, kind?: string} & Record<string, unknown>} props */
export function ActionButton({ doings, action, word = say(`do_${action}`), kind = "quiet", ...attributes }) {
  if (!doings.offers.has(action)) return null;
  const cap = keyCap(action);
  return html`<${BusyButton} kind="${kind} has-key" type="button" data-action=${action} aria-keyshortcuts=${KEYS[action]} title=${say("key_of", { word, key: cap })}
    word=${html`${word}<kbd class="key" aria-hidden="true">${cap}</kbd>`} busy=${doings.busy === action} onPress=${() => doings.press(action)} ...${attributes} />`;
}
