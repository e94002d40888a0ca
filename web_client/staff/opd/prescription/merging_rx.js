// How two writings of the same prescription are told apart and put together. No page and no server is needed here.

import { bothOf as bothTexts } from "../merging_notes.js";

/** @typedef {import("./answers.js").Fields} Fields */
/** @typedef {import("./answers.js").Line} Line */

/** @type {Fields} */
export const NOTHING = Object.freeze({ lines: Object.freeze([]), vitals: Object.freeze({}), in_person: null, investigations: "", diet: "", worse: "", referral: "" });
export const NAMES = /** @type {readonly (keyof Fields)[]} */ (Object.keys(NOTHING));

/** What the server works out is left out: it is neither sent nor compared. @param {Line} line */
export function asSent({ id, medicine, ingredients, form, route, unit, dosing, purpose, instructions, quantity, overrides }) {
  return { id, medicine, ingredients, form, route, unit, dosing, purpose, instructions, quantity, overrides };
}

/** @param {unknown} one @param {unknown} other */
export function isSame(one, other) {
  return comparable(one) === comparable(other);
}

/** Nothing of either is lost; of a line that both have, the second counts. @param {keyof Fields} name @param {any} first @param {any} second */
export function bothOf(name, first, second) {
  if (name === "lines") return [...first.map((/** @type {Line} */ line) => second.find((/** @type {Line} */ { id }) => id === line.id) ?? line), ...second.filter((/** @type {Line} */ { id }) => !first.some((/** @type {Line} */ one) => one.id === id))];
  if (name === "vitals") return { ...first, ...Object.fromEntries(Object.entries(second).filter(([, value]) => value !== null)) };
  if (name === "in_person") return second ?? first;
  return bothTexts(/** @type {any} */ (name), first, second);
}

/** For `Writings`. @type {import("../writings.js").Kind<Fields>} */
export const PRESCRIPTION = Object.freeze({ names: NAMES, nothing: NOTHING, isSame, bothOf });

/** @param {unknown} value */
function comparable(value) {
  if (Array.isArray(value)) return JSON.stringify(value.map(essence));
  if (typeof value === "object" && value !== null) return JSON.stringify(Object.entries(value).filter(([, one]) => one !== null).sort());
  return String(value ?? "").normalize("NFC");
}

/** What a doctor has written of a line; of a listed medicine the list says the rest. @param {Line} line */
function essence({ id, medicine, ingredients, form, route, unit, dosing: d, purpose, instructions, quantity, overrides }) {
  const named = medicine === null ? [ingredients.map(({ name, strength }) => [name, strength]), form, route, unit] : medicine;
  const taken = [d.pattern, d.amounts, d.every_days, d.days, d.sos_amount, d.most_a_day, d.food];
  return [id, named, taken, purpose, instructions.normalize("NFC"), quantity, Object.entries(overrides).sort()];
}
