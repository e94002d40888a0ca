import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiProblem } from "../../web_client/api.js";
import { Emitter } from "../../web_client/emitter.js";
import { nextToOpen, sorted, withBoard } from "../../web_client/opd/visit/clinics.js";
import { Memory } from "../../web_client/opd/visit/memory.js";
import { before, hashOf, placeOf } from "../../web_client/opd/visit/places.js";
import { newsOf, screenOf, withQueue } from "../../web_client/opd/visit/token.js";
import { ASK_MS, ASK_NEAR_MS, LOOK_MS } from "../../web_client/opd/visit/tokens.js";
import { Visit } from "../../web_client/opd/visit/visit.js";
import { settled } from "./clock.mjs";

globalThis.reportError ??= () => {};

const [ID, OTHER, SUNITA, CLINIC] = ["1", "2", "a", "c"].map((digit) => digit.repeat(32));
const HOUSEHOLD = { mobile: "••••••3210", state: 27, needs_second_fact: false, patients: [{ id: SUNITA, name: "Sunita" }], chosen: SUNITA };
const SIGNED_IN = { signed_in: "patient", household: HOUSEHOLD };
const RAO = { id: "d", name: "Dr Rao", qualification: "MBBS", council: "Maharashtra", registration_number: "12345" };
const WISH = { clinic: CLINIC, patient: SUNITA, mode: "video", language: "hi", doctor_gender: null, return_to: null };

const token = (more = {}) => ({
  id: ID, number: 14, day: "2026-03-14", clinic: CLINIC, clinic_name: "General OPD", clinic_phase: "open", doctors_on_duty: 2, patient: SUNITA, patient_name: "Sunita", state: "waiting",
  mode: "video", language: "hi", doctor_gender: null, place: 4, ahead: 3, wait: { low_minutes: 10, high_minutes: 20 }, doctor: null, ring_ends_at: null, can_delay: false, missed: 0,
  interrupted_until: null, offer: null, is_return: false, is_urgent: false, ended_at: null, ...more,
});
const called = (more = {}) => token({ state: "called", place: null, ahead: null, wait: null, doctor: RAO, ring_ends_at: 220, can_delay: true, ...more });
const talking = (more = {}) => called({ state: "in_progress", ring_ends_at: null, can_delay: false, ...more });
const clinic = (more = {}) => ({ id: CLINIC, name: "General OPD", speciality: "General medicine", state: 27, facility: "f", facility_name: "Pune", languages: ["hi"], phase: "open", doctors_on_duty: 2, waiting: 3, wait: null, is_full: false, opens_at: null, closes_at: null, ...more });

/** Answers as it is told to: by "METHOD path" a value, a problem, or a function of the body. */
class FakeServer {
  asked = [];
  time = 100;
  constructor(answers) {
    this.answers = { "GET /api/session": SIGNED_IN, "GET /api/opd/tokens": { tokens: [] }, "GET /api/opd/clinics?state=27": { clinics: [clinic()] }, ...answers };
  }
  now = () => this.time;
  session = () => this.get("/api/session");
  get = (path) => this.#answer("GET", path);
  post = (path, body) => this.#answer("POST", path, body);
  delete = (path) => this.#answer("DELETE", path);
  count = (what) => this.asked.filter(([asked]) => asked === what).length;
  #answer = async (method, path, body) => {
    this.asked.push([`${method} ${path}`, body]);
    const answer = this.answers[`${method} ${path}`];
    const given = typeof answer === "function" ? await answer(body) : answer;
    if (given instanceof Error) throw given;
    if (given === undefined) throw new ApiProblem("not_found", { status: 404 });
    return given;
  };
}

class FakeLine extends Emitter {
  isHere = false;
  joined = 0;
  watched = [];
  watch = (clinics) => (this.watched = clinics);
  join = () => (this.joined += 1);
  async tell(name, told = {}) {
    if (name === "here" || name === "away") this.isHere = name === "here";
    this.emit(name, told);
    await settled();
  }
}

/** As `sessionStorage`; handed on, it is the same tab after a reload. */
class FakeStore {
  entries = new Map();
  getItem = (name) => this.entries.get(name) ?? null;
  setItem = (name, value) => void this.entries.set(name, value);
  removeItem = (name) => void this.entries.delete(name);
}

