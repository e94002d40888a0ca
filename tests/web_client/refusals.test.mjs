import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { fieldOfRefusal } from "../../web_client/staff/apply/application.js";
import OPD from "../../web_client/words/opd/en.js";
import PARTS from "../../web_client/words/parts/en.js";
import PATIENT from "../../web_client/words/patient/en.js";
import STAFF from "../../web_client/words/staff/en.js";
import STATISTICS from "../../web_client/words/statistics/en.js";

const CLINIC = fileURLToPath(new URL("../../http_api/clinic/", import.meta.url));
const PATIENT_FILES = ["complaints.py", "household.py", "patients.py", "places.py", "registration.py", "rights.py", "sessions.py"];
/** For whoever is not signed in, on the OPD's first screens. */
const OPD_FILES = ["triage.py"];
/** Asked by browsers' own services and by a telephone provider: no page says their refusals. */
const NO_PAGES = ["push.py", "telephone.py"];
const SHARED_FILES = ["complaints.py", "sessions.py"];
/** The desk's, in a file that both share. */
const STAFF_ONLY = ["not_permitted", "complaint_unknown", "complaint_state", "complaint_answer_invalid"];
/** These name the fields that are wrong, and the page says it beside each; the others no page brings about. */
const BESIDE_FIELDS = ["field_invalid"];
const BY_NO_PAGE = ["complaint_page_invalid", "purpose_unknown", "consent_not_so"];
/** Of every operation, whatever it says in `refuses`. */
const EVERYWHERE = ["bad_request", "csrf_missing", "not_signed_in", "not_found", "internal", "too_large"];

const SOURCES = new Map(
  readdirSync(CLINIC)
    .filter((name) => name.endsWith(".py"))
    .map((name) => [name, readFileSync(join(CLINIC, name), "utf8")]),
);
const quoted = (text) => [...text.matchAll(/"([a-z]+(?:_[a-z]+)+)"/g)].map(([, code]) => code);

/** The tuple that has this name in the file, or in the one from which it is imported. */
function tupleNamed(word, source) {
  const defined = new RegExp(`(?:^|[\\s,])${word}(?:, \\w+)* = (?:[^\\n(]*, )?\\(([^)]*)\\)`, "m");
  return [source, ...SOURCES.values()].map((one) => defined.exec(one)).find(Boolean)?.[1] ?? "";
}

/** Every code that the file's operations may refuse with. */
function refusedIn(source) {
  const told = [...source.matchAll(/(?:\brefuses=|"refuses": )(?:\(([^)]*)\)|(\w+))/g)];
  const words = told.flatMap(([, tuple, word]) => (word === undefined ? [...tuple.matchAll(/\*(\w+)/g)].map(([, one]) => one) : [word]));
  return [...told.flatMap(([, tuple]) => quoted(tuple ?? "")), ...words.flatMap((word) => quoted(tupleNamed(word, source)))];
}

/** As `problemSentence` and the forms look for them: the code's own words, or those of the field that it names. */
function hasWords(catalogue, code) {
  const field = fieldOfRefusal(code) ?? code.replace(/^complaint_/, "").replace(/_invalid$/, "");
  return `problem_${code}` in catalogue || `wrong_${field}` in catalogue || BESIDE_FIELDS.includes(code);
}

const codesOf = (files) => [...new Set(files.flatMap((name) => refusedIn(SOURCES.get(name))))].filter((code) => !BY_NO_PAGE.includes(code));
const wordless = (codes, catalogue) => codes.filter((code) => !hasWords({ ...PARTS, ...catalogue }, code));

test("every refusal that a patient can meet has words", () => {
  const codes = codesOf(PATIENT_FILES).filter((code) => !STAFF_ONLY.includes(code));
  for (const code of ["otp_wrong", "household_full", "patient_not_yours", "otp_sends_spent"]) assert.ok(codes.includes(code), code);
  assert.deepEqual(wordless([...codes, ...EVERYWHERE], PATIENT), []);
});

test("every refusal that somebody with a danger sign can meet has words", () => {
  const codes = codesOf(OPD_FILES).filter((code) => code !== "alert_unknown"); // then it is only not followed any more
  assert.ok(codes.includes("signs_invalid"));
  assert.deepEqual(wordless(codes, OPD), []);
});

test("every refusal that the staff can meet has words", () => {
  const codes = codesOf([...SOURCES.keys()].filter((name) => SHARED_FILES.includes(name) || ![...PATIENT_FILES, ...OPD_FILES, ...NO_PAGES].includes(name)));
  for (const code of ["password_personal", "year_invalid", "upload_checksum", "import_state", "not_permitted", "session_unknown"]) assert.ok(codes.includes(code), code);
  assert.deepEqual(wordless([...codes, ...EVERYWHERE], { ...STAFF, ...STATISTICS }), []);
});
