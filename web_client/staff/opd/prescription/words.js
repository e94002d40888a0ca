// What the prescription's sheet says: its own catalogue, and the desk's.

import * as every from "../../../words/words.js";

/** @param {string} key @param {Record<string, string | number>} [values] */
export function say(key, values) {
  return every.say(/** @type {any} */ (key), values);
}
