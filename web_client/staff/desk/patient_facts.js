// What a record tells of a patient, in words.

import { sayNumber } from "../../words/words.js";
import { say, sayCode } from "../words.js";

/** @typedef {import("../answers.js").PatientLine} PatientLine */
/** @typedef {import("../answers.js").PatientRecord} PatientRecord */

/** @param {PatientLine} patient */
export function ageAndGender({ age, gender }) {
  return age === null ? sayCode("gender", gender) : say("age_and_gender", { age: sayNumber(age), gender: sayCode("gender", gender) });
}

/** @typedef {readonly [string, string | null | undefined]} Fact */

/** @param {PatientRecord} record @returns {Fact[]} */
export function patientFacts(record) {
  return [...toldFacts(record), [say("record_number"), record.id]];
}

/** What she told of herself. @param {PatientRecord} record @returns {Fact[]} */
export function toldFacts(record) {
  return [
    [say("age_gender"), ageAndGender(record)],
    [say("birth_date"), record.birth_date],
    [say("address"), record.address],
    [say("district"), record.district],
    [say("pin_code"), record.pin_code],
    [say("abha_number"), record.abha_number],
    [say("abha_address"), record.abha_address],
  ];
}
