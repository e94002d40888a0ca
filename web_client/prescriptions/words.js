// What this page says, from its own catalogue and the shared ones.

import * as every from "../words/words.js";

/** @param {string} key @param {import("../words/words.js").Values} [values] */
export function say(key, values) {
  return every.say(/** @type {any} */ (key), values);
}

/** Of the sentences of a dosage, the one in the page's language. @param {Record<string, string>} sentences */
export function sayHere(sentences) {
  return sentences[document.documentElement.lang] ?? sentences.en ?? "";
}
