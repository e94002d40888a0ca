import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { figuresOf, lineFigures } from "../../web_client/room/figures.js";
import { Quality } from "../../web_client/room/quality.js";

const GOOD = { rttSeconds: 0.05, lossIn: 0, lossOut: 0, freezes: 0, paused: 0 };
const WEAK = { ...GOOD, rttSeconds: 0.6 };
const BAD = { ...GOOD, lossIn: 0.2 };

let quality;
let now;

beforeEach(() => {
  quality = new Quality();
  now = 0;
});

/** The marks of so many seconds, one a second. */
const marks = (seconds, figures) => Array.from({ length: seconds }, () => quality.saw(figures, (now += 1000)));

test("nothing is known before the first look, and the first look counts", () => {
  assert.equal(quality.mark, "unknown");
  assert.deepEqual(marks(1, BAD), ["bad"]);
});

test("the mark falls after three seconds", () => {
  marks(1, GOOD);
  assert.deepEqual(marks(4, WEAK), ["good", "good", "good", "weak"]);
});

test("the mark rises after six seconds", () => {
  marks(1, BAD);
  assert.deepEqual(marks(7, GOOD), ["bad", "bad", "bad", "bad", "bad", "bad", "good"]);
});

test("a moment does not make the mark flicker", () => {
  marks(1, GOOD);
  for (let round = 0; round < 10; round += 1) assert.deepEqual([...marks(2, BAD), ...marks(1, GOOD)], ["good", "good", "good"]);
});

test("between weak and bad the mark falls no further than it was all the time", () => {
  marks(1, GOOD);
  marks(1, WEAK);
  assert.deepEqual(marks(3, BAD), ["good", "good", "weak"]);
});

test("a slow answer, loss either way, a frozen picture and a resting one are a weak line at least", () => {
  const signs = [{ rttSeconds: 0.4 }, { lossIn: 0.05 }, { lossOut: 0.05 }, { freezes: 1 }, { paused: 1 }];
  for (const sign of signs) assert.equal(new Quality().saw({ ...GOOD, ...sign }, 0), "weak", JSON.stringify(sign));
});

test("a second of delay or a seventh of all packets lost is a bad line", () => {
  for (const sign of [{ rttSeconds: 1 }, { lossIn: 0.15 }, { lossOut: 0.15 }]) {
    assert.equal(new Quality().saw({ ...GOOD, ...sign }, 0), "bad", JSON.stringify(sign));
  }
});

const INBOUND = { id: "i", type: "inbound-rtp", packetsReceived: 90, packetsLost: 10, freezeCount: 1 };
const PAIR = { id: "p", type: "candidate-pair", bytesReceived: 1000, responsesReceived: 3, currentRoundTripTime: 0.04 };

test("Chromium names the selected pair in its transport, Firefox marks the pair", () => {
  const idle = { id: "q", type: "candidate-pair", bytesReceived: 1, responsesReceived: 1 };
  const chromium = figuresOf([idle, PAIR, { id: "t", type: "transport", selectedCandidatePairId: "p" }]);
  const firefox = figuresOf([idle, { ...PAIR, selected: true }]);
  for (const figures of [chromium, firefox]) {
    assert.deepEqual([figures.received, figures.hasPair, figures.rttSeconds], [1003, true, 0.04]);
  }
});

test("without a pair there is none, and the relay's report tells the delay", () => {
  const figures = figuresOf([{ id: "r", type: "remote-inbound-rtp", roundTripTime: 0.3, fractionLost: 0.02 }]);
  assert.deepEqual([figures.received, figures.hasPair, figures.rttSeconds, figures.lossOut], [0, false, 0.3, 0.02]);
});

test("what the line was like is what came between two looks", () => {
  const before = figuresOf([INBOUND]);
  const after = figuresOf([{ ...INBOUND, packetsReceived: 180, packetsLost: 20, freezeCount: 3 }]);
  const { lossIn, freezes, paused } = lineFigures(before, after, 2);
  assert.deepEqual([lossIn, freezes, paused], [0.1, 2, 2]);
});

test("a line that brings nothing has lost nothing, and a new connection's counts do not run backwards", () => {
  const before = figuresOf([INBOUND]);
  assert.equal(lineFigures(before, before, 0).lossIn, 0);
  const { lossIn, freezes } = lineFigures(before, figuresOf([]), 0);
  assert.deepEqual([lossIn, freezes], [0, 0]);
});