function memoryOf() {
  const [tab, phone] = [new FakeStore(), new FakeStore()];
  return new Memory(() => tab, () => phone);
}

async function opened(answers = {}, hash = "#visit", tab = new FakeStore()) {
  const server = new FakeServer(answers);
  const line = new FakeLine();
  const timers = [];
  const phone = new FakeStore();
  const visit = new Visit(server, line, new Memory(() => tab, () => phone), (act, milliseconds) => timers.push({ act, milliseconds }));
  const news = [];
  visit.on("news", (heard) => news.push(heard.news));
  await visit.begin(hash);
  await settled();
  const pass = async (milliseconds) => {
    for (const timer of timers.splice(0).filter((each) => each.milliseconds <= milliseconds || void timers.push(each))) timer.act();
    await settled();
  };
  return { visit, server, line, timers, tab, news, pass, name: () => visit.shown.name };
}

const withToken = (one, answers = {}) => ({ "GET /api/opd/tokens": { tokens: [one] }, [`GET /api/opd/tokens/${one.id}`]: one, ...answers });

test("the address names where she is, and a reload comes back to it", () => {
  const places = [{ name: "who" }, { name: "clinics", patient: SUNITA }, { name: "wish", patient: SUNITA, clinic: CLINIC }, { name: "token", id: ID, card: null }, { name: "token", id: ID, card: "symptoms" }];
  for (const place of places) assert.deepEqual(placeOf(hashOf(place)), place);
  for (const hash of ["", "#", "#visit/<b>", "#token/12", "#nonsense", `#token/${ID}x`]) assert.deepEqual(placeOf(hash), { name: "who" });
  assert.deepEqual(placeOf(`#token/${ID}/nonsense`), { name: "token", id: ID, card: null });
  assert.deepEqual(places.map(before), [null, { name: "who" }, { name: "clinics", patient: SUNITA }, { name: "who" }, { name: "token", id: ID, card: null }]);
});

test("every state of a token has its screen; by telephone no page is needed for the call", () => {
  const states = ["requested", "waiting", "called", "in_progress", "interrupted", "ended", "closed", "referred", "withdrawn", "no_show", "cancelled"];
  assert.deepEqual(states.map((state) => screenOf(token({ state }))), ["day", "waiting", "ring", "call", "call", "after", "after", "after", "over", "over", "over"]);
  assert.equal(screenOf(talking({ mode: "telephone" })), "telephone");
  assert.equal(screenOf(called({ mode: "telephone" })), "ring");
});

test("the clinic's board moves her place; who is not found in it, or found twice, asks the server", () => {
  const board = { clinic: CLINIC, phase: "paused", doctors: 1, numbers: [9, 14, 15], waits: [[0, 5], [5, 10], [10, 20]] };
  const now = withQueue(token(), board);
  assert.deepEqual([now.place, now.ahead, now.wait, now.clinic_phase, now.doctors_on_duty], [2, 1, { low_minutes: 5, high_minutes: 10 }, "paused", 1]);
  assert.equal(withQueue(token({ number: 7 }), board), null);
  assert.equal(withQueue(token(), { ...board, numbers: [14, 9, 14] }), null);
  assert.equal(withQueue(token(), { ...board, waits: [] }).wait, null);
});

test("what is new in a token is told once, the gravest first", () => {
  const cases = [
    [undefined, called(), "ring"],
    [token(), called(), "ring"],
    [called(), called({ ring_ends_at: 400 }), "rung_again"],
    [called(), called({ ring_ends_at: 280, can_delay: false }), null],
    [called(), token({ missed: 1 }), "missed"],
    [called(), token(), "returned"],
    [talking(), token(), "moved"],
    [talking(), token({ clinic: "other" }), "other_clinic"],
    [talking(), talking({ state: "interrupted" }), "broken"],
    [talking({ state: "interrupted" }), talking(), "mended"],
    [talking(), talking({ mode: "telephone" }), "telephone"],
    [talking(), talking({ state: "ended" }), "ended"],
    [talking({ state: "ended" }), talking({ state: "closed" }), null],
    [token(), token({ state: "requested" }), "postponed"],
    [token({ state: "requested" }), token(), null],
    [token(), token({ place: 3, ahead: 2 }), "soon"],
    [token({ ahead: 2 }), token({ place: 2, ahead: 1 }), "place"],
    [token(), token({ clinic_phase: "paused" }), "paused"],
    [token({ clinic_phase: "paused" }), token(), "opened"],
    [token(), token(), null],
  ];
  for (const [was, is, news] of cases) assert.equal(newsOf(was, is), news, `${was?.state} → ${is.state}, ${news}`);
});

