import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiProblem } from "../../web_client/api.js";
import { isSpent, maySendAgain } from "../../web_client/register/challenge.js";
import { Registration } from "../../web_client/register/registration.js";
import { after, canGoBack, homeOf, placeOf, TRANSITIONS } from "../../web_client/register/steps.js";

const SUNITA = { id: "a".repeat(32), name: "Sunita", age: 34, gender: "female", relation: "self", missing: [] };
const ANJALI = { id: "b".repeat(32), name: "Anjali", age: 6, gender: "female", relation: "child", missing: [] };
const household = (patients, more = {}) => ({ mobile: "••••••3210", state: 27, needs_second_fact: false, patients, chosen: null, ...more });
const challenge = (more = {}) => ({ challenge: "c1", mobile: "••••••3210", expires_at: 300, resend_at: 30, tries_left: 5, delivery: "sent", ...more });
const NOTICE = { purpose: "registration", version: 1, language: "hi" };
const NOBODY = { signed_in: null, household: null };

/** Answers as it is told to: by "METHOD path" a value, a problem, or a function of the body. */
class FakeServer {
  asked = [];
  constructor(answers) {
    this.answers = { "GET /api/session": NOBODY, "POST /api/codes": challenge(), ...answers };
  }
  session = () => this.get("/api/session");
  get = (path) => this.#answer("GET", path);
  post = (path, body) => this.#answer("POST", path, body);
  delete = (path, options) => this.#answer("DELETE", path, options);
  #answer = async (method, path, body) => {
    this.asked.push([`${method} ${path}`, body]);
    const answer = this.answers[`${method} ${path}`];
    const given = typeof answer === "function" ? await answer(body) : answer;
    if (given instanceof Error) throw given;
    return given;
  };
}

function begun(answers, memory = {}) {
  const server = new FakeServer(answers);
  const later = [];
  const kept = { state: "", challenge: null, ...memory };
  const remembers = { get state() { return kept.state; }, get challenge() { return kept.challenge; }, keepState: (state) => (kept.state = state), keepChallenge: (sent) => (kept.challenge = sent) };
  const registration = new Registration(server, remembers, (act) => later.push(act));
  return { registration, server, kept, later, step: () => registration.state.step.name };
}

async function signedIn(patients, answers = {}) {
  const there = begun({ "GET /api/session": { signed_in: "patient", household: household(patients) }, ...answers });
  await there.registration.begin();
  return there;
}

test("from opening the page to 'registered' there are four steps", async () => {
  const { registration, step } = begun({
    "POST /api/registration": household([]),
    "POST /api/patients": SUNITA,
    "POST /api/household/choose": household([SUNITA], { chosen: SUNITA.id }),
  });
  const places = [];
  const look = () => places.push([step(), placeOf(registration.state.step)]);
  await registration.begin();
  look();
  await registration.askCode("+919876543210", "27", "hi");
  look();
  await registration.enterCode("123456");
  look();
  await registration.add({ name: "Sunita", age: 34 }, NOTICE);
  look();
  assert.deepEqual(places, [["number", 1], ["code", 2], ["person", 3], ["registered", 4]]);
  assert.deepEqual(registration.state.step.patient, SUNITA);
});

test("the state goes along with the code, and is remembered on this phone", async () => {
  const { registration, server, kept } = begun({ "POST /api/registration": household([SUNITA]) });
  await registration.begin();
  await registration.askCode("+919876543210", "27", "hi");
  assert.deepEqual([kept.state, kept.challenge], ["27", "c1"]);
  await registration.enterCode("123456");
  assert.deepEqual(server.asked.at(-1), ["POST /api/registration", { challenge: "c1", code: "123456", state: 27 }]);
  assert.equal(kept.challenge, null, "a code that was used is forgotten");
});

test("whoever is signed in chooses who is ill, each time", async () => {
  const { step, registration } = await signedIn([SUNITA, ANJALI], { "POST /api/household/choose": household([SUNITA, ANJALI], { chosen: ANJALI.id }) });
  assert.equal(step(), "who");
  await registration.choose(ANJALI);
  assert.deepEqual([step(), registration.state.step.patient.name, registration.state.step.isNew], ["registered", "Anjali", false]);
});

test("a page that the phone closed while she read the message goes on with the code", async () => {
  const { registration, step } = begun({ "GET /api/codes/c1": challenge() }, { challenge: "c1", state: "27" });
  await registration.begin();
  assert.equal(step(), "code");
});

