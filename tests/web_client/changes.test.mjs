import assert from "node:assert/strict";
import { test } from "node:test";

import { INITIAL_STATE } from "../../web_client/state.js";
import { changesBetween } from "../../web_client/views/changes.js";

const RAO = [{ name: "Dr Rao", role: "doctor" }];
const ASHA = [{ name: "Asha", role: "patient" }];

const seat = (participant, people, more = {}) => ({
  participant, people, connection: "connected", lost_seconds: null, lostSince: null, microphone: "on", camera: "on", second: "off", ...more,
});
const call = (more = {}) => ({
  participant: "me", people: [seat("me", RAO)], tiles: [], lobby: [], observersComing: [], chat: [], unread: 0, unsent: [],
  line: "kept", quality: "good", wish: { microphone: true, camera: true, second: "off" }, ...more,
});
const inCall = (more) => ({ ...INITIAL_STATE, screen: "call", call: call(more) });
const withAsha = (more) => ({ people: [seat("me", RAO), seat("asha", ASHA, more)] });
const line = (id, participant, people) => ({ id, key: String(id), participant, people, text: "…", sent_at: 0 });

test("somebody comes and goes", () => {
  assert.deepEqual(changesBetween(inCall(), inCall(withAsha())), [{ kind: "came", people: ASHA }]);
  assert.deepEqual(changesBetween(inCall(withAsha()), inCall()), [{ kind: "went", people: ASHA }]);
});

test("somebody loses the line and is back", () => {
  assert.deepEqual(changesBetween(inCall(withAsha()), inCall(withAsha({ connection: "lost" }))), [{ kind: "lost", people: ASHA }]);
  assert.deepEqual(changesBetween(inCall(withAsha({ connection: "lost" })), inCall(withAsha())), [{ kind: "back", people: ASHA }]);
});

test("somebody shows a screen, and switching a microphone off is no news", () => {
  assert.deepEqual(changesBetween(inCall(withAsha()), inCall(withAsha({ second: "screen" }))), [{ kind: "shows", people: ASHA }]);
  assert.deepEqual(changesBetween(inCall(withAsha()), inCall(withAsha({ microphone: "off" }))), []);
});

test("who waits and who will watch is said once", () => {
  const waiting = { lobby: [{ participant: "asha", people: ASHA, admission: "waiting", is_here: true }] };
  assert.deepEqual(changesBetween(inCall(), inCall(waiting)), [{ kind: "waits", people: ASHA }]);
  assert.deepEqual(changesBetween(inCall(waiting), inCall(waiting)), []);
  const coming = { observersComing: [{ participant: "asha", people: ASHA }] };
  assert.deepEqual(changesBetween(inCall(), inCall(coming)), [{ kind: "observer", people: ASHA }]);
});

test("what others write is said once for several lines, and one's own lines are not", () => {
  const before = inCall({ chat: [line(1, "asha", ASHA)] });
  const after = inCall({ chat: [line(1, "asha", ASHA), line(2, "asha", ASHA), line(3, "asha", ASHA)] });
  assert.deepEqual(changesBetween(before, after), [{ kind: "wrote", people: ASHA }]);
  assert.deepEqual(changesBetween(before, inCall({ chat: [line(1, "asha", ASHA), line(2, "me", RAO)] })), []);
});

test("one's own line breaks and is back", () => {
  assert.deepEqual(changesBetween(inCall(), inCall({ line: "broken" })), [{ kind: "line", key: "reconnecting" }]);
  assert.deepEqual(changesBetween(inCall({ line: "broken" }), inCall()), [{ kind: "line", key: "line_back" }]);
});

test("being let in is said, and who was there already is not said to have come", () => {
  const lobby = { ...INITIAL_STATE, screen: "lobby" };
  assert.deepEqual(changesBetween(lobby, inCall(withAsha())), [{ kind: "line", key: "let_in" }]);
});

test("a notice is said when it is new", () => {
  const notice = { id: 4, code: "headset_on", name: "Boat" };
  assert.deepEqual(changesBetween(inCall(), { ...inCall(), notice }), [{ kind: "notice", notice }]);
  assert.deepEqual(changesBetween({ ...inCall(), notice }, { ...inCall(), notice }), []);
});