test("clinics of her state come first; of others only those that take patients, unless hers has none", () => {
  const [own, closed, other, otherClosed] = [clinic(), clinic({ id: "2", phase: "closed" }), clinic({ id: "3", state: 9 }), clinic({ id: "4", state: 9, phase: "closed" })];
  assert.deepEqual(sorted([own, closed, other, otherClosed], 27), { own: [own, closed], others: [other] });
  assert.deepEqual(sorted([other, otherClosed], 27), { own: [], others: [other, otherClosed] });
  assert.deepEqual(sorted([own, other], null), { own: [own, other], others: [] });
});

test("with none open the next opening is named, where it is known", () => {
  const [late, soon] = [clinic({ id: "2", phase: "closed", opens_at: 900 }), clinic({ id: "3", phase: "closed", opens_at: 500 })];
  assert.equal(nextToOpen([late, soon]).id, "3");
  assert.equal(nextToOpen([clinic(), soon]), null);
  assert.equal(nextToOpen([clinic({ phase: "closed" })]), null);
  assert.equal(nextToOpen([clinic({ is_full: true }), late]).id, "2");
  assert.deepEqual(withBoard(clinic(), { phase: "paused", doctors: 0, numbers: [1, 2] }), clinic({ phase: "paused", doctors_on_duty: 0, waiting: 2 }));
});

test("whoever is not signed in is sent the way in, and nothing is asked in her name", async () => {
  const { name, server, line } = await opened({ "GET /api/session": { signed_in: null, household: null } });
  assert.equal(name(), "sign_in");
  assert.deepEqual([server.asked.length, line.joined], [1, 0]);
});

test("a number that was silent for long goes the way in too", async () => {
  const { name } = await opened({ "GET /api/session": { signed_in: "patient", household: { ...HOUSEHOLD, needs_second_fact: true } } });
  assert.equal(name(), "sign_in");
});

test("with one token she is led to it; with two, or none, she chooses", async () => {
  assert.equal((await opened(withToken(token()))).name(), "waiting");
  assert.equal((await opened({ "GET /api/opd/tokens": { tokens: [token(), token({ id: OTHER })] } })).name(), "who");
  assert.equal((await opened()).name(), "who");
  assert.equal((await opened(withToken(token({ state: "withdrawn", ended_at: 90 })))).name(), "who");
});

test("from who is ill to a number", async () => {
  const { visit, server, line, name } = await opened({ "POST /api/opd/tokens": token() });
  visit.goTo({ name: "clinics", patient: SUNITA });
  await settled();
  assert.deepEqual([name(), visit.state.clinics.length, line.watched], ["clinics", 1, [CLINIC]]);
  visit.goTo({ name: "wish", patient: SUNITA, clinic: CLINIC });
  await visit.choosing.take(WISH);
  assert.equal(name(), "waiting");
  assert.deepEqual(visit.state.place, { name: "token", id: ID, card: null });
  const [, { key, ...wish }] = server.asked.find(([asked]) => asked === "POST /api/opd/tokens");
  assert.deepEqual(wish, WISH);
  assert.match(key, /^[0-9a-f]{32}$/);
});

test("however often it is pressed, it is one token", async () => {
  const { visit, server } = await opened({ "POST /api/opd/tokens": token() });
  await Promise.all([visit.choosing.take(WISH), visit.choosing.take(WISH), visit.choosing.take(WISH)]);
  assert.equal(server.count("POST /api/opd/tokens"), 1);
});

