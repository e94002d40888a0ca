// How two writings of the same notes are told apart and put together. No page and no server is needed here.

/** @typedef {import("./answers.js").Fields} Fields */
/** @typedef {import("./answers.js").FieldName} FieldName */
/** @typedef {import("./answers.js").Diagnosis} Diagnosis */

/** @type {Fields} */
export const NOTHING_WRITTEN = Object.freeze({ complaint: "", history: "", observations: "", diagnoses: Object.freeze([]), advice: "", follow_up: "" });
export const FIELD_NAMES = /** @type {readonly FieldName[]} */ (Object.keys(NOTHING_WRITTEN));

/** Composed or not: a keyboard for Hindi may write what the server composes otherwise. @param {unknown} one @param {unknown} other */
export function isSame(one, other) {
  return comparable(one) === comparable(other);
}

/** @param {unknown} value */
function comparable(value) {
  if (Array.isArray(value)) return JSON.stringify(value.map(({ code, title }) => [code, String(title).normalize("NFC")]));
  return String(value ?? "").normalize("NFC");
}

/** Nothing of either is lost; a line that both have stands once. @param {FieldName} name @param {any} first @param {any} second */
export function bothOf(name, first, second) {
  if (name === "diagnoses") return withAll(first, second);
  if (isSame(first, second) || String(second).trim() === "") return first;
  if (String(first).trim() === "") return second;
  const known = linesOf(first);
  const more = linesOf(second).filter((line) => !known.some((one) => isSame(one.trim(), line.trim())));
  return more.length === 0 ? first : `${String(first).trimEnd()}\n${more.join("\n")}`;
}

/** @param {unknown} text */
function linesOf(text) {
  return String(text).split("\n");
}

/** @param {readonly Diagnosis[]} first @param {readonly Diagnosis[]} second @returns {readonly Diagnosis[]} */
function withAll(first, second) {
  return [...first, ...second.filter(({ code }) => !first.some((one) => one.code === code))];
}

/** What a template adds to what stands there already. @param {Fields} fields @param {Partial<Fields>} template @returns {Partial<Fields>} */
export function withTemplate(fields, template) {
  const added = FIELD_NAMES.filter((name) => !isEmpty(template[name])).map((name) => [name, bothOf(name, fields[name], template[name])]);
  return Object.fromEntries(added.filter(([name, value]) => !isSame(value, fields[/** @type {FieldName} */ (name)])));
}

/** @param {Partial<Fields>} fields */
export function isNothing(fields) {
  return FIELD_NAMES.every((name) => isEmpty(fields[name]));
}

/** @param {unknown} value */
function isEmpty(value) {
  return Array.isArray(value) ? value.length === 0 : String(value ?? "").trim() === "";
}
