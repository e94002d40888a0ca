// The words of a danger sign in the reader's language: they come with the signs, not with the page's catalogue.

import { currentLanguage } from "../words/words.js";
import { DANGER_SIGNS } from "./danger_signs.js";

/** @template Said @param {{en: Said, hi: Said}} words */
export function inWords(words) {
  return currentLanguage().locale === "hi-IN" ? words.hi : words.en;
}

/** `undefined` where it is of another version. @param {string} id */
export function signOf(id) {
  return DANGER_SIGNS.signs.find((sign) => sign.id === id);
}
