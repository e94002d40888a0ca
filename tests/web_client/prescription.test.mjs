import assert from "node:assert/strict";
import { test } from "node:test";

import { FORMS, namedLine, UNIT_OF, withLine } from "../../web_client/staff/opd/prescription/lines.js";
import { changedSince } from "../../web_client/staff/opd/prescription/looked_at.js";
import { isGoingOn, Sighting } from "../../web_client/staff/opd/prescription/sighting.js";
import { missingOf } from "../../web_client/staff/opd/prescription/shorthand.js";
import { ofOutcome, stillMissing } from "../../web_client/staff/opd/prescription/still_missing.js";

const NOTHING = { lines: [], vitals: {}, in_person: null, investigations: "", diet: "", worse: "", referral: "" };
const NOTES = { complaint: "", history: "", observations: "", diagnoses: [], advice: "", follow_up: "" };
const TWICE = { pattern: "times", amounts: [1, 0, 1, 0], every_days: 1, days: 5, sos_amount: 0, most_a_day: 0, food: "any" };
const line = (id, changes = {}) => ({ ...namedLine(id), dosing: TWICE, id, ...changes });
const verdict = (id, outcome, ...codes) => ({ line: id, outcome, listed: null, rulings: [], warnings: codes.map((code) => ({ code, check: "allergy", words: code })), checks: {} });
const sheet = ({ lines = [], rulings = [], has_diagnosis = true } = {}) => ({ verdict: { rulings: rulings.map((code) => ({ code, clause: "", words: "" })), lines }, context: { has_diagnosis } });
const missing = (told, fields, state = "in_progress") => stillMissing(sheet(told), { ...NOTHING, ...fields }, state).map(({ code, names }) => [code, ...names].join(" "));

const STANDS_IN_THE_WAY = [
  ["nothing is on it", {}, {}, ["empty"]],
  ["a test alone is enough", {}, { investigations: "Haemoglobin" }, []],
  ["a diagnosis is not written", { has_diagnosis: false, rulings: ["diagnosis_missing"] }, { diet: "Rice" }, ["diagnosis"]],
  ["the guidelines speak against all of it", { rulings: ["adult_missing"] }, { diet: "Rice" }, ["ruling"]],
  ["a medicine is refused", { lines: [verdict("a", "refused"), verdict("b", "allowed")] }, { lines: [line("a"), line("b")] }, ["refused a"]],
  ["a warning has no reason", { lines: [verdict("a", "allowed", "allergy:x")] }, { lines: [line("a")] }, ["reasons a"]],
  ["a reason of two letters is none", { lines: [verdict("a", "allowed", "allergy:x")] }, { lines: [line("a", { overrides: { "allergy:x": " no " } })] }, ["reasons a"]],
  ["a reason was given", { lines: [verdict("a", "allowed", "allergy:x")] }, { lines: [line("a", { overrides: { "allergy:x": "Took it before" } })] }, []],
  ["a warning of what is held needs none yet", { lines: [verdict("a", "held", "allergy:x"), verdict("b", "allowed")] }, { lines: [line("a"), line("b")] }, []],
  ["nobody has said for how many days", { lines: [verdict("a", "allowed"), verdict("b", "allowed")] }, { lines: [line("a", { dosing: { ...TWICE, days: 0 } }), line("b")] }, ["dosage a"]],
  ["what is held may wait for its dose too", { lines: [verdict("a", "held"), verdict("b", "allowed")] }, { lines: [line("a", { dosing: namedLine("a").dosing }), line("b")] }, []],
  ["all of it is held", { lines: [verdict("a", "held")] }, { lines: [line("a")] }, ["held_only"]],
];

for (const [name, told, fields, codes] of STANDS_IN_THE_WAY) {
  test(`before it is signed: ${name}`, () => assert.deepEqual(missing(told, fields), codes));
}

test("a new line has no dosage that nobody chose, and cannot be signed", () => {
  const { dosing } = namedLine("calpol 500 mg");
  assert.deepEqual([dosing.amounts, dosing.days, missingOf(dosing)], [[0, 0, 0, 0], 0, ["dose", "days"]]);
  assert.deepEqual(missing({ lines: [verdict("a", "allowed")] }, { lines: [line("a", { dosing })] }), ["dosage a"]);
});

test("nothing is signed before the patient has answered", () => {
  assert.deepEqual(missing({}, { diet: "Rice" }, "called"), ["answer"]);
});

