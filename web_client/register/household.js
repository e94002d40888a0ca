// The people of one number, after somebody came or went.

/** @typedef {import("./steps.js").Household} Household */
/** @typedef {import("./steps.js").Listed} Listed */

/** @param {Household} household @param {Listed} patient @returns {Household} */
export function withPatient(household, patient) {
  const isThere = household.patients.some(({ id }) => id === patient.id);
  const patients = isThere ? household.patients.map((listed) => (listed.id === patient.id ? patient : listed)) : [...household.patients, patient];
  return { ...household, patients };
}

/** @param {Household} household @param {string} id @returns {Household} */
export function withoutPatient(household, id) {
  return { ...household, patients: household.patients.filter((listed) => listed.id !== id), chosen: household.chosen === id ? null : household.chosen };
}

/** As the server lists her now. @param {Household} household @param {Listed} patient */
export function chosenOf(household, patient) {
  return household.patients.find(({ id }) => id === patient.id) ?? patient;
}
