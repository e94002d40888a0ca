// What this page says, from its own catalogue and the shared ones.

import * as every from "../words/words.js";

/** @param {string} key @param {import("../words/words.js").Values} [values] */
export function say(key, values) {
  return every.say(/** @type {any} */ (key), values);
}

/** "5 December 2026"; no hour belongs to it. @param {string} day ISO */
export function sayDay(day) {
  return new Intl.DateTimeFormat(every.currentLanguage().locale, { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(`${day}T00:00:00Z`));
}
