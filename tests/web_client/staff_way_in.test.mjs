import assert from "node:assert/strict";
import { test } from "node:test";

import { councilsFor, documentProblem, EMPTY, firstWrongField, firstWrongSection, payloadOf, problemsOf, SECTIONS, strengthOf } from "../../web_client/staff/apply/application.js";
import { begun, cleanCode, finished, FIRST_STEP, inFours, isWholeCode, kept, refused } from "../../web_client/staff/sign_in/sign_in_steps.js";

const TOTP = { secret: "JBSWY3DPEHPK3PXP", uri: "otpauth://totp/x", qr_svg: "<svg/>" };
const STAFF = { id: "s1", name: "Asha Rao", status: "verified", assignments: [], permissions: [] };

test("whoever has a second factor is asked for it, whoever has none makes one first", () => {
  assert.deepEqual(begun({ ticket: "t", next: "code", totp: null }), { step: "code", ticket: "t" });
  assert.deepEqual(begun({ ticket: "t", next: "enrol", totp: TOTP }), { step: "enrol", ticket: "t", totp: TOTP });
});

test("recovery codes are kept before anything else is shown", () => {
  const step = finished({ staff: STAFF, recovery_codes: ["a", "b"] });
  assert.equal(step.step, "keep");
  assert.deepEqual(kept(step), { step: "in", staff: STAFF });
  assert.equal(finished({ staff: STAFF, recovery_codes: null }).step, "in");
  assert.equal(kept(FIRST_STEP), FIRST_STEP, "there is nothing to keep yet");
});

test("a ticket that has run out leads back to the password and says why; a wrong code does not", () => {
  const asked = begun({ ticket: "t", next: "code", totp: null });
  assert.deepEqual(refused(asked, "ticket_expired"), { step: "password", because: "ticket_expired" });
  assert.equal(refused(asked, "code_wrong"), asked);
});

test("a code is understood as authenticators show it and in Devanagari digits", () => {
  assert.equal(cleanCode(" 123 456 "), "123456");
  assert.equal(cleanCode("१२३ ४५६"), "123456");
  assert.deepEqual(["123 456", "12345", "1234567", "abcd-efgh"].map(isWholeCode), [true, false, false, false]);
  assert.equal(inFours(TOTP.secret), "JBSW Y3DP EHPK 3PXP");
});

const DOCTOR = {
  ...EMPTY, name: "  Dr Asha Rao ", gender: "female", mobile: "+91 98765-43210", email: "asha@example.in", council: "MH", registration_number: "2011/04/1234",
  registration_year: "२०११", qualification: "MBBS", system: "allopathy", speciality: "general", languages: ["hi", "mr"], facility_code: "mh-nag-01",
  password: "monsoon over nagpur", password_again: "monsoon over nagpur", document: "u1",
};
const wrongs = (changes) => problemsOf({ ...DOCTOR, ...changes }, 2026);

test("a whole application has nothing wrong, an empty one says it of every field", () => {
  assert.deepEqual(problemsOf(DOCTOR, 2026), {});
  const every = SECTIONS.flatMap(({ fields }) => fields);
  assert.deepEqual(problemsOf(EMPTY, 2026), Object.fromEntries(every.map((field) => [field, `missing_${field}`])));
  assert.deepEqual([...every].sort(), Object.keys(EMPTY).sort(), "every field stands in one section");
});

test("what cannot be true is said beside its field", () => {
  assert.deepEqual(wrongs({ mobile: "12345" }), { mobile: "wrong_mobile" });
  assert.deepEqual(wrongs({ email: "asha@example" }), { email: "wrong_email" });
  assert.deepEqual(wrongs({ registration_year: "2027" }), { registration_year: "wrong_registration_year" });
  assert.deepEqual(wrongs({ registration_year: "1920" }), { registration_year: "wrong_registration_year" });
  assert.deepEqual(wrongs({ facility_code: "MH NAG" }), { facility_code: "wrong_facility_code" });
  assert.deepEqual(wrongs({ password_again: "monsoon over Nagpur" }), { password_again: "wrong_password_again" });
  assert.deepEqual(wrongs({ languages: [] }), { languages: "missing_languages" });
});

test("on a phone only the section in hand is looked at, and the first wrong one is found at the end", () => {
  assert.deepEqual(problemsOf(EMPTY, 2026, SECTIONS[3].fields), { document: "missing_document" });
  const problems = wrongs({ speciality: "", password_again: "no" });
  assert.equal(firstWrongSection(problems), 2);
  assert.equal(firstWrongField(problems), "speciality");
  assert.equal(firstWrongField({}), null);
});

test("a password is judged by its length and by what others would guess, not by kinds of letters", () => {
  const of = (password) => strengthOf({ ...DOCTOR, password });
  assert.deepEqual(of("short"), { sentence: "password_short", isEnough: false, missing: 5 });
  assert.equal(of("asha@example").sentence, "password_own_name");
  assert.equal(of("9876543210 ab").sentence, "password_own_name");
  assert.equal(of("aaaaaaaaaaaa").sentence, "password_guessable");
  assert.equal(of("1234567890").sentence, "password_guessable");
  assert.equal(of("blue kettle").isEnough, true);
  assert.equal(of("blue kettle on the roof").sentence, "password_good");
});

test("what is sent has numbers as numbers and no second password", () => {
  const sent = payloadOf({ ...DOCTOR, password: " a password with edges " });
  assert.equal(sent.registration_year, 2011);
  assert.equal(sent.mobile, "+919876543210");
  assert.equal(sent.facility_code, "MH-NAG-01");
  assert.equal(sent.name, "Dr Asha Rao");
  assert.equal(sent.password, " a password with edges ");
  assert.equal("password_again" in sent, false);
});

test("only registers of one's own system of medicine are offered", () => {
  const councils = [{ code: "mmc", name: "Maharashtra", systems: ["allopathy"] }, { code: "mcim", name: "Indian medicine", systems: ["ayurveda", "unani"] }];
  assert.deepEqual(councilsFor(councils, "unani").map(({ code }) => code), ["mcim"]);
  assert.equal(councilsFor(councils, "").length, 2);
});

test("a document of another kind or size is refused before it is sent", () => {
  assert.equal(documentProblem({ size: 1000, type: "application/pdf" }), null);
  assert.equal(documentProblem({ size: 1000, type: "application/msword" }), "upload_type");
  assert.equal(documentProblem({ size: 11 * 1024 * 1024, type: "image/jpeg" }), "upload_too_large");
});
