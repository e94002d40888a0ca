import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { NEED } from "../../web_client/room/repair.js";
import { isMediaExpected } from "../../web_client/room/line.js";
import { Watchdog } from "../../web_client/room/watchdog.js";

const { NOTHING, RESTART, REJOIN } = NEED;

let watchdog;
let now;
let received;

beforeEach(() => {
  watchdog = new Watchdog();
  now = 100_000;
  received = 0;
  watchdog.begin(now);
});

/** Half a second passes; `packets` come in meanwhile. */
function look({ packets = 0, isExpected = true, isSending = true, hasPair = true } = {}) {
  now += 500;
  received += packets;
  return watchdog.saw({ now, received, isExpected, isSending, hasPair });
}

/** What was said in so many seconds. */
const during = (seconds, sight) => Array.from({ length: seconds * 2 }, () => look(sight));
const said = (verdicts) => verdicts.filter((need) => need !== NOTHING);

test("a line that carries packets is left alone", () => {
  assert.deepEqual(said(during(60, { packets: 1 })), []);
});

test("after three seconds of silence a restart is asked for, once", () => {
  during(2, { packets: 1 });
  assert.deepEqual(said(during(2.5)), []);
  assert.equal(look(), RESTART);
  assert.deepEqual(said(during(3)), []);
});

test("on a network that has just changed one second is enough", () => {
  during(2, { packets: 1 });
  watchdog.networkChanged(now);
  assert.deepEqual([look(), look()], [NOTHING, RESTART]);
});

test("a change that did no harm is forgotten", () => {
  watchdog.networkChanged(now);
  assert.deepEqual(said(during(15, { packets: 1 })), []);
  assert.deepEqual(said(during(2.5)), []);
});

test("a pair that vanished counts as a change of the network", () => {
  during(2, { packets: 1 });
  assert.deepEqual([look({ hasPair: false }), look({ hasPair: false })], [NOTHING, RESTART]);
});

test("a restart that brings no packet in four seconds is followed by a new connection, once", () => {
  during(2, { packets: 1 });
  during(3);
  assert.deepEqual(said(during(3.5)), []);
  assert.equal(look(), REJOIN);
  assert.deepEqual(said(during(30)), []);
});

test("a restart that helps is the end of it", () => {
  during(2, { packets: 1 });
  during(3);
  assert.deepEqual(said(during(60, { packets: 1 })), []);
});

test("the next silence is a new one", () => {
  during(2, { packets: 1 });
  during(3);
  look({ packets: 1 });
  assert.deepEqual(said(during(3)), [RESTART]);
});

test("where nobody sends, silence says nothing", () => {
  during(2, { packets: 1 });
  assert.deepEqual(said(during(60, { isExpected: false })), []);
});

test("whoever begins to send late is waited for", () => {
  during(30, { isExpected: false });
  assert.deepEqual(said(during(2.5)), []);
});

test("a listener waits longer: nobody reports to her", () => {
  during(2, { packets: 1, isSending: false });
  assert.deepEqual(said(during(7.5, { isSending: false })), []);
  assert.equal(look({ isSending: false }), RESTART);
});

test("a new connection is given its time", () => {
  during(2, { packets: 1 });
  during(2.5);
  watchdog.begin(now);
  received = 0;
  assert.deepEqual(said(during(2.5)), []);
});

const PERSON = { participant: "p-rao", connection: "connected", microphone: "on", camera: "on", second: "off" };
const OWN = { ...PERSON, participant: "p-asha" };
const call = (other, tiles = []) => ({ participant: "p-asha", people: [OWN, { ...PERSON, ...other }], tiles });

test("media is expected of somebody else who is here with something on", () => {
  assert.equal(isMediaExpected(call({})), true);
  assert.equal(isMediaExpected(call({ microphone: "off" })), true);
  assert.equal(isMediaExpected({ ...call({}), people: [OWN] }), false);
});

test("no media is expected of who is away, silent and unseen, or switched off by others", () => {
  assert.equal(isMediaExpected(call({ connection: "lost" })), false);
  assert.equal(isMediaExpected(call({ microphone: "off", camera: "off" })), false);
  assert.equal(isMediaExpected(call({ microphone: "muted", camera: "muted" })), false);
});

test("a picture that rests is not waited for", () => {
  const tiles = [{ participant: "p-rao", video: "camera", paused: true }];
  assert.equal(isMediaExpected(call({ microphone: "off" }, tiles)), false);
  assert.equal(isMediaExpected(call({}, tiles)), true);
});
