// How much the server takes of each.

export const REASON_LENGTH = 500;
export const REPORT_LENGTH = 2000;
export const NOTE_LENGTH = 4000;
export const MOST_DIAGNOSES = 12;
export const TEMPLATE_NAME_LENGTH = 80;
/** So many different ones the patient has spoken. */
export const LEAST_IDENTIFIERS = 2;
