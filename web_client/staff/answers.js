// What the server answers to the staff's pages, as types. Nothing here runs.

/** @typedef {"applied" | "verified" | "suspended" | "rejected"} Status */
/** @typedef {{role: string, facility: string | null, facility_name: string | null}} Assignment */
/** @typedef {{id: string, name: string, status: Status, assignments: readonly Assignment[], permissions: readonly string[]}} StaffSelf */
/** @typedef {{signed_in: null | "patient" | "staff", csrf: string, household: unknown, staff: StaffSelf | null}} Session */
/** @typedef {{id: string, started_at: number, last_used_at: number, device: string, is_this: boolean}} SignedInDevice */

/** @typedef {{secret: string, uri: string, qr_svg: string}} Totp */
/** @typedef {{ticket: string, next: "code" | "enrol", totp: Totp | null}} Ticket */
/** @typedef {{staff: StaffSelf, recovery_codes: readonly string[] | null}} SignedIn */

/** @typedef {{code: string, name: string, systems?: readonly string[]}} Council `systems`: of medicine, whose practitioners it registers; none: of all */
/** @typedef {{code: string, name_en: string, name_hi: string}} Choice */
/** @typedef {{councils: readonly Council[], specialities: readonly Choice[], systems: readonly (string | Choice)[], languages: readonly Choice[]}} Choices */

/** @typedef {{id: string, name: string, status: Status, role: string | null, council: string | null, registration_number: string | null, speciality: string | null, facility_name: string | null, applied_at: number | null}} StaffLine who practises no medicine has no registration */
/** @typedef {{staff: readonly StaffLine[], next: string | null, counts?: Record<string, number>}} StaffList */
/** @typedef {{at: number, action: string, by: string}} Step */
/**
 * @typedef {StaffLine & {login?: string, mobile: string | null, email: string | null, registration_year: number | null, qualification: string | null,
 *   system: string | null, languages: readonly string[], gender: string | null, document: boolean, reason?: string, history: readonly Step[]}} StaffRecord
 */

/** @typedef {"state" | "district" | "clinic" | "hub" | "spoke"} FacilityKind */
/** @typedef {{id: string, code: string, name: string, kind: FacilityKind, parent: string | null, state: number | string, district: string | null, active: boolean, children?: number}} Facility */

/** @typedef {{line: number, what: string, code: string, sentence: string}} BadLine */
/** @typedef {{rows: number, good: number, bad: number, warnings?: number}} Totals */
/** @typedef {{id: string, kind: string, state: "checking" | "checked" | "writing" | "done" | "failed", progress: number, totals: Totals, lines: readonly BadLine[], code?: string | null, detail: string | null}} Import */

/** @typedef {{reference: string, kind: string, text: string, page: string, contact: string | null, filed_at: number, state: string}} Complaint */
/** @typedef {{facility: string, name: string, patients: number | null, staff: number | null, registered_today: number | null}} Counted */
/** @typedef {{id: string, name: string, age: number | null, gender: string}} PatientLine */
/** @typedef {{reference: string, patient: string, asked_at: number}} ErasureRequest */
/** @typedef {{erased: readonly string[], kept: readonly {what: string, why: string, years: number | null}[]}} Erased */
/** @typedef {PatientLine & {birth_date?: string | null, address?: string | null, pin_code?: string | null, district?: string | null, state?: number | string | null, language?: string | null, abha_number?: string | null, abha_address?: string | null}} PatientRecord */

/**
 * `mobile`, `place`, `latitude`, `longitude`: only for her who has taken it. `taken_by`: her own id.
 * @typedef {{id: string, at: number, signs: readonly string[], version: number, language: string, state: number | null, consultation: string | null, has_mobile: boolean, has_place: boolean,
 *   mobile: string | null, place: string | null, latitude: number | null, longitude: number | null, told_again: boolean, taken_by: string | null}} Alert
 */
/** @template Said @typedef {{en: Said, hi: Said}} InBoth */
/** @typedef {{words: InBoth<string>, people: readonly string[], source: string}} QuestionIncluded */
/**
 * @typedef {{id: string, picture: string, words: InBoth<string>, people: readonly string[], meanwhile: InBoth<readonly string[]>, includes: readonly QuestionIncluded[],
 *   helpline: {number: string, name: string, words: InBoth<string>} | null}} QuestionSign
 */
/** @typedef {{name: string, version: number, sha256: string, sources: Record<string, string>, approval: {name: string, at: number} | null, signs: readonly QuestionSign[]}} QuestionSet */

export {};
