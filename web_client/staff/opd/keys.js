// One key for each thing that can be done at the desk. While something is written, the same key together with Alt.

/** @typedef {keyof typeof KEYS} Action */

export const KEYS = Object.freeze({
  next: "n",
  call: "c",
  urgent: "u",
  order: "l",
  again: "r",
  telephone: "t",
  give_up: "g",
  take_seat: "h",
  end: "e",
  sign: "s",
  transfer: "x",
  refer: "f",
  follow_up: "b",
  release: "q",
  report: "p",
  templates: "i",
  prescription: "m",
  voice: "v",
  results: "o",
  unsigned: "y",
  duty: "d",
  list: "1",
  patient: "2",
  notes: "3",
  help: "?",
});

/** In the overlay, by what she is doing. @type {readonly {title: "keys_list" | "keys_call" | "keys_notes" | "keys_desk", actions: readonly Action[]}[]} */
export const KEY_GROUPS = Object.freeze([
  { title: "keys_list", actions: ["next", "call", "urgent", "order"] },
  { title: "keys_call", actions: ["again", "telephone", "give_up", "take_seat", "end", "transfer", "refer", "release", "report", "voice"] },
  { title: "keys_notes", actions: ["prescription", "sign", "follow_up", "templates", "unsigned", "results"] },
  { title: "keys_desk", actions: ["list", "patient", "notes", "duty", "help"] },
]);

/** @typedef {{key: string, code: string, altKey: boolean, ctrlKey: boolean, metaKey: boolean, repeat: boolean}} Press */

/** What a press of the keyboard asks for; nothing while she types, unless Alt is held. @param {Press} press @param {boolean} isTyping @returns {Action | null} */
export function actionOf(press, isTyping) {
  if (press.repeat || press.ctrlKey || press.metaKey || (isTyping && !press.altKey)) return null;
  const sign = signOf(press);
  const found = Object.entries(KEYS).find(([, key]) => key === sign);
  return found === undefined ? null : /** @type {Action} */ (found[0]);
}

/** Whether what has the focus takes letters for itself. @param {{tagName: string, type?: string, isContentEditable?: boolean} | null} element */
export function isTypedInto(element) {
  if (element === null) return false;
  const { tagName, type = "", isContentEditable = false } = element;
  if (tagName === "INPUT") return !["checkbox", "radio", "button", "submit", "file", "range"].includes(type);
  return isContentEditable || tagName === "TEXTAREA" || tagName === "SELECT";
}

/** As it stands on the key. @param {Action} action */
export function keyCap(action) {
  return KEYS[action].toUpperCase();
}

/** A keyboard that is set to Hindi, and Alt on a Mac, give other letters: then the place of the key counts. @param {Press} press */
function signOf({ key, code }) {
  if (/^[\x21-\x7e]$/.test(key)) return key.toLowerCase();
  const [, letter] = /^(?:Key|Digit)([A-Z0-9])$/.exec(code) ?? [];
  return letter?.toLowerCase() ?? "";
}