test("a code that the server does not know any more is forgotten", async () => {
  const { registration, step, kept } = begun({ "GET /api/codes/c1": new ApiProblem("otp_unknown") }, { challenge: "c1" });
  await registration.begin();
  assert.deepEqual([step(), kept.challenge], ["number", null]);
});

test("after a wrong code the tries that are left are the server's", async () => {
  const { registration, step } = begun({ "POST /api/registration": new ApiProblem("otp_wrong"), "GET /api/codes/c1": challenge({ tries_left: 4 }) });
  await registration.begin();
  await registration.askCode("+919876543210", "27", "hi");
  await registration.enterCode("000000");
  assert.deepEqual([step(), registration.state.problem.code, registration.state.step.challenge.tries_left], ["code", "otp_wrong", 4]);
});

test("while tries are left the same attempt sends again; afterwards a new one begins with the same number", async () => {
  const { registration, server } = begun({ "POST /api/codes/c1/resend": challenge({ resend_at: 90 }), "POST /api/registration": new ApiProblem("otp_tries_spent"), "GET /api/codes/c1": challenge({ tries_left: 0 }) });
  await registration.begin();
  await registration.askCode("+919876543210", "27", "hi");
  await registration.sendAgain("hi");
  assert.equal(server.asked.at(-1)[0], "POST /api/codes/c1/resend");
  await registration.enterCode("000000");
  await registration.sendAgain("hi");
  assert.deepEqual(server.asked.at(-1), ["POST /api/codes", { mobile: "+919876543210", language: "hi", purpose: "sign_in" }]);
});

test("a spent code whose number is not known any more leads back to the number", async () => {
  const { registration, step } = begun({ "GET /api/codes/c1": challenge({ tries_left: 0 }) }, { challenge: "c1" });
  await registration.begin();
  registration.sendAgain("hi");
  assert.equal(step(), "number");
});

test("the code of the last message can still be entered; another message needs a new attempt", async () => {
  const { registration, server } = begun({ "POST /api/codes": challenge({ resend_at: null }) });
  await registration.begin();
  await registration.askCode("+919876543210", "27", "hi");
  assert.equal(isSpent(registration.state.step.challenge, null), false);
  await registration.sendAgain("hi");
  assert.deepEqual(server.asked.slice(-2).map(([asked]) => asked), ["POST /api/codes", "POST /api/codes"]);
});

test("an attempt is spent when its tries are, or the code was used", () => {
  assert.equal(isSpent(challenge(), null), false);
  assert.equal(isSpent(challenge(), new ApiProblem("otp_wrong")), false);
  assert.equal(isSpent(challenge({ tries_left: 0 }), null), true);
  assert.equal(isSpent(challenge(), new ApiProblem("otp_used")), true);
  assert.deepEqual([maySendAgain(challenge(), null), maySendAgain(challenge({ tries_left: 0 }), null)], [true, false]);
});

test("whether the message has left is looked after until it has", async () => {
  const { registration, later } = begun({ "POST /api/codes": challenge({ delivery: "sending" }), "GET /api/codes/c1": challenge({ delivery: "failed" }) });
  await registration.begin();
  await registration.askCode("+919876543210", "27", "hi");
  assert.equal(later.length, 1);
  await later[0]();
  assert.deepEqual([registration.state.step.challenge.delivery, later.length], ["failed", 1]);
});

test("a look at a message that comes back late does not disturb the next step", async () => {
  const { registration, later, step } = begun({ "POST /api/codes": challenge({ delivery: "sending" }), "POST /api/registration": household([]), "GET /api/codes/c1": challenge() });
  await registration.begin();
  await registration.askCode("+919876543210", "27", "hi");
  await registration.enterCode("123456");
  await later[0]();
  assert.equal(step(), "person");
});

test("a number that was silent for long shows nobody before one fact more", async () => {
  const { registration, step } = begun({
    "GET /api/session": { signed_in: "patient", household: household([], { needs_second_fact: true }) },
    "POST /api/household/second-fact": ({ name }) => (name === "Sunita" ? household([SUNITA]) : new ApiProblem("fact_wrong")),
  });
  await registration.begin();
  assert.equal(step(), "second_fact");
  await registration.proveFact({ name: "Gita", age: 34 });
  assert.deepEqual([step(), registration.state.problem.code], ["second_fact", "fact_wrong"]);
  await registration.proveFact({ name: "Sunita", age: 34 });
  assert.deepEqual([step(), registration.state.problem], ["who", null]);
});

test("whoever has got the number only now begins anew", async () => {
  const { registration, step } = begun({
    "GET /api/session": { signed_in: "patient", household: household([], { needs_second_fact: true }) },
    "POST /api/household/start-new": household([]),
  });
  await registration.begin();
  await registration.startNew();
  assert.equal(step(), "person");
});

