import assert from "node:assert/strict";
import { test } from "node:test";

import { judged } from "../../web_client/opd/visit/connection_test.js";
import { shownOf } from "../../web_client/opd/visit/shown.js";
import { cardsFor, isNeeded, isTold, nextUntold } from "../../web_client/opd/visit/tell/card_names.js";

const NOTHING = { caller: {}, complaint: null, since: null, symptoms: null, allergies: null, medicines: null, pregnancy: null, last_period: null, weight_kg: null };
const asked = (...missing) => ({ missing, needed: [], guidance: null, helplines: [], helplines_confirmed: false });
const ALL = asked("relation", "patient_beside", "complaint", "since", "symptoms", "allergies", "medicines");

test("what makes no sense for a patient is not asked", () => {
  assert.deepEqual(cardsFor(NOTHING, ALL), ["caller", "complaint", "symptoms", "since", "allergies", "medicines", "photos"]);
  assert.ok(cardsFor(NOTHING, asked("pregnancy", "last_period")).includes("pregnancy"));
  assert.ok(cardsFor({ ...NOTHING, pregnancy: "no" }, asked()).includes("pregnancy"), "what was told can be corrected");
  assert.ok(cardsFor(NOTHING, asked("weight_kg")).includes("weight"));
});

test("a card is told when all that it asks was told", () => {
  assert.equal(isTold("caller", NOTHING, ALL, []), false);
  assert.equal(isTold("caller", NOTHING, asked(), []), true);
  assert.equal(isTold("caller", NOTHING, { ...asked(), needed: ["adult_name"] }, []), false);
  assert.equal(isTold("complaint", NOTHING, asked(), [{ kind: "voice" }]), true);
  assert.equal(isTold("photos", NOTHING, asked(), [{ kind: "voice" }]), false);
  assert.equal(isTold("photos", NOTHING, asked(), [{ kind: "report" }]), true);
  assert.equal(isTold("symptoms", { ...NOTHING, symptoms: [] }, asked(), []), true);
  assert.equal(isTold("pregnancy", { ...NOTHING, pregnancy: "yes" }, asked("last_period"), []), false);
});

test("the way leads from card to card, past what was told, and ends with photos that nobody must send", () => {
  assert.equal(nextUntold(null, NOTHING, ALL, []), "caller");
  assert.equal(nextUntold("caller", NOTHING, asked("complaint"), []), "complaint");
  assert.equal(nextUntold("medicines", { ...NOTHING, symptoms: [], since: "today", allergies: "none", medicines: "none" }, asked("complaint"), []), "complaint", "what was passed over comes again");
  const whole = { ...NOTHING, complaint: "Cough", symptoms: [], since: "today", allergies: "none", medicines: "none" };
  assert.equal(nextUntold("medicines", whole, asked(), []), "photos");
  assert.equal(nextUntold("photos", whole, asked(), []), null);
  assert.equal(nextUntold(null, whole, asked(), []), null);
});

test("who speaks, and for a child the adult, is told before everything else", () => {
  assert.equal(isNeeded(asked("relation")), true);
  assert.equal(isNeeded({ ...asked(), needed: ["authority"] }), true);
  assert.equal(isNeeded(asked("complaint")), false);
});

test("a line is judged by its delay and by its speed", () => {
  assert.equal(judged({ rtt: 80, bps: 2_000_000 }), "good");
  assert.equal(judged({ rtt: 80, bps: null }), "good");
  assert.equal(judged({ rtt: 900, bps: null }), "weak");
  assert.equal(judged({ rtt: 80, bps: 100_000 }), "weak");
  assert.equal(judged({ rtt: 80, bps: 20_000 }), "bad");
  assert.equal(judged({ rtt: 4000, bps: 500_000 }), "bad");
});

test("a call that goes on in this tab comes before a ring for somebody else of the family", () => {
  const [talking, ringing] = [{ id: "1", state: "in_progress", mode: "video" }, { id: "2", state: "called", mode: "video" }];
  const state = { session: "in", place: { name: "who" }, call: { id: "1", secret: "s", out: null }, rung: null, silenced: null, needed: null, missing: null };
  assert.equal(shownOf(state, [ringing, talking]).token.id, "1");
  assert.equal(shownOf({ ...state, call: null }, [ringing, talking]).token.id, "2");
});
