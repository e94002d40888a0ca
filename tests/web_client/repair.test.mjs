import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { NEED, Repair } from "../../web_client/room/repair.js";
import { settled, stoppedClock } from "./clock.mjs";

let clock;
let repair;
/** The needs of the attempts made, in order. */
let attempts;
/** Whether the line was told to be broken, in order. */
let told;
/** Ends the attempt under way with what it leaves needed. */
let leave;

beforeEach(() => {
  clock = stoppedClock();
  mock.method(Math, "random", () => 0); // every pause has its full length
  attempts = [];
  told = [];
  repair = new Repair(
    (need) => {
      attempts.push(need);
      return new Promise((resolve) => {
        leave = async (left) => (resolve(left), await settled());
      });
    },
    (isBroken) => told.push(isBroken),
  );
});

afterEach(() => {
  repair.stop();
  clock.restore();
});

/** Something broke, and everything that need not wait was done about it. */
async function needed(need) {
  repair.need(need);
  await settled();
}

test("the first attempt is made at once, and its success ends the repair", async () => {
  await needed(NEED.RESTART);
  assert.deepEqual([attempts, told], [[NEED.RESTART], [true]]);
  await leave(NEED.NOTHING);
  assert.deepEqual([attempts, told], [[NEED.RESTART], [true, false]]);
});

test("pauses grow to five seconds and no further", async () => {
  await needed(NEED.RESUME);
  for (const [index, pause] of [300, 700, 1500, 3000, 5000, 5000].entries()) {
    await leave(NEED.RESUME);
    await clock.pass(pause - 1);
    assert.equal(attempts.length, index + 1, `not before ${pause} ms`);
    await clock.pass(1);
    assert.equal(attempts.length, index + 2, `after ${pause} ms`);
  }
  assert.deepEqual(told, [true]);
});

test("half of a pause is left to chance", async () => {
  Math.random.mock.mockImplementation(() => 1);
  await needed(NEED.RESUME);
  await leave(NEED.RESUME);
  await clock.pass(150);
  assert.equal(attempts.length, 2);
});

test("an attempt may find that more is needed", async () => {
  await needed(NEED.RESUME);
  await leave(NEED.REJOIN);
  await clock.pass(300);
  assert.deepEqual(attempts, [NEED.RESUME, NEED.REJOIN]);
});

test("a stronger need gives up the attempt that would not meet it", async () => {
  await needed(NEED.RESTART);
  await needed(NEED.REJOIN);
  await clock.pass(300);
  assert.deepEqual(attempts, [NEED.RESTART, NEED.REJOIN]);
});

test("the same need again gives up its attempt, for that broke too", async () => {
  await needed(NEED.RESTART);
  await needed(NEED.RESTART);
  await clock.pass(300);
  assert.deepEqual(attempts, [NEED.RESTART, NEED.RESTART]);
});

test("a weaker need waits for the attempt and is met after it", async () => {
  await needed(NEED.REJOIN);
  await needed(NEED.RESUME);
  assert.deepEqual(attempts, [NEED.REJOIN]);
  await leave(NEED.NOTHING);
  await clock.pass(300);
  assert.deepEqual(attempts, [NEED.REJOIN, NEED.RESUME]);
});

test("a stronger need does not wait for the end of a pause", async () => {
  await needed(NEED.RESUME);
  await leave(NEED.RESUME);
  await needed(NEED.REJOIN);
  assert.deepEqual(attempts, [NEED.RESUME, NEED.REJOIN]);
});

test("a need that is no stronger waits for the end of the pause", async () => {
  await needed(NEED.RESTART);
  await leave(NEED.RESTART);
  await needed(NEED.RESUME);
  assert.equal(attempts.length, 1);
  await clock.pass(300);
  assert.deepEqual(attempts, [NEED.RESTART, NEED.RESTART]);
});

test("better circumstances end the pause, and the pauses begin small again", async () => {
  await needed(NEED.RESUME);
  await leave(NEED.RESUME);
  await clock.pass(300);
  await leave(NEED.RESUME);
  repair.hurry();
  await settled();
  assert.equal(attempts.length, 3);
  await leave(NEED.RESUME);
  await clock.pass(300);
  assert.equal(attempts.length, 4);
});

test("what breaks after a repair is repaired at once again", async () => {
  await needed(NEED.RESUME);
  await leave(NEED.NOTHING);
  await needed(NEED.JOIN);
  assert.deepEqual([attempts, told], [[NEED.RESUME, NEED.JOIN], [true, false, true]]);
});

test("after the stop nothing is tried and nothing is told", async () => {
  await needed(NEED.RESUME);
  await leave(NEED.RESUME);
  repair.stop();
  await clock.pass(5000);
  await needed(NEED.JOIN);
  assert.deepEqual([attempts, told], [[NEED.RESUME], [true]]);
});

test("a stop during an attempt is its end", async () => {
  await needed(NEED.RESUME);
  repair.stop();
  await leave(NEED.RESUME);
  await clock.pass(5000);
  assert.deepEqual([attempts, told], [[NEED.RESUME], [true]]);
});
