// A doctor's application: what is asked, what is still missing, and what is sent. No page, no server.

import { asciiDigits } from "../digits.js";

/**
 * @typedef {object} Values
 * @property {string} name
 * @property {string} gender
 * @property {string} mobile
 * @property {string} email
 * @property {string} council
 * @property {string} registration_number
 * @property {string} registration_year
 * @property {string} qualification
 * @property {string} system
 * @property {string} speciality
 * @property {readonly string[]} languages
 * @property {string} facility_code
 * @property {string} password
 * @property {string} password_again
 * @property {string} document id of the finished upload
 */
/** @typedef {keyof Values} FieldName */
/** @typedef {Partial<Record<FieldName, string>>} Problems a key of the catalogue for each field */
/** @typedef {"you" | "registration" | "work" | "document" | "password"} SectionName */

/** @type {readonly {name: SectionName, fields: readonly FieldName[]}[]} */
export const SECTIONS = Object.freeze([
  { name: "you", fields: ["name", "gender", "mobile", "email"] },
  { name: "registration", fields: ["system", "council", "registration_number", "registration_year", "qualification"] },
  { name: "work", fields: ["speciality", "languages", "facility_code"] },
  { name: "document", fields: ["document"] },
  { name: "password", fields: ["password", "password_again"] },
]);

/** @type {Values} */
export const EMPTY = Object.freeze({
  name: "", gender: "", mobile: "", email: "", council: "", registration_number: "", registration_year: "", qualification: "",
  system: "", speciality: "", languages: Object.freeze([]), facility_code: "", password: "", password_again: "", document: "",
});

export const SHORTEST_PASSWORD = 10;
const OLDEST_YEAR = 1940;
export const GENDERS = Object.freeze(["female", "male", "other", "undisclosed"]);
export const SYSTEMS = Object.freeze(["allopathy", "ayurveda", "yoga", "unani", "siddha", "homoeopathy"]);
export const DOCUMENT_TYPES = Object.freeze(["application/pdf", "image/jpeg", "image/png", "image/webp"]);
export const DOCUMENT_BYTES = 10 * 1024 * 1024;

/** @param {Values} values @param {number} thisYear @param {readonly FieldName[]} [fields] @returns {Problems} */
export function problemsOf(values, thisYear, fields = SECTIONS.flatMap((section) => section.fields)) {
  /** @type {Problems} */
  const found = {};
  for (const field of fields) {
    const problem = problemOf(field, values, thisYear);
    if (problem !== null) found[field] = problem;
  }
  return found;
}

/** @param {FieldName} field @param {Values} values @param {number} thisYear */
function problemOf(field, values, thisYear) {
  const value = values[field];
  if (value.length === 0 || (typeof value === "string" && value.trim() === "")) return `missing_${field}`;
  const check = CHECKS[field];
  return check === undefined || check(values, thisYear) ? null : `wrong_${field}`;
}

/** @type {Partial<Record<FieldName, (values: Values, thisYear: number) => boolean>>} */
const CHECKS = {
  mobile: ({ mobile }) => /^(\+?91|0)?[6-9]\d{9}$/.test(plainNumber(mobile)),
  email: ({ email }) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()),
  registration_year: ({ registration_year }, thisYear) => isYear(registration_year, thisYear),
  facility_code: ({ facility_code }) => /^[A-Za-z0-9-]{1,20}$/.test(facility_code.trim()),
  password: (values) => strengthOf(values).isEnough,
  password_again: ({ password, password_again }) => password === password_again,
};

/** @param {string} text @param {number} thisYear */
function isYear(text, thisYear) {
  const year = Number(asciiDigits(text.trim()));
  return Number.isInteger(year) && year >= OLDEST_YEAR && year <= thisYear;
}

/** A key of the catalogue that says where the password stands. No rules on kinds of letters (NIST SP 800-63B). @param {Values} values */
export function strengthOf({ password, name, email, mobile }) {
  if (password.length < SHORTEST_PASSWORD) return { sentence: "password_short", isEnough: false, missing: SHORTEST_PASSWORD - password.length };
  const lower = password.toLowerCase();
  const own = [...name.toLowerCase().split(/\s+/), email.toLowerCase().split("@")[0], plainNumber(mobile).slice(-10)];
  if (own.some((part) => part.length >= 4 && lower.includes(part))) return { sentence: "password_own_name", isEnough: false, missing: 0 };
  if (new Set(lower).size < 5 || /^(0?123456789|qwertyuiop|abcdefghij)/.test(lower)) return { sentence: "password_guessable", isEnough: false, missing: 0 };
  return { sentence: password.length < 14 ? "password_enough" : "password_good", isEnough: true, missing: 0 };
}

/** What is sent: without the second password, with numbers as numbers. @param {Values} values */
export function payloadOf(values) {
  const { password_again: _, ...sent } = values;
  const trimmed = Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, typeof value === "string" && name !== "password" ? value.trim() : value]));
  return { ...trimmed, mobile: plainNumber(values.mobile), registration_year: Number(asciiDigits(values.registration_year.trim())), facility_code: values.facility_code.trim().toUpperCase() };
}

/** The registers for one system of medicine; all of them until it is chosen. @param {readonly import("../answers.js").Council[]} councils @param {string} system */
export function councilsFor(councils, system) {
  return system === "" ? councils : councils.filter((one) => one.systems === undefined || one.systems.includes(system));
}

/** Where somebody is taken: the first section with something wrong. @param {Partial<Record<FieldName, unknown>>} problems */
export function firstWrongSection(problems) {
  return SECTIONS.findIndex(({ fields }) => fields.some((field) => field in problems));
}

/** The first field with something wrong, in the order of the page. @param {Partial<Record<FieldName, unknown>>} problems @returns {FieldName | null} */
export function firstWrongField(problems) {
  return SECTIONS.flatMap(({ fields }) => fields).find((field) => field in problems) ?? null;
}

/** What a refusal by code has to do with one field. @param {string} code @returns {FieldName | null} */
export function fieldOfRefusal(code) {
  return REFUSED_FIELDS[code] ?? null;
}

/** @type {Record<string, FieldName>} */
const REFUSED_FIELDS = {
  registration_taken: "registration_number", login_taken: "email", email_invalid: "email", mobile_invalid: "mobile", facility_unknown: "facility_code",
  password_short: "password", password_long: "password", password_common: "password", password_personal: "password",
  upload_incomplete: "document", upload_unknown: "document", document_missing: "document",
  name_invalid: "name", gender_invalid: "gender", council_invalid: "council", registration_invalid: "registration_number", year_invalid: "registration_year",
  qualification_invalid: "qualification", system_invalid: "system", speciality_invalid: "speciality", languages_invalid: "languages",
};

/** Before anything is sent. @param {{size: number, type: string}} file @returns {string | null} a key of the catalogue */
export function documentProblem({ size, type }) {
  if (!DOCUMENT_TYPES.includes(type)) return "upload_type";
  return size > DOCUMENT_BYTES ? "upload_too_large" : null;
}

/** @param {string} mobile */
function plainNumber(mobile) {
  return asciiDigits(mobile).replace(/[\s()\-.]/g, "");
}
