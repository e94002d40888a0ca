// What this page says, from its own catalogue and the shared one.

import * as every from "../words/words.js";

/** @param {string} key @param {import("../words/words.js").Values} [values] */
export function say(key, values) {
  return every.say(/** @type {any} */ (key), values);
}
