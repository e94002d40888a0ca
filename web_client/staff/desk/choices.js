// The names behind the codes of councils, specialities and languages, asked for once.

import { api } from "../../api.js";
import { useEffect, useState } from "../../vendor/preact_htm.js";
import { nameOf } from "../words.js";

/** @typedef {import("../answers.js").Choices} Choices */

/** @type {Promise<Choices> | null} */
let asked = null;

/** @returns {Promise<Choices>} */
export function choicesOnce() {
  asked ??= api.get("/api/staff/choices");
  asked.catch(() => (asked = null));
  return asked;
}

/** Until they are there, and for a code that is not among them, the code itself. */
export function useChoices() {
  const [choices, setChoices] = useState(/** @type {Choices | null} */ (null));
  useEffect(() => void choicesOnce().then(setChoices, () => {}), []);
  const named = (/** @type {readonly import("../answers.js").Choice[] | undefined} */ list, /** @type {string} */ code) => {
    const choice = list?.find((one) => one.code === code);
    return choice === undefined ? code : nameOf(choice);
  };
  return {
    speciality: (/** @type {string} */ code) => named(choices?.specialities, code),
    language: (/** @type {string} */ code) => named(choices?.languages, code),
  };
}
