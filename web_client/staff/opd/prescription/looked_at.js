// What the doctor looks at when she signs, so that nothing else is signed than what she has seen. No page is needed here.

import { isSame as isSameNote } from "../merging_notes.js";
import { isSame, NAMES } from "./merging_rx.js";

/** Those of the notes that are printed too. */
const NOTES = /** @type {const} */ (["diagnoses", "complaint", "history", "observations", "advice", "follow_up"]);

/** @typedef {{fields: import("./answers.js").Fields | null, notes: import("../answers.js").Fields}} Looked */

/** @param {{fields: import("./answers.js").Fields | null}} rx @param {{state: {fields: import("../answers.js").Fields}}} notes @returns {Looked} */
export function lookAt(rx, notes) {
  return { fields: rx.fields, notes: notes.state.fields };
}

/** The names of what is not as it was. @param {Looked} before @param {Looked} now @returns {readonly string[]} */
export function changedSince(before, now) {
  const ofPrescription = NAMES.filter((name) => !isSame(before.fields?.[name], now.fields?.[name]));
  return [...ofPrescription, ...NOTES.filter((name) => !isSameNote(before.notes[name], now.notes[name]))];
}
