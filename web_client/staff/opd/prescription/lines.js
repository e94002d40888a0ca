// Adding to the lines: from the list of medicines, by name, from a template, or from the past.

/** @typedef {import("./answers.js").Line} Line */
/** @typedef {import("./answers.js").Medicine} Medicine */

export const MOST_LINES = 20;
const ONCE_A_DAY = Object.freeze({ pattern: /** @type {const} */ ("times"), amounts: [1, 0, 0, 0], every_days: 1, days: 5, sos_amount: 0, most_a_day: 0, food: "any" });

/** Eight hexadecimal characters. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Medicine} medicine @returns {Line} */
export function lineOf({ id, ingredients, form, route, unit, name, strength }) {
  return { id: newId(), medicine: id, ingredients, form, route, unit, name, strength, dosing: { ...ONCE_A_DAY }, purpose: "start", instructions: "", quantity: null, overrides: {} };
}

/** One that no list has. @param {string} name @returns {Line} */
export function namedLine(name) {
  return { ...lineOf({ id: "", ingredients: [{ name, strength: "", mg_per_unit: null }], form: "tablet", route: "oral", unit: "tablet", name, strength: "", brands: [], source: "" }), medicine: null };
}

/** Of another prescription or a template: hers from now on. @param {readonly Line[]} lines @returns {Line[]} */
export function asNew(lines) {
  return lines.map((line) => ({ ...line, id: newId(), overrides: {} }));
}
