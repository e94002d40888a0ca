// The catalogue of the staff's pages, by its own keys.

import * as every from "../words/words.js";

/** @typedef {typeof import("../words/staff/en.js").default} StaffCatalogue */
/** @typedef {typeof import("../words/desk/en.js").default} DeskCatalogue the doctor's desk, and clinics */
/** @typedef {keyof StaffCatalogue | keyof DeskCatalogue | keyof import("../words/words.js").PartsCatalogue} StaffKey */

/** @type {(key: StaffKey, values?: Record<string, string | number>) => string} */
export const say = /** @type {any} */ (every.say);

/** @type {(key: string, otherwise: StaffKey, values?: Record<string, string | number>) => string} */
export const sayEither = /** @type {any} */ (every.sayEither);

/** A word that the server gives us by a code; the code itself where we have none. @param {string} family @param {string} code */
export function sayCode(family, code) {
  return sayEither(`${family}_${code}`, "as_it_is", { text: code });
}

/** A choice's name in the reader's language. @param {{name_en: string, name_hi: string}} choice */
export function nameOf(choice) {
  return every.currentLanguage().locale === "hi-IN" ? choice.name_hi : choice.name_en;
}
