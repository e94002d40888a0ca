// Adding to the lines: from the list of medicines, by name, from a template, or from the past.

/** @typedef {import("./answers.js").Line} Line */
/** @typedef {import("./answers.js").Medicine} Medicine */

export const MOST_LINES = 20;
/** In what a dose of each form is counted, as the server has it. */
export const UNIT_OF = Object.freeze({
  tablet: "tablet", capsule: "capsule", syrup: "ml", suspension: "ml", solution: "ml", drops: "drop", sachet: "sachet", powder: "sachet", lozenge: "lozenge",
  inhaler: "puff", spray: "puff", cream: "application", ointment: "application", lotion: "application", gel: "application", pessary: "piece", suppository: "piece", injection: "unit", other: "piece",
});
export const FORMS = /** @type {readonly (keyof typeof UNIT_OF)[]} */ (Object.keys(UNIT_OF));
export const ROUTES = Object.freeze(["oral", "topical", "eye", "ear", "nasal", "inhaled", "sublingual", "vaginal", "rectal", "injection", "other"]);

/** How it is taken, nobody but the doctor knows. */
const UNSAID = Object.freeze({ pattern: /** @type {const} */ ("times"), amounts: [0, 0, 0, 0], every_days: 1, days: 0, sos_amount: 0, most_a_day: 0, food: "any" });
const WITH_STRENGTH = /^(\S.*?)\s+(\d[\d.,]*\s?(?:mg|mcg|µg|g|ml|iu|%)?(?:\s?\/\s?\d*\s?ml)?)$/i;

/** Eight hexadecimal characters. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Medicine} medicine @returns {Line} */
export function lineOf({ id, ingredients, form, route, unit, name, strength }) {
  return { id: newId(), medicine: id, ingredients, form, route, unit, name, strength, dosing: { ...UNSAID, amounts: [...UNSAID.amounts] }, purpose: "start", instructions: "", quantity: null, overrides: {} };
}

/** One that no list has, with the strength where one was typed: "amoxil 500 mg". @param {string} typed @returns {Line} */
export function namedLine(typed) {
  const [, name = typed.trim(), strength = ""] = WITH_STRENGTH.exec(typed.trim()) ?? [];
  const line = lineOf({ id: "", ingredients: [], form: "tablet", route: "oral", unit: "tablet", name, strength, brands: [], source: "" });
  return { ...line, medicine: null, ...named(name, strength) };
}

/** @param {string} name @param {string} strength @returns {Pick<Line, "name" | "strength" | "ingredients">} */
export function named(name, strength) {
  return { name, strength, ingredients: [{ name, strength, mg_per_unit: null }] };
}

/** Of another prescription or a template: hers from now on. @param {readonly Line[]} lines @returns {Line[]} */
export function asNew(lines) {
  return lines.map((line) => ({ ...line, id: newId(), overrides: {} }));
}

/** A medicine that was taken off is put back where it stood. @param {readonly Line[]} lines @param {Line} line @param {number} place */
export function withLine(lines, line, place) {
  return [...lines.slice(0, place), line, ...lines.slice(place)];
}
