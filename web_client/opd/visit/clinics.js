// The clinics that a household may choose from, asked anew when something about them has changed.

/**
 * As http_api/opd/clinics.py gives it: hers first, what is open first.
 * @typedef {Object} Clinic
 * @property {string} id @property {string} name @property {string} speciality @property {number} state LGD code
 * @property {string} facility @property {string} facility_name @property {string[]} languages
 * @property {"open" | "paused" | "closed"} phase @property {number} doctors_on_duty @property {number} waiting
 * @property {import("./token.js").Wait | null} wait of whoever would come now
 * @property {boolean} is_full @property {number | null} opens_at @property {number | null} closes_at
 */

/** A visit that a doctor has asked for, after that consultation. `day`: ISO date. @typedef {{consultation: string, patient: string, clinic: string, day: string, doctor: import("./token.js").Doctor}} FollowUp */

/** @param {number | null} state @returns {string} */
export function clinicsPath(state) {
  return state === null ? "/api/opd/clinics" : `/api/opd/clinics?state=${state}`;
}

/** Whether a number can be had there now. @param {Clinic} clinic */
export function takesPatients({ phase, is_full }) {
  return phase !== "closed" && !is_full;
}

/** Those of her state, as they come; and those of others, of which only the open ones are of use. @param {readonly Clinic[]} clinics @param {number | null} state */
export function sorted(clinics, state) {
  const own = state === null ? clinics : clinics.filter((clinic) => clinic.state === state);
  const others = clinics.filter((clinic) => !own.includes(clinic));
  return { own, others: own.length === 0 ? others : others.filter(takesPatients) };
}

/** The one that opens next, where none takes patients; `null` where nobody knows. @param {readonly Clinic[]} clinics */
export function nextToOpen(clinics) {
  if (clinics.some(takesPatients)) return null;
  const coming = clinics.filter(({ opens_at }) => opens_at !== null);
  return coming.sort((one, other) => Number(one.opens_at) - Number(other.opens_at))[0] ?? null;
}

/** What the clinic's board says of it. @param {Clinic} clinic @param {import("../../live.js").QueueNews} news @returns {Clinic} */
export function withBoard(clinic, { phase, doctors, numbers }) {
  return { ...clinic, phase, doctors_on_duty: doctors, waiting: numbers.length };
}
