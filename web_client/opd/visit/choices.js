// The names behind the codes of specialities and councils, asked for once; until they are here the code itself is said readably.

import { api } from "../../api.js";
import { Emitter } from "../../emitter.js";
import { currentLanguage } from "../../words/words.js";

/** @typedef {{code: string, name_en: string, name_hi: string}} Named */
/** @typedef {{councils: {code: string, name: string}[], specialities: Named[]}} Choices */

/** @type {Choices | null} */
let known = null;

/** @type {Emitter<{changed: {}}>} */
export const choices = new Emitter();

export async function loadChoices() {
  if (known !== null) return;
  known = await api.get("/api/staff/choices").catch(() => null);
  if (known !== null) choices.emit("changed", {});
}

/** @param {string} code */
export function specialityWord(code) {
  const found = known?.specialities.find((one) => one.code === code);
  if (found === undefined) return readable(code);
  return currentLanguage().locale === "hi-IN" ? found.name_hi : found.name_en;
}

/** @param {string} code */
export function councilWord(code) {
  return known?.councils.find((one) => one.code === code)?.name ?? readable(code);
}

/** "General medicine" of "general_medicine"; what is no code stays as it is. @param {string} code */
function readable(code) {
  const words = /^[a-z0-9_-]+$/.test(code) ? code.replace(/[_-]/g, " ") : code;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