test("a line that the rules have not seen yet is of no outcome", () => {
  const fields = { ...NOTHING, lines: [line("a"), line("new")] };
  assert.deepEqual(ofOutcome(sheet({ lines: [verdict("a", "allowed")] }), fields, "allowed").map(({ id }) => id), ["a"]);
});

test("what has changed since she looked is named, and nothing else", () => {
  const before = { fields: { ...NOTHING, lines: [line("a")] }, notes: NOTES };
  assert.deepEqual(changedSince(before, { fields: { ...NOTHING, lines: [line("a")] }, notes: { ...NOTES } }), []);
  assert.deepEqual(changedSince(before, { fields: { ...NOTHING, diet: "Rice" }, notes: { ...NOTES, diagnoses: [{ code: "R50.9", title: "Fever" }] } }), ["lines", "diet", "diagnoses"]);
});

const TYPED = [
  ["amoxil 500 mg", "amoxil", "500 mg"],
  ["Amoxil  500mg", "Amoxil", "500mg"],
  ["some syrup 125 mg/5 ml", "some syrup", "125 mg/5 ml"],
  ["cream 1 %", "cream", "1 %"],
  ["vitamin b12", "vitamin b12", ""],
  ["  calpol ", "calpol", ""],
];

for (const [typed, name, strength] of TYPED) {
  test(`"${typed}" is written by name`, () => {
    const { medicine, ingredients, ...written } = namedLine(typed);
    assert.equal(medicine, null);
    assert.deepEqual(ingredients, [{ name, strength, mg_per_unit: null }]);
    assert.deepEqual([written.name, written.strength], [name, strength]);
  });
}

test("each form is counted in a unit", () => assert.deepEqual(FORMS.filter((form) => !UNIT_OF[form]), []));

test("what was taken off comes back to its place", () => {
  assert.deepEqual(withLine([line("a"), line("c")], line("b"), 1).map(({ id }) => id), ["a", "b", "c"]);
});

class FakeServer {
  told = [];
  attested = false;
  isAway = false;
  async get() {
    return { context: { seconds_seen: 0, seconds_needed: 15, attested: this.attested, is_seen: false } };
  }
  async put(_, told) {
    if (this.isAway) throw new Error("offline");
    this.told.push(told);
    this.attested = told.attested;
    return { ...told, is_seen: told.attested && told.seconds >= 15, seconds_needed: 15 };
  }
}

async function seen(sighting, seconds) {
  for (let one = 0; one < seconds; one += 1) await sighting.count();
}

test("the server is told every ten seconds, and at once when it is enough", async () => {
  const server = new FakeServer();
  const sighting = new Sighting("c1", server);
  await seen(sighting, 9);
  assert.deepEqual(server.told, []);
  await seen(sighting, 16);
  assert.deepEqual(server.told.map(({ seconds }) => seconds), [10, 15, 25]);
});

test("seconds alone are no video, and neither is her word alone", async () => {
  const server = new FakeServer();
  const sighting = new Sighting("c1", server);
  await sighting.attest(true);
  assert.equal(sighting.isSeen, false);
  await seen(sighting, 15);
  assert.equal(sighting.isSeen, true);
  await sighting.attest(false);
  assert.equal(sighting.isSeen, false);
});

test("a page that was loaded anew does not take her word back", async () => {
  const server = new FakeServer();
  server.attested = true;
  await seen(new Sighting("c1", server), 10);
  assert.deepEqual(server.told, [{ seconds: 10, attested: true }]);
});

test("a word that did not reach the server is not shown as given", async () => {
  const server = new FakeServer();
  const sighting = new Sighting("c1", server);
  server.isAway = true;
  await sighting.attest(true);
  assert.deepEqual([sighting.attested, sighting.isAway], [false, true]);
});

test("a picture goes on while new frames are decoded and somebody can look at it", () => {
  const picture = { totalVideoFrames: 40, droppedVideoFrames: 0, getVideoPlaybackQuality: () => picture };
  const frames = new WeakMap();
  const look = (total, dropped = 0, visibility = "visible") => {
    [picture.totalVideoFrames, picture.droppedVideoFrames] = [total, dropped];
    return isGoingOn([picture], frames, visibility);
  };
  assert.deepEqual([look(40), look(70), look(70), look(90, 20), look(120, 20), look(150, 20, "hidden")], [false, true, false, false, true, false]);
  assert.equal(isGoingOn([], frames, "visible"), false);
});
