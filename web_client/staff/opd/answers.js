// What the server answers to the doctor's desk, as types. Nothing here runs.

/** @typedef {"requested" | "waiting" | "called" | "in_progress" | "interrupted" | "ended" | "closed" | "withdrawn" | "no_show" | "cancelled" | "referred"} State */
/** @typedef {"open" | "paused" | "closed"} Phase */
/** @typedef {"on" | "break" | "off"} DutyState */
/** @typedef {{state: DutyState, clinic: string | null, since: number | null}} Duty */
/** @typedef {{id: string, name: string, speciality: string, phase: Phase, waiting: number, doctors_on_duty: number}} DeskClinic */
/** @typedef {{id: string, name: string, age: number, gender: string, relation: string, language: string | null}} Patient */
/** @typedef {{state: string, purpose: string, at: number}} Telephone as the provider last told of it */
/**
 * `interrupted_until`: how long both are held together. `choices`: what the doctor may do now. Times are seconds since 1970.
 * @typedef {{id: string, number: number, state: State, mode: "video" | "telephone", clinic: string, patient: Patient | null, language: string,
 *   is_return: boolean, is_urgent: boolean, says_worse: boolean, missed: number, ring_ends_at: number | null, is_delayed: boolean,
 *   waiting_since: number | null, called_at: number | null, started_at: number | null, interrupted_at: number | null, interrupted_until: number | null,
 *   ended_at: number | null, signed_at: number | null, asked_doctor: string | null, asked_clinic: string | null, choices: readonly string[],
 *   telephone?: Telephone | null}} Consultation
 */
/** @typedef {{id: string, consultation: string, patient_name: string, at: number}} ResultLine */
/**
 * @typedef {{duty: Duty, clinics: readonly DeskClinic[], current: Consultation | null, unsigned: readonly Consultation[], asked: readonly Consultation[],
 *   results: readonly ResultLine[], limit_seconds: number | null}} Desk
 */
/**
 * `is_kept`: for another doctor, whom she comes back to. `for_me`: whom this doctor may call now.
 * @typedef {{id: string, number: number, patient: string, name: string, age: number | null, gender: string | null, reason: string, flags: readonly string[],
 *   waited_seconds: number, is_urgent: boolean, says_worse: boolean, language: string, mode: "video" | "telephone", is_here: boolean, is_return: boolean,
 *   is_kept: boolean, for_me: boolean, missed: number}} Entry
 */
/** @typedef {{clinic: string | null, entries: readonly Entry[]}} Queue */

/** @typedef {{code: string, title: string}} Diagnosis */
/** @typedef {{complaint: string, history: string, observations: string, diagnoses: readonly Diagnosis[], advice: string, follow_up: string}} Fields */
/** @typedef {keyof Fields} FieldName */
/** @typedef {Exclude<FieldName, "diagnoses">} TextName */
/** @typedef {{revision: number, fields: Fields, saved_at: number | null, signed_at?: number | null}} Notes */
/** @typedef {{id: string, name: string, fields: Partial<Fields>}} Template */

export {};
