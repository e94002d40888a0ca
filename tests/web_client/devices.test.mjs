import assert from "node:assert/strict";
import { test } from "node:test";

import { answerTo } from "../../web_client/devices/changes.js";
import { levelOf } from "../../web_client/devices/level.js";
import { listOf, nextCamera } from "../../web_client/devices/list.js";
import { isInApp } from "../../web_client/devices/surroundings.js";
import { troubleOf } from "../../web_client/devices/trouble.js";

const ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko)";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

test("a browser inside of a messenger is known by what it calls itself", () => {
  const strangers = [
    `${ANDROID} Version/4.0 Chrome/126.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/470.0;]`,
    `${ANDROID} Version/4.0 Chrome/126.0 Mobile Safari/537.36 Instagram 334.0`,
    `${ANDROID.replace("SM-A145F", "SM-A145F; wv")} Version/4.0 Chrome/126.0 Mobile Safari/537.36`,
    `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/470.0]`,
    `${IPHONE} Mobile/15E148 WhatsApp/2.24`,
    `${IPHONE} Mobile/15E148 Safari Line/14.9.0`,
    `${IPHONE} Mobile/15E148 Snapchat/12.90`,
    `${IPHONE} Mobile/15E148`,
  ];
  for (const userAgent of strangers) assert.equal(isInApp(userAgent), true, userAgent);
});

test("a browser of its own is none of them", () => {
  const browsers = [
    `${ANDROID} Chrome/126.0.0.0 Mobile Safari/537.36`,
    `${ANDROID} SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36`,
    `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`,
    `${IPHONE} CriOS/126.0 Mobile/15E148 Safari/604.1`,
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36",
  ];
  for (const userAgent of browsers) assert.equal(isInApp(userAgent), false, userAgent);
});

const ATTEMPT = { milliseconds: 2000, wasBlocked: false, wasDenied: false, userAgent: ANDROID };
const trouble = (error, more = {}) => troubleOf({ ...ATTEMPT, error, ...more });

test("what the browser says becomes what a person can do something about", () => {
  assert.equal(trouble("NotFoundError"), "missing");
  assert.equal(trouble("OverconstrainedError"), "missing");
  assert.equal(trouble("NotReadableError"), "busy");
  assert.equal(trouble("AbortError"), "busy");
  assert.equal(trouble("TypeError"), "unknown");
});

test("a no is a no, and the site is blocked where nobody was asked", () => {
  assert.equal(trouble("NotAllowedError"), "denied");
  assert.equal(trouble("NotAllowedError", { wasBlocked: true }), "blocked");
  assert.equal(trouble("NotAllowedError", { wasDenied: true, milliseconds: 20 }), "blocked");
  assert.equal(trouble("NotAllowedError", { wasDenied: true }), "denied");
  assert.equal(trouble("NotAllowedError", { milliseconds: 20 }), "denied");
});

test("inside of a messenger a no is the messenger's", () => {
  assert.equal(trouble("NotAllowedError", { userAgent: `${ANDROID} Instagram 334.0` }), "in_app");
});

const device = (kind, deviceId, groupId = deviceId) => ({ kind, deviceId, groupId, label: `the ${deviceId}` });
const BUILT_IN = device("audioinput", "built-in");
const HEADSET = device("audioinput", "headset");
const FRONT = device("videoinput", "front");
const BACK = device("videoinput", "back");
const NOTHING_CHOSEN = { camera: "", microphone: "", speaker: "" };
const change = (before, after, more = {}) =>
  answerTo({ before, after, chosen: NOTHING_CHOSEN, current: { microphone: "built-in", camera: "front" }, ...more });

test("a headset that comes is used", () => {
  const { open, notice } = change([BUILT_IN, FRONT], [BUILT_IN, HEADSET, FRONT]);
  const said = { code: "headset_on", name: "the headset" };
  assert.deepEqual([open, notice], [[{ kind: "microphone", id: "headset" }], said]);
});

test("a headset that comes is left alone where another microphone was chosen", () => {
  const chosen = { ...NOTHING_CHOSEN, microphone: "built-in" };
  const { open, notice } = change([BUILT_IN, FRONT], [BUILT_IN, HEADSET, FRONT], { chosen });
  assert.deepEqual([open, notice], [[], null]);
});

test("the microphone of a camera that comes is no headset", () => {
  const webcam = [device("videoinput", "webcam", "one"), device("audioinput", "in the webcam", "one")];
  const { open, notice } = change([BUILT_IN, FRONT], [BUILT_IN, FRONT, ...webcam]);
  assert.deepEqual([open, notice], [[], null]);
});

test("a headset that goes gives way to the browser's choice", () => {
  const chosen = { ...NOTHING_CHOSEN, microphone: "headset" };
  const current = { microphone: "headset", camera: "front" };
  const answer = change([BUILT_IN, HEADSET, FRONT], [BUILT_IN, FRONT], { chosen, current });
  const notice = { code: "device_gone", name: "the headset" };
  assert.deepEqual(answer, { open: [{ kind: "microphone", id: "" }], chosen: NOTHING_CHOSEN, notice });
});

test("one headset in place of another is used at once", () => {
  const other = device("audioinput", "other headset");
  const current = { microphone: "headset", camera: "front" };
  const { open, notice } = change([BUILT_IN, HEADSET], [BUILT_IN, other], { current });
  assert.deepEqual([open, notice], [[{ kind: "microphone", id: "other headset" }], { code: "headset_on", name: "the other headset" }]);
});

test("a camera that goes gives way to another", () => {
  const { open, notice } = change([BUILT_IN, FRONT, BACK], [BUILT_IN, BACK]);
  assert.deepEqual([open, notice], [[{ kind: "camera", id: "" }], { code: "device_gone", name: "the front" }]);
});

test("a camera that comes changes nothing", () => {
  assert.deepEqual(change([BUILT_IN, FRONT], [BUILT_IN, FRONT, BACK]).open, []);
});

test("a chosen speaker that goes is said", () => {
  const speaker = device("audiooutput", "box");
  const { chosen, notice } = change([speaker], [], { chosen: { ...NOTHING_CHOSEN, speaker: "box" } });
  assert.deepEqual([chosen, notice], [NOTHING_CHOSEN, { code: "device_gone", name: "the box" }]);
});

test("the list that comes with the permission is no news", () => {
  assert.deepEqual(change([], [BUILT_IN, HEADSET, FRONT]).notice, null);
  const unnamed = [{ ...BUILT_IN, deviceId: "" }];
  assert.deepEqual(change(unnamed, [BUILT_IN, HEADSET], { current: { microphone: "", camera: "" } }).notice, null);
});

test("the system's choices are not listed twice", () => {
  const list = listOf([device("audioinput", "default"), device("audioinput", "communications"), BUILT_IN, FRONT]);
  assert.deepEqual(list.microphones, [{ id: "built-in", label: "the built-in" }]);
  assert.deepEqual([list.cameras.length, list.speakers.length], [1, 0]);
});

test("cameras are gone through round and round", () => {
  const cameras = [{ id: "front", label: "" }, { id: "back", label: "" }];
  assert.equal(nextCamera(cameras, "front"), "back");
  assert.equal(nextCamera(cameras, "back"), "front");
  assert.equal(nextCamera([], "front"), "front");
});

test("silence is nothing on the meter, and shouting is all of it", () => {
  assert.equal(levelOf(new Float32Array(8)), 0);
  assert.equal(levelOf(new Float32Array(8).fill(1)), 1);
  const speech = levelOf(new Float32Array(8).fill(0.1));
  assert.ok(speech > 0.4 && speech < 0.6, String(speech));
});
