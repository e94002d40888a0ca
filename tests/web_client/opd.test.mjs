import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiProblem } from "../../web_client/api.js";
import { DangerAlert, newKey } from "../../web_client/opd/danger_alert.js";
import { DANGER_SIGNS, EMERGENCY_NUMBERS } from "../../web_client/opd/danger_signs.js";
import { VisitMemory } from "../../web_client/opd/memory.js";
import { OpdVisit, rememberedNumbers, SAFE } from "../../web_client/opd/opd_visit.js";
import { askOwnPlace } from "../../web_client/opd/own_place.js";
import { after, canGoBack, TRANSITIONS } from "../../web_client/opd/steps.js";

const HOUR = 3600;
const HOUSEHOLD = { mobile: "••••••3210", state: 27, needs_second_fact: false, patients: [], chosen: null };
const SIGNS = { version: DANGER_SIGNS.version, approved_by: "Dr Meera Joshi", emergency_number: "108", everywhere: "112" };
const ALERT = { id: "a".repeat(32), told: true, key: "b".repeat(32) };

/** Answers as it is told to: by "METHOD path" a value, or a function of the body that gives or throws one. */
class FakeServer {
  asked = [];
  constructor(answers) {
    this.answers = answers;
  }
  session = () => this.get("/api/session");
  get = (path) => this.#answer("GET", path);
  post = (path, body) => this.#answer("POST", path, body);
  #answer = async (method, path, body) => {
    this.asked.push({ method, path, body });
    const answer = this.answers[`${method} ${path}`];
    if (answer === undefined) throw new Error(`${method} ${path} was not expected`);
    return typeof answer === "function" ? answer(body) : answer;
  };
}

class Shelf {
  kept = new Map();
  getItem = (name) => this.kept.get(name) ?? null;
  setItem = (name, value) => this.kept.set(name, value);
  removeItem = (name) => this.kept.delete(name);
}

class Phone {
  local = new Shelf();
  session = new Shelf();
  now = 1_790_000_000;
  memory = () => new VisitMemory(() => ({ local: this.local, session: this.session, clock: () => this.now }));
}

function visitOf(phone, routes = {}) {
  const server = new FakeServer({ "GET /api/triage/danger-signs?language=hi": SIGNS, ...routes });
  return { server, visit: new OpdVisit(server, phone.memory(), () => {}) };
}

/** Runs what waits for later, when it is told to. */
class Later {
  acts = [];
  add = (act) => this.acts.push(act);
  async pass() {
    for (const act of this.acts.splice(0)) await act();
  }
}

test("danger is asked about first, before anything is asked of the server", () => {
  const { visit, server } = visitOf(new Phone());
  assert.deepEqual(visit.state.step, { name: "danger" });
  assert.deepEqual(visit.state.numbers, { first: "112", everywhere: "112" });
  assert.deepEqual(server.asked, []);
});

test("without a line the signs stand, with the number of the state that the phone knows", async () => {
  const phone = new Phone();
  phone.local.setItem("state", "27");
  const { visit } = visitOf(phone, { "GET /api/triage/danger-signs?language=hi&state=27": () => { throw new ApiProblem("offline"); } });
  await visit.begin("", "hi");
  assert.deepEqual(visit.state, { step: { name: "danger" }, busy: null, problem: null, numbers: { first: EMERGENCY_NUMBERS.byState["27"], everywhere: "112" }, approvedBy: null });
});

test("the number that the server told is known the next time, without a line", async () => {
  const phone = new Phone();
  const { visit } = visitOf(phone, { "GET /api/triage/danger-signs?language=hi": { ...SIGNS, emergency_number: "102" } });
  await visit.begin("", "hi");
  assert.equal(visit.state.numbers.first, "102");
  assert.equal(rememberedNumbers(phone.memory()).first, "102");
  phone.local.setItem("emergency", "javascript:1");
  assert.equal(rememberedNumbers(phone.memory()).first, "112", "only digits are dialled");
});

