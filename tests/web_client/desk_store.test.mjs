import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { ApiProblem } from "../../web_client/api.js";
import { Emitter } from "../../web_client/emitter.js";
import { dayFromNow, withDay } from "../../web_client/staff/opd/days.js";
import { DeskStore } from "../../web_client/staff/opd/desk_store.js";
import { offered } from "../../web_client/staff/opd/offered.js";
import { isEnough } from "../../web_client/staff/opd/spoken.js";
import { settled, stoppedClock } from "./clock.mjs";

const CHOICES = { called: ["enter", "ring_again", "telephone", "miss", "release"], in_progress: ["enter", "telephone", "end", "transfer", "refer", "follow_up", "release"], ended: ["sign", "follow_up"] };
const consultation = (more = {}) => {
  const state = more.state ?? "called";
  return { id: "c1", number: 1, state, mode: "video", missed: 0, is_delayed: false, patient: { name: "Asha" }, asked_doctor: null, asked_clinic: null, choices: CHOICES[state], ...more };
};
const entry = (id, more = {}) => ({ id, number: 1, name: id, is_urgent: false, missed: 0, ...more });
const deskOf = (more = {}) => ({ duty: { state: "on", clinic: "k", since: 0 }, clinics: [], current: null, unsigned: [], asked: [], results: [], limit_seconds: 600, ...more });

/** The server under the test's hand. */
class FakeServer {
  desk = deskOf();
  queue = { clinic: "k", entries: [] };
  asked = [];
  answers = {};
  trouble = null;
  /** While it is set, questions wait for it. */
  gate = null;
  now = () => 1000;

  async get(path, options = {}) {
    this.asked.push(path);
    const [desk, queue, { trouble }] = [this.desk, this.queue, this];
    this.language = options.headers?.["Accept-Language"] ?? this.language;
    await this.gate;
    if (trouble !== null) throw trouble;
    return path === "/api/desk" ? desk : queue;
  }

  async post(path, body) {
    this.asked.push([path, body]);
    const answer = this.answers[path];
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(body) : answer;
  }

  put = this.post;
}

class FakeLine extends Emitter {
  isHere = true;
  watched = [];
  watch(clinics) {
    this.watched = clinics;
  }
}

const memory = () => {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
};

let clock;
beforeEach(() => void (clock = stoppedClock()));
afterEach(() => clock.restore());

async function opened({ server = new FakeServer(), kept = memory() } = {}) {
  const line = new FakeLine();
  const store = new DeskStore(server, line, () => "hi", kept);
  const news = [];
  store.on("news", ({ news: told }) => news.push(...told.map(({ word }) => word)));
  store.begin();
  await settled();
  return { store, server, line, kept, news };
}
const count = (server, path) => server.asked.filter((one) => one === path).length;

test("all of it is asked for in her language, and her clinic's board is watched", async () => {
  const { store, server, line } = await opened();
  assert.equal(store.state.desk.duty.clinic, "k");
  assert.deepEqual([server.language, line.watched], ["hi", ["k"]]);
});

test("many changes at once are asked after twice at the most", async () => {
  const { server, line } = await opened();
  let open = () => {};
  server.gate = new Promise((go) => (open = go));
  for (let at = 0; at < 10; at += 1) line.emit("queue", {});
  server.gate = null;
  open();
  await settled();
  assert.equal(count(server, "/api/desk"), 3);
});

test("without a live line it looks every ten seconds; with one, only so that she stays signed in while at work", async () => {
  const { server, line } = await opened();
  await clock.pass(60_000);
  assert.equal(count(server, "/api/desk"), 1);
  await clock.pass(240_000);
  assert.equal(count(server, "/api/desk"), 2);
  line.isHere = false;
  line.emit("desk", {});
  await settled();
  await clock.pass(10_000);
  assert.equal(count(server, "/api/desk"), 4);
});

test("a desk off duty that nobody uses lets itself be signed out", async () => {
  const server = new FakeServer();
  server.desk = deskOf({ duty: { state: "off", clinic: null, since: null } });
  await opened({ server });
  for (let minutes = 0; minutes < 60; minutes += 4) await clock.pass(240_000);
  assert.equal(count(server, "/api/desk"), 1);
});

test("whoever is called stands in front at once, and the doctor waits for her in the call", async () => {
  const { store, server, kept } = await opened();
  server.answers["/api/desk/call-next"] = () => {
    server.desk = deskOf({ current: consultation() });
    return consultation();
  };
  server.answers["/api/desk/consultations/c1/entrance"] = { secret: "s1" };
  await store.callNext();
  assert.deepEqual([store.shown.kind, store.state.seat], ["hands", { id: "c1", secret: "s1" }]);
  assert.equal(kept.getItem("desk-seat"), "c1");
});

test("what was asked before she did something is not believed", async () => {
  const { store, server, news } = await opened();
  let open = () => {};
  server.gate = new Promise((go) => (open = go));
  void store.again(); // its answer will say that nobody is in her hands
  await settled();
  server.answers["/api/desk/call-next"] = () => {
    server.desk = deskOf({ current: consultation({ mode: "telephone" }) });
    return server.desk.current;
  };
  await store.callNext();
  server.gate = null;
  open();
  await settled();
  assert.deepEqual([store.shown?.kind, news], ["hands", []]);
});

