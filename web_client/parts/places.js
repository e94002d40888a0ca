// States and districts, each named so that whoever looks for it finds it.

import { api } from "../api.js";
import { useEffect, useState } from "../vendor/preact_htm.js";
import { currentLanguage } from "../words/words.js";

/** @typedef {{code: number, name_en: string, name_hi: string, name_own: string, language: string}} StateName */
/** @typedef {import("../api.js").ApiProblem} ApiProblem */

/** @type {Promise<StateName[]> | null} */
let asked = null;

/** Asked of the server once a page. @returns {Promise<StateName[]>} */
export function loadStates() {
  asked ??= api.get("/api/places/states").then(
    ({ states }) => states,
    (problem) => {
      asked = null;
      throw problem;
    },
  );
  return asked;
}

/** The states, `null` until they are there; and how to ask again. */
export function useStates() {
  const [states, setStates] = useState(/** @type {StateName[] | null} */ (null));
  const [problem, setProblem] = useState(/** @type {ApiProblem | null} */ (null));
  const load = () => {
    setProblem(null);
    loadStates().then(setStates, setProblem);
  };
  useEffect(load, []);
  return { states, problem, load };
}

/** In the reader's language, then in the state's own, then in English. @param {StateName} state */
export function stateWords({ name_en, name_hi, name_own }) {
  const [first, last] = currentLanguage().locale === "hi-IN" ? [name_hi, name_en] : [name_en, name_hi];
  return [...new Set([first, name_own, last])].join(" · ");
}

/** Only in the reader's language. @param {readonly StateName[]} states @param {number | null} code */
export function stateWord(states, code) {
  const found = states.find((state) => state.code === code);
  if (found === undefined) return "";
  return currentLanguage().locale === "hi-IN" ? found.name_hi : found.name_en;
}

/** In the reader's alphabet. @param {readonly StateName[]} states */
export function stateOptions(states) {
  const order = new Intl.Collator(currentLanguage().locale);
  const options = states.map((state) => ({ value: String(state.code), word: stateWords(state) }));
  return options.sort((one, other) => order.compare(one.word, other.word));
}
