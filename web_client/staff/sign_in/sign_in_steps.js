// The way in as a state and what leads from one to the next; no page, no server.

import { asciiDigits } from "../digits.js";

/** @typedef {import("../answers.js").Ticket} Ticket */
/** @typedef {import("../answers.js").SignedIn} SignedIn */
/** @typedef {import("../answers.js").StaffSelf} StaffSelf */

/**
 * @typedef {{step: "password", because: string | null} |
 *   {step: "invited"} |
 *   {step: "code", ticket: string} |
 *   {step: "enrol", ticket: string, totp: import("../answers.js").Totp} |
 *   {step: "keep", staff: StaffSelf, codes: readonly string[]} |
 *   {step: "in", staff: StaffSelf}} Step
 */

/** After these the first step is taken again; the reason is said there. */
const STARTS_AGAIN = new Set(["ticket_expired", "ticket_unknown"]);
const DIGITS = 6;

/** @type {Step} */
export const FIRST_STEP = Object.freeze({ step: "password", because: null });

/** The password was right. @param {Ticket} answer @returns {Step} */
export function begun({ ticket, next, totp }) {
  return next === "enrol" && totp !== null ? { step: "enrol", ticket, totp } : { step: "code", ticket };
}

/** The second factor was right. The recovery codes come once, so they are shown before anything else. @param {SignedIn} answer @returns {Step} */
export function finished({ staff, recovery_codes: codes }) {
  return codes === null || codes.length === 0 ? { step: "in", staff } : { step: "keep", staff, codes };
}

/** @param {Step} step @returns {Step} */
export function kept(step) {
  return step.step === "keep" ? { step: "in", staff: step.staff } : step;
}

/** Where a refusal leads; the same step means: it is said beside the field. @param {Step} step @param {string} code @returns {Step} */
export function refused(step, code) {
  return STARTS_AGAIN.has(code) ? { step: "password", because: code } : step;
}

/** As an authenticator shows it ("123 456"), or a recovery code; in whichever digits. @param {string} typed */
export function cleanCode(typed) {
  return asciiDigits(typed).replace(/[\s\u00a0\u2009]/g, "");
}

/** Worth sending at once: six digits. @param {string} typed */
export function isWholeCode(typed) {
  return new RegExp(`^\\d{${DIGITS}}$`).test(cleanCode(typed));
}

/** In fours, to be read and typed by hand. @param {string} written */
export function inFours(written) {
  return written.replace(/\s/g, "").replace(/(.{4})(?=.)/g, "$1 ");
}
