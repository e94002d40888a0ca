// What the server answers; types alone.

/** @typedef {{pattern: "times" | "sos" | "once", amounts: number[], every_days: number, days: number, sos_amount: number, most_a_day: number, food: string}} Dosing */
/** @typedef {{name: string, strength: string, mg_per_unit: number | null}} Ingredient */
/** `name` to `units` are the server's; a line that was just added has them from the list. @typedef {{id: string, medicine: string | null, ingredients: readonly Ingredient[], form: string, route: string, unit: string, dosing: Dosing, purpose: "start" | "refill" | "add_on", instructions: string, quantity: number | null, overrides: Record<string, string>, name: string, strength: string, units?: number}} Line */
/** @typedef {Record<string, number | null>} Vitals */
/** @typedef {{lines: readonly Line[], vitals: Vitals, in_person: {day: string} | null, investigations: string, diet: string, worse: string, referral: string}} Fields */
/** @typedef {{code: string, clause: string, words: string}} Ruling */
/** @typedef {{code: string, check: string, words: string}} Caution */
/** @typedef {{line: string, outcome: "allowed" | "held" | "refused", listed: string | null, rulings: readonly Ruling[], warnings: readonly Caution[], checks: Record<string, "fine" | "warned" | "not_checked">}} LineVerdict */
/** @typedef {{patient_name: string, age_years: number, gender: string, allergies: string | null, medicines: string | null, pregnancy: string | null, last_period: string | null, weight_kg: number | null, relation: string, mode: string, seconds_seen: number, seconds_needed: number, attested: boolean, is_seen: boolean, has_diagnosis: boolean, system: string | null, may_prescribe: boolean}} Context */
/** @typedef {{id: string, state: "signed" | "superseded" | "cancelled", signed_at: number, replaces: string, cancelled_because: string, document: string}} Signed */
/**
 * @typedef {object} Sheet
 * @property {string} consultation
 * @property {string} patient
 * @property {number} revision
 * @property {number} notes_revision
 * @property {number | null} saved_at
 * @property {"none" | "draft" | "signed"} state
 * @property {string} amends
 * @property {Fields} fields
 * @property {{rulings: readonly Ruling[], lines: readonly LineVerdict[]}} verdict
 * @property {Context} context
 * @property {readonly Signed[]} signed
 * @property {boolean} can_sign
 * @property {boolean} is_locked
 */
/** @typedef {{id: string, name: string, strength: string, form: string, route: string, unit: string, brands: readonly string[], source: string, ingredients: readonly Ingredient[]}} Medicine */
/** @typedef {{id: string, name: string, kind: "favourite" | "template", lines: readonly Line[], diet: string}} Template */

export {};