test("without an answer the same wish keeps its key, after a reload too; another wish has another", async () => {
  const tab = new FakeStore();
  const keys = (server) => server.asked.filter(([asked]) => asked === "POST /api/opd/tokens").map(([, { key }]) => key);
  const first = await opened({ "POST /api/opd/tokens": new ApiProblem("no_answer") }, "#visit", tab);
  await first.visit.choosing.take(WISH);
  assert.deepEqual([first.visit.state.problem.code, first.visit.state.busy], ["no_answer", null]);
  const second = await opened({ "POST /api/opd/tokens": new ApiProblem("offline") }, "#visit", tab);
  await second.visit.choosing.take(WISH);
  await second.visit.choosing.take({ ...WISH, mode: "telephone" });
  assert.deepEqual(keys(second.server)[0], keys(first.server)[0]);
  assert.notEqual(keys(second.server)[1], keys(first.server)[0]);
});

test("a clinic that has closed meanwhile says so, and the next asking has a new key", async () => {
  const { visit, server, tab } = await opened({ "POST /api/opd/tokens": new ApiProblem("clinic_closed", { status: 409 }) });
  visit.goTo({ name: "wish", patient: SUNITA, clinic: CLINIC });
  await settled();
  const looks = server.count("GET /api/opd/clinics?state=27");
  await visit.choosing.take(WISH);
  assert.deepEqual([visit.state.problem.code, tab.getItem("opd.asking")], ["clinic_closed", null]);
  assert.equal(server.count("GET /api/opd/clinics?state=27"), looks + 1);
});

test("whoever has a number in this clinic already is led to it", async () => {
  let has = false;
  const { visit, name } = await opened({ "POST /api/opd/tokens": () => ((has = true), new ApiProblem("token_already", { status: 409 })), "GET /api/opd/tokens": () => ({ tokens: has ? [token()] : [] }) });
  await visit.choosing.take(WISH);
  assert.deepEqual([name(), visit.state.problem], ["waiting", null]);
});

test("places move as the board tells, without asking the server", async () => {
  const { visit, server, line, news } = await opened(withToken(token()));
  const asked = server.asked.length;
  await line.tell("queue", { clinic: CLINIC, phase: "open", doctors: 2, numbers: [13, 14], waits: [[0, 5], [5, 10]] });
  assert.deepEqual([visit.shown.token.ahead, visit.shown.token.wait], [1, { low_minutes: 5, high_minutes: 10 }]);
  assert.deepEqual([server.asked.length, news], [asked, ["soon"]]);
});

test("without a live line the server is asked again and again, sooner when her turn is near", async () => {
  const { timers, line, pass, server } = await opened(withToken(token()));
  assert.equal(timers.at(-1).milliseconds, ASK_MS);
  await line.tell("here");
  assert.equal(timers.at(-1).milliseconds, LOOK_MS);
  await line.tell("away");
  assert.equal(timers.at(-1).milliseconds, ASK_MS);
  const near = await opened(withToken(token({ place: 2, ahead: 1 })));
  await near.pass(ASK_MS);
  assert.equal(near.timers.at(-1).milliseconds, ASK_NEAR_MS);
  const before = server.count("GET /api/opd/tokens");
  await pass(ASK_MS);
  assert.equal(server.count("GET /api/opd/tokens"), before + 1, "older timers are void");
});

test("the doctor's ring comes before whatever she was doing", async () => {
  const now = { token: token() };
  const { visit, line, pass, name, news } = await opened({ "GET /api/opd/tokens": () => ({ tokens: [now.token] }), [`GET /api/opd/tokens/${ID}`]: () => now.token }, `#token/${ID}/complaint`);
  assert.equal(name(), "card");
  now.token = called();
  await line.tell("ring", { id: ID, ends_at: 220 });
  await pass(0);
  assert.deepEqual([name(), news], ["ring", ["ring"]]);
  visit.calls.silence(ID);
  assert.equal(name(), "ring", "still hers to answer, where she is");
  visit.goTo({ name: "who" });
  assert.equal(name(), "who");
  now.token = called({ ring_ends_at: 900 });
  await line.tell("token", { id: ID });
  await pass(300);
  assert.equal(news.at(-1), "rung_again");
});