test("who approved is told only of the signs that this page shows", async () => {
  const { visit } = visitOf(new Phone());
  await visit.begin("", "hi");
  assert.equal(visit.state.approvedBy, "Dr Meera Joshi");
  const other = visitOf(new Phone(), { "GET /api/triage/danger-signs?language=hi": { ...SIGNS, version: 99 } }).visit;
  await other.begin("", "hi");
  assert.equal(other.state.approvedBy, null);
});

test("a sign leads to 'go now', and a mistaken tap back", () => {
  const phone = new Phone();
  const { visit } = visitOf(phone);
  visit.choose("stroke");
  assert.deepEqual(visit.state.step, { name: "go_now", sign: "stroke" });
  visit.goBack();
  assert.deepEqual(visit.state.step, { name: "danger" });
  assert.equal(phone.memory().danger, null);
});

test("whoever has telephoned finds 'go now' again, and what became of her alert", async () => {
  const phone = new Phone();
  visitOf(phone).visit.choose("stroke");
  phone.memory().keepDanger("stroke", ALERT);
  const { visit, server } = visitOf(phone, { [`GET /api/triage/alerts/${ALERT.id}`]: { told: true, told_again: false, is_open: true, doctor: "Dr d" } });
  await visit.begin("", "hi");
  assert.deepEqual(visit.state.step, { name: "go_now", sign: "stroke" });
  assert.deepEqual([visit.alert.state.phase, visit.alert.state.doctor], ["answered", "Dr d"]);
  assert.ok(server.asked.some(({ path }) => path.endsWith(ALERT.id)));
  visit.alert.stop();
  phone.now += HOUR;
  assert.equal(phone.memory().danger, null, "after an hour she is asked anew");
});

test("'none of these' goes on: to registration for whoever is not signed in", async () => {
  const { visit } = visitOf(new Phone(), { "GET /api/session": { signed_in: null, household: null } });
  await visit.noneOfThese();
  assert.deepEqual(visit.state.step, { name: "safe", household: null });
});

test("'none of these' goes on with the household of whoever is signed in; staff are no patients", async () => {
  const { visit } = visitOf(new Phone(), { "GET /api/session": { signed_in: "patient", household: HOUSEHOLD } });
  await visit.noneOfThese();
  assert.deepEqual(visit.state.step, { name: "safe", household: HOUSEHOLD });
  const staff = visitOf(new Phone(), { "GET /api/session": { signed_in: "staff", household: null } }).visit;
  await staff.noneOfThese();
  assert.deepEqual(staff.state.step, { name: "safe", household: null });
});

test("without a line the way on says so, and can be tried again", async () => {
  let isDown = true;
  const session = () => { if (isDown) throw new ApiProblem("offline"); return { signed_in: null, household: null }; };
  const { visit } = visitOf(new Phone(), { "GET /api/session": session });
  await visit.noneOfThese();
  assert.deepEqual([visit.state.step.household, visit.state.problem?.code, visit.state.busy], [undefined, "offline", null]);
  isDown = false;
  await visit.lookWhoIsIn();
  assert.deepEqual([visit.state.step.household, visit.state.problem], [null, null]);
});

test("registration leads back behind the signs only where they were answered on this tab, not long ago", async () => {
  const phone = new Phone();
  const routes = { "GET /api/session": { signed_in: "patient", household: HOUSEHOLD } };
  const stranger = visitOf(phone, routes).visit;
  await stranger.begin(SAFE, "hi");
  assert.equal(stranger.state.step.name, "danger");
  await visitOf(phone, routes).visit.noneOfThese();
  const back = visitOf(phone, routes).visit;
  await back.begin(SAFE, "hi");
  await Promise.resolve();
  assert.equal(back.state.step.name, "safe");
  const anew = visitOf(phone, routes).visit;
  await anew.begin("", "hi");
  assert.equal(anew.state.step.name, "danger", "a new visit begins with danger");
  phone.now += HOUR;
  const later = visitOf(phone, routes).visit;
  await later.begin(SAFE, "hi");
  assert.equal(later.state.step.name, "danger");
});

test("a phone without storage asks each time, and nothing breaks", async () => {
  const memory = new VisitMemory(() => { throw new Error("switched off"); });
  const visit = new OpdVisit(new FakeServer({ "GET /api/triage/danger-signs?language=hi": SIGNS }), memory);
  visit.choose("stroke");
  await visit.begin(SAFE, "hi");
  assert.equal(memory.danger, null);
  assert.equal(memory.state, null);
});

