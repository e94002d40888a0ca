import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Slots } from "../../web_client/room/slots.js";
import { stoppedClock } from "./clock.mjs";

const ASHA = { participant: "Asha", video: "camera" };
const RAO = { participant: "Dr Rao", video: "camera" };
const BINA = { participant: "Bina", video: "camera" };
const SCREEN_OF_RAO = { participant: "Dr Rao", video: "second" };

/** Who stands in which pair, by position; null where nobody does. */
const view = (revision, ...people) => ({
  revision,
  pairs: people.map((shown, pair) => ({ pair, participant: null, video: null, ...shown })),
});

let clock;
/** What happened, in order: the tiles of every change as "name" (no picture yet), "name: picture 0", and revisions. */
let happened;
let slots;

beforeEach(() => {
  clock = stoppedClock();
  happened = [];
  slots = new Slots({
    streamOf: (pair) => `picture ${pair}`,
    changed: (tiles) => happened.push(tiles.map(spoken).join(", ")),
    acknowledge: (revision) => happened.push(revision),
  });
});

afterEach(() => {
  slots.close();
  clock.restore();
});

function spoken({ participant, video, stream, paused }) {
  const name = participant + (video === "second" ? "'s screen" : "");
  return name + (stream === null ? "" : `: ${stream}`) + (paused ? " rests" : "");
}

/** What happened since the last look. */
const since = () => happened.splice(0);

test("names stand before they are acknowledged, and pictures only after", () => {
  slots.restart(view(1, ASHA, RAO, null));
  assert.deepEqual(since(), ["Asha, Dr Rao", 1, "Asha: picture 0, Dr Rao: picture 1"]);
});

test("whoever takes a free pair is acknowledged at once", () => {
  slots.restart(view(1, ASHA, null));
  since();
  slots.apply(view(2, ASHA, RAO));
  assert.deepEqual(since(), ["Asha: picture 0, Dr Rao", 2, "Asha: picture 0, Dr Rao: picture 1"]);
});

test("who leaves is taken away before it is acknowledged", () => {
  slots.restart(view(1, ASHA, RAO));
  since();
  slots.apply(view(2, null, RAO));
  assert.deepEqual(since(), ["Dr Rao: picture 1", 2, "Dr Rao: picture 1"]);
});

test("a pair that showed somebody else is acknowledged half a second later", async () => {
  slots.restart(view(1, ASHA, RAO));
  since();
  slots.apply(view(2, BINA, RAO));
  assert.deepEqual(since(), ["Bina, Dr Rao: picture 1"]);
  await clock.pass(499);
  assert.deepEqual(since(), []);
  await clock.pass(1);
  assert.deepEqual(since(), [2, "Bina: picture 0, Dr Rao: picture 1"]);
});

test("the half second counts from when the pair became free", async () => {
  slots.restart(view(1, ASHA));
  slots.apply(view(2, null));
  await clock.pass(400);
  since();
  slots.apply(view(3, BINA));
  assert.deepEqual(since(), ["Bina"]);
  await clock.pass(100);
  assert.deepEqual(since(), [3, "Bina: picture 0"]);
});

test("a pair long free shows the next person at once", async () => {
  slots.restart(view(1, ASHA));
  slots.apply(view(2, null));
  await clock.pass(500);
  since();
  slots.apply(view(3, BINA));
  assert.deepEqual(since(), ["Bina", 3, "Bina: picture 0"]);
});

test("a change during the half second is acknowledged with it, once", async () => {
  slots.restart(view(1, ASHA, null));
  slots.apply(view(2, BINA, null));
  await clock.pass(200);
  slots.apply(view(3, BINA, RAO));
  since();
  await clock.pass(300);
  assert.deepEqual(since(), [3, "Bina: picture 0, Dr Rao: picture 1"]);
  await clock.pass(5000);
  assert.deepEqual(since(), []);
});

test("who comes back into her own pair waits as anybody else", () => {
  slots.restart(view(1, ASHA));
  slots.apply(view(2, null));
  since();
  slots.apply(view(3, ASHA));
  assert.deepEqual(since(), ["Asha"]);
});

test("a map that was overtaken on the way changes nothing", () => {
  slots.restart(view(5, ASHA));
  since();
  slots.apply(view(4, RAO));
  assert.deepEqual(since(), []);
});

test("a map that is told again is acknowledged again", () => {
  slots.restart(view(5, ASHA));
  since();
  slots.apply(view(5, ASHA));
  assert.deepEqual(since(), ["Asha: picture 0", 5, "Asha: picture 0"]);
});

test("a new connection begins again from any revision and waits for nobody", () => {
  slots.restart(view(7, ASHA));
  slots.apply(view(8, RAO));
  since();
  slots.restart(view(1, RAO));
  assert.deepEqual(since(), ["Dr Rao", 1, "Dr Rao: picture 0"]);
});

test("a picture rests and goes on", () => {
  slots.restart(view(1, ASHA, RAO));
  since();
  slots.pause(1, true);
  assert.deepEqual(since(), ["Asha: picture 0, Dr Rao: picture 1 rests"]);
  slots.pause(1, false);
  assert.deepEqual(since(), ["Asha: picture 0, Dr Rao: picture 1"]);
});

test("the picture of the next person does not rest because that of the one before did", async () => {
  slots.restart(view(1, ASHA));
  slots.pause(0, true);
  slots.apply(view(2, BINA));
  await clock.pass(500);
  assert.equal(happened.at(-1), "Bina: picture 0");
});

test("somebody's screen is another picture than her face, and waits as one", async () => {
  slots.restart(view(1, RAO, null));
  since();
  slots.apply(view(2, SCREEN_OF_RAO, RAO));
  assert.deepEqual(since(), ["Dr Rao's screen, Dr Rao"]);
  await clock.pass(500);
  assert.deepEqual(since(), [2, "Dr Rao's screen: picture 0, Dr Rao: picture 1"]);
});

test("without a connection nobody is shown, and the next map counts from any revision", () => {
  slots.restart(view(7, ASHA));
  since();
  slots.clear();
  assert.deepEqual(since(), [""]);
  slots.apply(view(1, RAO));
  assert.equal(since()[0], "Dr Rao");
});

test("another pair of the same person is another tile", () => {
  const keys = [];
  const told = new Slots({
    streamOf: () => null,
    changed: (tiles) => keys.push(...tiles.map(({ key }) => key)),
    acknowledge: () => {},
  });
  told.apply(view(1, RAO, SCREEN_OF_RAO, null));
  told.apply(view(2, null, SCREEN_OF_RAO, RAO));
  assert.equal(new Set(keys).size, 3);
});

test("after the end nothing is acknowledged", async () => {
  slots.restart(view(1, ASHA));
  slots.apply(view(2, BINA));
  since();
  slots.close();
  await clock.pass(500);
  assert.deepEqual(since(), []);
});
