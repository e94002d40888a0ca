// What stands between this prescription and the doctor's signature, in the order in which it is best done. No page is needed here.

import { missingOf } from "./shorthand.js";

/** @typedef {import("./answers.js").Sheet} Sheet */
/** @typedef {import("./answers.js").Fields} Fields */
/** @typedef {import("./answers.js").Line} Line */
/** `names`: of the medicines that are meant. @typedef {{code: "answer" | "diagnosis" | "ruling" | "refused" | "dosage" | "reasons" | "empty" | "held_only", names: readonly string[]}} Missing */

const LEAST_REASON = 3;
const TEXTS = /** @type {const} */ (["investigations", "diet", "worse", "referral"]);

/** `state`: of the consultation. @param {Sheet} sheet @param {Fields} fields @param {string} state @returns {readonly Missing[]} */
export function stillMissing(sheet, fields, state) {
  const { rulings } = sheet.verdict;
  const refused = ofOutcome(sheet, fields, "refused");
  const unsaid = ofOutcome(sheet, fields, "allowed").filter(({ dosing }) => missingOf(dosing).length > 0);
  const unanswered = fields.lines.filter((line) => lacksReason(sheet, line));
  return [
    ...when(state === "called", "answer"),
    ...when(!sheet.context.has_diagnosis, "diagnosis"),
    ...when(rulings.some(({ code }) => code !== "diagnosis_missing"), "ruling"),
    ...when(refused.length > 0, "refused", refused),
    ...when(unsaid.length > 0, "dosage", unsaid),
    ...when(unanswered.length > 0, "reasons", unanswered),
    ...emptiness(sheet, fields),
  ];
}

/** @param {Sheet} sheet @param {Fields} fields @param {"allowed" | "held" | "refused"} outcome @returns {readonly Line[]} */
export function ofOutcome(sheet, fields, outcome) {
  const meant = new Set(sheet.verdict.lines.filter((one) => one.outcome === outcome).map(({ line }) => line));
  return fields.lines.filter(({ id }) => meant.has(id));
}

/** @param {Sheet} sheet @param {Line} line */
function lacksReason(sheet, line) {
  const verdict = sheet.verdict.lines.find((one) => one.line === line.id);
  return verdict?.outcome === "allowed" && verdict.warnings.some(({ code }) => (line.overrides[code] ?? "").trim().length < LEAST_REASON);
}

/** @param {Sheet} sheet @param {Fields} fields @returns {readonly Missing[]} */
function emptiness(sheet, fields) {
  if (TEXTS.some((name) => fields[name].trim() !== "")) return [];
  if (fields.lines.length === 0) return when(true, "empty");
  return when(ofOutcome(sheet, fields, "held").length === fields.lines.length, "held_only");
}

/** @param {boolean} isSo @param {Missing["code"]} code @param {readonly Line[]} lines @returns {Missing[]} */
function when(isSo, code, lines = []) {
  return isSo ? [{ code, names: lines.map(({ name }) => name) }] : [];
}