test("a second child is registered without starting again", async () => {
  const { registration, step } = await signedIn([SUNITA], {
    "POST /api/patients": ANJALI,
    "POST /api/household/choose": ({ patient }) => household([SUNITA, ANJALI], { chosen: patient }),
  });
  await registration.choose(SUNITA);
  registration.someoneElse();
  assert.equal(step(), "person");
  await registration.add({ name: "Anjali", age: 6 }, NOTICE);
  assert.deepEqual([step(), registration.state.step.patient.name, registration.state.step.household.patients.length], ["registered", "Anjali", 2]);
});

test("the wrong person, written down just now, is taken away, and comes back when that is undone", async () => {
  const { registration, server, step } = await signedIn([], {
    "POST /api/patients": SUNITA,
    "POST /api/household/choose": household([SUNITA], { chosen: SUNITA.id }),
    [`DELETE /api/patients/${SUNITA.id}`]: null,
    [`POST /api/patients/${SUNITA.id}/restore`]: SUNITA,
  });
  await registration.add({ name: "Sunita", age: 34 }, NOTICE);
  await registration.undo();
  assert.deepEqual([step(), registration.state.removed.name], ["person", "Sunita"]);
  assert.deepEqual(server.asked.at(-1), [`DELETE /api/patients/${SUNITA.id}`, { patient: SUNITA.id }]);
  await registration.restore();
  assert.deepEqual([step(), registration.state.removed, registration.state.step.household.patients], ["who", null, [SUNITA]]);
});

test("the wrong one of the family is only chosen anew: nothing is taken away", async () => {
  const { registration, server, step } = await signedIn([SUNITA], { "POST /api/household/choose": household([SUNITA], { chosen: SUNITA.id }) });
  await registration.choose(SUNITA);
  await registration.undo();
  assert.equal(step(), "who");
  assert.deepEqual(server.asked.filter(([asked]) => asked.startsWith("DELETE")), []);
});

test("somebody who was written down, and could not be chosen, is in the list", async () => {
  const { registration, step } = await signedIn([], { "POST /api/patients": SUNITA, "POST /api/household/choose": new ApiProblem("offline") });
  await registration.add({ name: "Sunita", age: 34 }, NOTICE);
  assert.deepEqual([step(), registration.state.problem.code, registration.state.step.household.patients], ["who", "offline", [SUNITA]]);
});

test("whoever presses twice does it once", async () => {
  const { registration, server } = await signedIn([], { "POST /api/patients": SUNITA, "POST /api/household/choose": household([SUNITA]) });
  await Promise.all([registration.add({ name: "Sunita", age: 34 }, NOTICE), registration.add({ name: "Sunita", age: 34 }, NOTICE)]);
  assert.equal(server.asked.filter(([asked]) => asked === "POST /api/patients").length, 1);
});

test("whoever is not signed in any more begins again, and is told why", async () => {
  const { registration, step } = await signedIn([SUNITA], { "POST /api/household/choose": new ApiProblem("not_signed_in") });
  await registration.choose(SUNITA);
  assert.deepEqual([step(), registration.state.problem.code], ["number", "not_signed_in"]);
});

test("a page that cannot reach the server stays where it is and can be tried again", async () => {
  let isDown = true;
  const { registration, step } = begun({ "GET /api/session": () => (isDown ? new ApiProblem("offline") : NOBODY) });
  await registration.begin();
  assert.deepEqual([step(), registration.state.problem.code, registration.state.busy], ["opening", "offline", null]);
  isDown = false;
  await registration.begin();
  assert.deepEqual([step(), registration.state.problem], ["number", null]);
});

test("going back leads one step back, and from nowhere else", async () => {
  const { registration, step } = begun({});
  await registration.begin();
  registration.goBack();
  assert.equal(step(), "number");
  await registration.askCode("+919876543210", "27", "hi");
  registration.goBack();
  assert.equal(step(), "number");
});

test("wherever one can go back, the table knows the way; and an event that does not belong there is refused", () => {
  for (const [name, events] of Object.entries(TRANSITIONS)) {
    const step = { name, household: household([SUNITA]), challenge: challenge(), patient: SUNITA };
    assert.equal(canGoBack(step), "went_back" in events, name);
  }
  assert.throws(() => after({ name: "number" }, { name: "someone_else" }));
  assert.equal(canGoBack(homeOf(household([]))), false, "an empty family is no step to go back to");
});