test("after a reload the seat is taken again in this window, and in no other", async () => {
  const server = new FakeServer();
  server.desk = deskOf({ current: consultation({ state: "in_progress" }) });
  server.answers["/api/desk/consultations/c1/entrance"] = { secret: "s2" };
  const kept = memory();
  kept.setItem("desk-seat", "c1");
  const here = await opened({ server, kept });
  await settled();
  assert.equal(here.store.state.seat.secret, "s2");
  const other = await opened({ server });
  await settled();
  assert.equal(other.store.state.seat, null);
});

test("a consultation that has ended stays in front to be finished, and what others do is said", async () => {
  const server = new FakeServer();
  server.desk = deskOf({ current: consultation({ state: "in_progress" }) });
  const { store, line, news } = await opened({ server });
  server.desk = deskOf({ unsigned: [consultation({ state: "ended" })] });
  line.emit("desk", {});
  await settled();
  assert.deepEqual([store.shown.kind, news], ["finishing", ["news_over"]]);
});

test("what she has done herself is no news to her", async () => {
  const server = new FakeServer();
  server.desk = deskOf({ current: consultation({ state: "in_progress" }) });
  const { store, news } = await opened({ server });
  server.answers["/api/desk/consultations/c1/end"] = () => {
    server.desk = deskOf({ unsigned: [consultation({ state: "ended" })] });
    return {};
  };
  await store.act("c1", "end");
  await settled();
  assert.deepEqual([store.shown.kind, news], ["finishing", []]);
});

test("who waits can be looked at, until somebody is in her hands", async () => {
  const server = new FakeServer();
  server.queue = { clinic: "k", entries: [entry("a"), entry("b")] };
  const { store, line } = await opened({ server });
  store.open("b");
  assert.equal(store.shown.entry.id, "b");
  server.desk = deskOf({ current: consultation() });
  line.emit("desk", {});
  await settled();
  assert.equal(store.shown.kind, "hands");
});

test("what the server refuses is told to whoever asked, and the desk is looked at again", async () => {
  const { store, server } = await opened();
  server.answers["/api/desk/call-next"] = new ApiProblem("called_by_other", { status: 409 });
  await assert.rejects(store.callNext(), { code: "called_by_other" });
  await settled();
  assert.equal(count(server, "/api/desk"), 2);
});

test("a line that is away keeps what was shown", async () => {
  const { store, server, line } = await opened();
  server.trouble = new ApiProblem("offline");
  line.emit("desk", {});
  await settled();
  assert.deepEqual([store.state.desk?.duty.state, store.state.problem.code], ["on", "offline"]);
});

const look = (shown, more = {}) => offered({ shown, desk: deskOf(more.desk), isSeatHere: more.isSeatHere ?? false, isStale: false, hasVoice: false });

test("only what can be done now is offered", () => {
  assert.equal(look(null).has("next"), true);
  assert.equal(look(null, { desk: { duty: { state: "break" } } }).has("next"), false);
  const ringing = look({ kind: "hands", consultation: consultation(), entry: null });
  assert.deepEqual(["again", "telephone", "give_up", "take_seat", "end", "next"].map((one) => ringing.has(one)), [true, true, true, true, false, false]);
  const talking = look({ kind: "hands", consultation: consultation({ state: "in_progress" }), entry: null }, { isSeatHere: true });
  assert.deepEqual(["end", "transfer", "take_seat", "sign", "next"].map((one) => talking.has(one)), [true, true, false, false, false]);
  const asked = look({ kind: "hands", consultation: consultation({ state: "in_progress", asked_clinic: "k2" }), entry: null });
  assert.equal(asked.has("transfer"), false);
  const over = look({ kind: "finishing", consultation: consultation({ state: "ended" }), entry: null });
  assert.deepEqual(["sign", "next", "follow_up", "end"].map((one) => over.has(one)), [true, true, true, false]);
  const urgent = look({ kind: "waiting", consultation: null, entry: entry("a", { is_urgent: true }) });
  assert.deepEqual(["call", "urgent"].map((one) => urgent.has(one)), [true, false]);
});

test("two different things are enough to know a patient by; an age and a birth date are one", () => {
  assert.deepEqual([[], ["name"], ["age", "birth_date"], ["name", "age"], ["birth_date", "address"]].map(isEnough), [false, false, false, true, true]);
});

test("a day is counted in India, and stands in the notes before what is written there", () => {
  assert.equal(dayFromNow(1, new Date("2026-03-14T20:00:00Z")), "2026-03-16", "it is the 15th already");
  assert.equal(withDay("", "21 March", null), "21 March");
  assert.equal(withDay("With the report", "21 March", null), "21 March. With the report");
  assert.equal(withDay("21 March. With the report", "28 March", "21 March"), "28 March. With the report");
});
