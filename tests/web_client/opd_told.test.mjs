import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiProblem } from "../../web_client/api.js";
import { draftsOf, forgetOthers } from "../../web_client/opd/visit/tell/drafts.js";
import { Told } from "../../web_client/opd/visit/tell/told.js";
import { settled } from "./clock.mjs";

globalThis.reportError ??= () => {};

const NOTHING = { caller: { relation: null, patient_beside: null, adult_name: null, adult_relation: null, adult_identity: null, authority: null }, complaint: null, since: null, symptoms: null, allergies: null, medicines: null, pregnancy: null, last_period: null, weight_kg: null };
const ASKED = { missing: [], needed: [], guidance: null, helplines: [], helplines_confirmed: false };
const answered = (intake) => ({ ...intake, ...ASKED });

function telling({ known = NOTHING, unsent = null, put = async (body) => answered(body), get = async () => answered(known) } = {}) {
  const [sent, kept, timers] = [[], { unsent }, []];
  const server = { get, put: (path, body) => (sent.push(body), put(body)) };
  const told = new Told(server, "t1", { recall: () => kept.unsent, keep: (now) => (kept.unsent = now) }, (act, milliseconds) => timers.push({ act, milliseconds }));
  const pass = async () => {
    for (const { act } of timers.splice(0)) act();
    await settled();
  };
  return { told, sent, kept, timers, pass, saving: () => told.state.saving };
}

test("a choice is sent at once, and said to be saved", async () => {
  const { told, sent, saving, kept } = telling();
  await told.load();
  told.tell({ pregnancy: "unsure" });
  assert.deepEqual([saving(), kept.unsent], ["saving", { pregnancy: "unsure" }]);
  await settled();
  assert.deepEqual([saving(), kept.unsent, sent], ["saved", null, [{ ...NOTHING, pregnancy: "unsure" }]]);
});

test("what is being written is sent when the writing rests", async () => {
  const { told, sent, pass } = telling();
  await told.load();
  for (const complaint of ["F", "Fe", "Fev"]) told.tell({ complaint }, { soon: true });
  assert.deepEqual([sent.length, told.state.intake.complaint], [0, "Fev"]);
  await pass();
  assert.deepEqual(sent.map(({ complaint }) => complaint), ["Fev"]);
});

test("what is told while the last is on its way is sent after it, and never taken back by its answer", async () => {
  let reply;
  const { told, sent } = telling({ put: (body) => new Promise((resolve) => (reply = () => resolve(answered(body)))) });
  await told.load();
  told.tell({ since: "today" });
  told.tell({ since: "yesterday", weight_kg: 12 });
  reply();
  await settled();
  assert.deepEqual([told.state.intake.since, told.state.intake.weight_kg, told.state.saving], ["yesterday", 12, "saving"]);
  reply();
  await settled();
  assert.deepEqual([sent.map(({ since }) => since), told.state.saving], [["today", "yesterday"], "saved"]);
});

test("of the caller what is told in two steps stands together", async () => {
  const { told, sent } = telling();
  await told.load();
  told.tell({ caller: { relation: "child" } });
  await settled();
  told.tell({ caller: { patient_beside: true } });
  await settled();
  assert.deepEqual(sent.at(-1).caller, { ...NOTHING.caller, relation: "child", patient_beside: true });
});

test("a card of which only half is written is not told yet", async () => {
  const { told, sent } = telling();
  await told.load();
  told.tell({ caller: { adult_identity: { kind: "voter", last: "" }, authority: { kind: "other", words: " " } } });
  await settled();
  assert.deepEqual([sent[0].caller.adult_identity, sent[0].caller.authority], [null, null]);
  assert.deepEqual([told.state.intake.caller.adult_identity, told.state.saving], [{ kind: "voter", last: "" }, "saved"], "it stays as it was written");
  told.tell({ caller: { adult_identity: { kind: "voter", last: "4321" } } });
  await settled();
  assert.deepEqual(sent.at(-1).caller.adult_identity, { kind: "voter", last: "4321" });
});

test("without a line it is kept, and sent when there is one", async () => {
  let isOffline = true;
  const { told, sent, kept, timers, pass, saving } = telling({ put: async (body) => { if (isOffline) throw new ApiProblem("offline"); return answered(body); } });
  await told.load();
  told.tell({ allergies: "none" });
  await settled();
  assert.deepEqual([saving(), kept.unsent, timers.length], ["unsent", { allergies: "none" }, 1]);
  isOffline = false;
  await pass();
  assert.deepEqual([saving(), kept.unsent, sent.length], ["saved", null, 2]);
});

test("what a closed page had not sent is sent by the next one", async () => {
  const { told, sent, kept } = telling({ unsent: { complaint: "Cough", caller: { relation: "child" } } });
  await told.load();
  await settled();
  assert.deepEqual([sent[0].complaint, sent[0].caller.relation, kept.unsent, told.state.saving], ["Cough", "child", null, "saved"]);
});

test("a field that the server does not take is named, and the rest is saved", async () => {
  const put = async (body) => { if (body.weight_kg === 900) throw new ApiProblem("weight_kg_invalid", { status: 422, fields: { weight_kg: "…" } }); return answered(body); };
  const { told, sent, saving } = telling({ put });
  await told.load();
  told.tell({ weight_kg: 900, since: "today" });
  await settled();
  assert.deepEqual([told.state.wrong, saving(), sent.at(-1).since, sent.at(-1).weight_kg], [["weight_kg"], "saved", "today", null]);
  told.tell({ weight_kg: 9 });
  await settled();
  assert.deepEqual([told.state.wrong, told.state.intake.weight_kg], [[], 9]);
});

test("after the consultation nothing can be told any more, and nothing is kept", async () => {
  const { told, kept, saving } = telling({ put: async () => { throw new ApiProblem("consultation_state", { status: 409 }); } });
  await told.load();
  told.tell({ since: "today" });
  await settled();
  assert.deepEqual([saving(), kept.unsent], ["over", null]);
});

test("a page that could not ask says so and asks again", async () => {
  let isOffline = true;
  const { told } = telling({ get: async () => { if (isOffline) throw new ApiProblem("offline"); return answered(NOTHING); } });
  await told.load();
  assert.deepEqual([told.state.intake, told.state.problem.code], [null, "offline"]);
  isOffline = false;
  told.sendNow();
  await settled();
  assert.deepEqual([told.state.problem, told.state.intake], [null, NOTHING]);
});

test("on the phone only what is not sent is kept, and only of tokens that live", () => {
  const entries = {};
  const storage = Object.assign(Object.create({ getItem: (name) => entries[name] ?? null, setItem: (name, value) => { entries[name] = value; storage[name] = value; }, removeItem: (name) => { delete entries[name]; delete storage[name]; } }), {});
  const drafts = draftsOf("t1", () => storage);
  drafts.keep({ since: "today" });
  draftsOf("t2", () => storage).keep({ since: "yesterday" });
  assert.deepEqual(drafts.recall(), { since: "today" });
  forgetOthers(["t1"], () => storage);
  assert.deepEqual(Object.keys(entries), ["opd.unsent.t1"]);
  drafts.keep(null);
  assert.deepEqual([drafts.recall(), Object.keys(entries)], [null, []]);
});