test("every step knows its way back but the first", () => {
  for (const name of Object.keys(TRANSITIONS)) assert.equal(canGoBack({ name }), name !== "danger", name);
  assert.throws(() => after({ name: "danger" }, { name: "went_back" }));
});

test("an alert is sent with what she told, and nothing that she did not", async () => {
  const server = new FakeServer({ "POST /api/triage/alerts": { id: ALERT.id, told: false }, [`GET /api/triage/alerts/${ALERT.id}`]: { told: false, told_again: true, is_open: true, doctor: null } });
  const kept = [];
  const alert = new DangerAlert(server, { keep: (sent) => kept.push(sent), key: ALERT.key, later: () => {} });
  await alert.send({ signs: ["stroke"], language: "hi", mobile: "+919876543210", place: "", position: { latitude: 18.8, longitude: 74.3, metres: 25 }, state: null });
  const [{ body }] = server.asked;
  assert.deepEqual(body, { signs: ["stroke"], language: "hi", key: ALERT.key, latitude: 18.8, longitude: 74.3, mobile: "+919876543210" });
  assert.deepEqual(kept, [{ id: ALERT.id, told: false, key: ALERT.key }]);
  assert.deepEqual([alert.state.phase, alert.state.told], ["sent", false]);
});

test("an alert that did not arrive is sent again with the same key", async () => {
  let isDown = true;
  const post = () => { if (isDown) throw new ApiProblem("no_answer"); return { id: ALERT.id, told: true }; };
  const server = new FakeServer({ "POST /api/triage/alerts": post, [`GET /api/triage/alerts/${ALERT.id}`]: { told: true, told_again: false, is_open: true, doctor: null } });
  const alert = new DangerAlert(server, { later: () => {} });
  await alert.send({ signs: ["stroke"], language: "en" });
  assert.deepEqual([alert.state.phase, alert.state.problem?.code], ["ready", "no_answer"]);
  isDown = false;
  await alert.send({ signs: ["stroke"], language: "en" });
  assert.equal(alert.state.phase, "sent");
  const keys = server.asked.filter(({ method }) => method === "POST").map(({ body }) => body.key);
  assert.equal(keys[0], keys[1]);
  assert.match(keys[0], /^[0-9a-f]{32}$/);
  assert.notEqual(newKey(), newKey());
});

test("it is followed until a doctor has closed it, and a broken line stops nothing", async () => {
  const answers = [
    { told: true, told_again: false, is_open: true, doctor: null },
    new ApiProblem("offline"),
    { told: true, told_again: true, is_open: true, doctor: null },
    { told: true, told_again: true, is_open: true, doctor: "Dr d" },
    { told: true, told_again: true, is_open: false, doctor: "Dr d" },
  ];
  const next = () => { const answer = answers.shift(); if (answer instanceof Error) throw answer; return answer; };
  const later = new Later();
  const alert = new DangerAlert(new FakeServer({ [`GET /api/triage/alerts/${ALERT.id}`]: next }), { later: later.add });
  const seen = [];
  alert.on("changed", () => seen.push([alert.state.phase, alert.state.toldAgain]));
  alert.follow(ALERT);
  for (let look = 0; look < 6; look += 1) {
    await new Promise((done) => setImmediate(done));
    await later.pass();
  }
  assert.deepEqual(seen, [["sent", false], ["sent", true], ["answered", true], ["over", true]]);
  assert.deepEqual([answers.length, later.acts.length], [0, 0], "then it is not asked any more");
});

test("the phone's place, or why there is none", async () => {
  const at = { getCurrentPosition: (found) => found({ coords: { latitude: 18.8, longitude: 74.3, accuracy: 24.2 } }) };
  assert.deepEqual(await askOwnPlace(at), { latitude: 18.8, longitude: 74.3, metres: 25 });
  for (const [code, problem] of [[1, "place_denied"], [2, "place_unknown"], [3, "place_unknown"]]) {
    await assert.rejects(askOwnPlace({ getCurrentPosition: (_, refuse) => refuse({ code }) }), { code: problem });
  }
});