test("answering leads into the call, and a reload of this tab back into it", async () => {
  const now = { token: called() };
  const answers = { "GET /api/opd/tokens": () => ({ tokens: [now.token] }), [`GET /api/opd/tokens/${ID}`]: () => now.token, [`POST /api/opd/tokens/${ID}/answer`]: () => ((now.token = talking()), { secret: "s1" }) };
  const { visit, tab, name } = await opened(answers);
  assert.equal(name(), "ring");
  await visit.calls.answer(ID);
  assert.deepEqual([name(), visit.state.call], ["call", { id: ID, secret: "s1", out: null }]);
  const again = await opened(answers, `#token/${ID}`, tab);
  assert.deepEqual([again.name(), again.visit.state.call], ["call", { id: ID, secret: "s1", out: null }]);
  const otherTab = await opened(answers, `#token/${ID}`);
  assert.deepEqual([otherTab.name(), otherTab.visit.state.call], ["call", null]);
});

test("answering as the ring ends is refused in words, and she is back in the row", async () => {
  const now = { token: called() };
  const { visit, name } = await opened({ ...withToken(called()), [`GET /api/opd/tokens/${ID}`]: () => now.token, [`POST /api/opd/tokens/${ID}/answer`]: () => ((now.token = token({ missed: 1, place: 2, ahead: 1 })), new ApiProblem("consultation_state", { status: 409 })) });
  await visit.calls.answer(ID);
  await settled();
  assert.deepEqual([name(), visit.state.problem.code, visit.shown.token.missed], ["waiting", "consultation_state", 1]);
});

test("a child's adult is asked for before the doctor may speak, while it rings", async () => {
  const { visit, name } = await opened(withToken(called(), { [`POST /api/opd/tokens/${ID}/answer`]: new ApiProblem("adult_needed", { status: 409 }) }));
  await visit.calls.answer(ID);
  assert.deepEqual([name(), visit.shown.card], ["card", "caller"]);
  visit.goTo({ name: "token", id: ID, card: null });
  assert.equal(name(), "ring");
});

test("when the ring's time is over the server is asked what it has decided", async () => {
  const now = { token: called() };
  const { name, pass, news } = await opened({ "GET /api/opd/tokens": () => ({ tokens: [now.token] }), [`GET /api/opd/tokens/${ID}`]: () => now.token });
  now.token = token({ missed: 1, place: 2, ahead: 1 });
  await pass(120_000 + 1200);
  assert.deepEqual([name(), news], ["waiting", ["ring", "missed"]]);
});

test("a doctor who goes on by telephone frees the camera", async () => {
  const now = { token: called() };
  const { visit, line, pass, name } = await opened({ "GET /api/opd/tokens": () => ({ tokens: [now.token] }), [`GET /api/opd/tokens/${ID}`]: () => now.token, [`POST /api/opd/tokens/${ID}/answer`]: () => ((now.token = talking()), { secret: "s1" }) });
  await visit.calls.answer(ID);
  now.token = talking({ mode: "telephone" });
  await line.tell("token", { id: ID });
  await pass(300);
  assert.deepEqual([name(), visit.state.call], ["telephone", null]);
});

test("handed on to another doctor she is told so as long as she waits, with the same number", async () => {
  const now = { token: talking() };
  const { visit, line, pass, name, tab } = await opened({ "GET /api/opd/tokens": () => ({ tokens: [now.token] }), [`GET /api/opd/tokens/${ID}`]: () => now.token });
  now.token = token({ place: 1, ahead: 0 });
  await line.tell("token", { id: ID });
  await pass(300);
  assert.deepEqual([name(), visit.shown.token.number, visit.memory.keptNews(ID)], ["waiting", 14, "moved"]);
  assert.equal(new Memory(() => tab).keptNews(ID), "moved");
});

