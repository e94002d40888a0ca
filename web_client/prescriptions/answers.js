// What the server answers; types alone.

/** @typedef {{name: string, qualification: string, registration: string, council: string}} Doctor */
/** @typedef {"signed" | "superseded" | "cancelled"} State */
/** @typedef {{id: string, consultation: string, signed_at: number, state: State, doctor: Doctor, patient_name: string, medicines: number, document: string}} Listed */
/** @typedef {{pattern: "times" | "sos" | "once", amounts: readonly number[], every_days: number, days: number, food: "before_food" | "after_food" | "with_food" | "empty_stomach" | "any"}} Dosing */
/** @typedef {{name: string, strength: string, form: string, unit: string, dosing: Dosing, code: string, shorthand: string, units: number, instructions: string, sentences: Record<string, string>}} Medicine */
/**
 * @typedef {object} Given
 * @property {string} id
 * @property {string} consultation
 * @property {number} signed_at
 * @property {State} state
 * @property {string | null} replaced_by
 * @property {string} cancelled_because
 * @property {Doctor} doctor
 * @property {string} facility
 * @property {string} patient_name
 * @property {readonly string[]} diagnoses
 * @property {readonly Medicine[]} lines
 * @property {number} held
 * @property {string} investigations
 * @property {string} advice
 * @property {string} diet
 * @property {string} worse
 * @property {string} referral
 * @property {string} follow_up
 * @property {string} follow_up_words
 * @property {"video" | "audio" | "text"} by
 * @property {string} document
 * @property {string} verify
 */

export {};