test("a call's page that closes says why; an old secret is exchanged once for a new one", async () => {
  const secrets = ["s1", "s2"];
  const { visit } = await opened(withToken(talking(), { [`POST /api/opd/tokens/${ID}/entrance`]: () => ({ secret: secrets.shift() }) }), `#token/${ID}`);
  await visit.calls.enter(ID);
  visit.calls.closed(ID, "taken_over");
  await settled();
  assert.deepEqual(visit.state.call, { id: ID, secret: "s1", out: "taken_over" });
  visit.calls.closed(ID, "invitation_revoked");
  await settled();
  assert.deepEqual(visit.state.call, { id: ID, secret: "s2", out: null });
});

test("what can be done with a token is one thing at a time, and a refusal is shown", async () => {
  const { visit, server } = await opened(withToken(token(), { [`POST /api/opd/tokens/${ID}/mode`]: token({ mode: "telephone" }), [`DELETE /api/opd/tokens/${ID}`]: new ApiProblem("offline") }));
  await Promise.all([visit.deeds.setMode(ID, "telephone"), visit.deeds.withdraw(ID)]);
  assert.deepEqual([visit.shown.token.mode, server.count(`DELETE /api/opd/tokens/${ID}`)], ["telephone", 0]);
  await visit.deeds.withdraw(ID);
  assert.equal(visit.state.problem.code, "offline");
});

test("a token that the server does not know is said to be gone", async () => {
  const { name } = await opened({}, `#token/${OTHER}`);
  assert.equal(name(), "unknown");
});

test("a session that has ended leads to signing in again, from wherever she is", async () => {
  const { visit, name, server, pass } = await opened(withToken(token()));
  server.answers["GET /api/opd/tokens"] = new ApiProblem("not_signed_in", { status: 401 });
  await pass(ASK_MS);
  assert.equal(name(), "sign_in");
  assert.equal(visit.state.away.code, "not_signed_in");
});

test("offline what was known stays to be seen, and is asked for again when the line is back", async () => {
  const { visit, name, server, pass } = await opened(withToken(token()));
  server.answers["GET /api/opd/tokens"] = new ApiProblem("offline");
  await pass(ASK_MS);
  assert.deepEqual([name(), visit.state.away.code], ["waiting", "offline"]);
  server.answers["GET /api/opd/tokens"] = { tokens: [token({ place: 1, ahead: 0 })] };
  visit.lookAgain();
  await settled();
  assert.deepEqual([visit.shown.token.place, visit.state.away], [1, null]);
});

test("a page that was opened without a line begins when there is one", async () => {
  const { visit, name, server } = await opened({ "GET /api/session": new ApiProblem("offline") }, `#visit/${SUNITA}`);
  assert.deepEqual([name(), visit.state.away.code], ["opening", "offline"]);
  server.answers["GET /api/session"] = SIGNED_IN;
  visit.lookAgain();
  await settled();
  await settled();
  assert.equal(name(), "clinics");
});

test("a reminder is asked for once", async () => {
  const { visit } = await opened({ [`POST /api/opd/clinics/${CLINIC}/reminders`]: null });
  await visit.choosing.remind(CLINIC, "hi");
  assert.deepEqual(visit.state.reminded, [CLINIC]);
});

test("the phone remembers with which number she waits, as long as she waits and is signed in", async () => {
  const { visit, server, pass } = await opened(withToken(token()));
  assert.equal(visit.memory.live, ID);
  server.answers["GET /api/opd/tokens"] = { tokens: [token({ state: "withdrawn", ended_at: 90 })] };
  await pass(ASK_MS);
  assert.equal(visit.memory.live, null);
  const out = await opened(withToken(token()));
  out.server.answers["GET /api/opd/tokens"] = new ApiProblem("not_signed_in", { status: 401 });
  await out.pass(ASK_MS);
  assert.equal(out.visit.memory.live, null);
});

test("registration leads her back to the number of whom she has chosen there", async () => {
  const server = new FakeServer(withToken(token()));
  const visit = new Visit(server, new FakeLine(), memoryOf(), () => {});
  await visit.begin(`#visit/${SUNITA}`, true);
  assert.equal(visit.shown.name, "waiting");
  await visit.begin(`#visit/${SUNITA}`);
  assert.equal(visit.shown.name, "clinics");
  await visit.begin(`#visit/${OTHER}`, true);
  assert.equal(visit.shown.name, "clinics");
});
