import assert from "node:assert/strict";
import { test } from "node:test";

import { answerOf, documentAnswerOf } from "../../web_client/verify/answer.js";

const CODES = [
  ["authentic", "signed", "good", "verdict_authentic"],
  ["authentic", "offline", "careful", "verdict_authentic"],
  ["authentic", "unasked", "careful", "verdict_authentic"],
  ["authentic", "unknown", "careful", "verdict_authentic"],
  ["authentic", "replaced", "bad", "standing_replaced"],
  ["authentic", "cancelled", "bad", "standing_cancelled"],
  ["altered", null, "bad", "verdict_altered"],
  ["cut", null, "bad", "verdict_cut"],
  ["key_unknown", null, "bad", "verdict_key_unknown"],
  ["key_missing", null, "careful", "verdict_key_missing"],
  ["newer", null, "careful", "verdict_newer"],
  ["unable", null, "careful", "verdict_unable"],
];

for (const [verdict, standing, mood, word] of CODES) {
  test(`a code that is ${verdict}${standing === null ? "" : ` and ${standing}`}: ${mood}`, () => {
    assert.deepEqual(answerOf({ verdict, standing, isDevelopment: false }), { mood, word, standing });
  });
}

test("a development key proves nothing, and never gets the good sign; what is worse stays worse", () => {
  const moods = ["signed", "offline", "replaced", "cancelled"].map((standing) => answerOf({ verdict: "authentic", standing, isDevelopment: true }).mood);
  assert.deepEqual(moods, ["careful", "careful", "bad", "bad"]);
});

const DOCUMENTS = [
  ["authentic", "signed", "good", "seal_authentic", "signed"],
  ["authentic", "unknown", "careful", "seal_authentic", "unknown"],
  ["authentic", "replaced", "bad", "standing_replaced", "replaced"],
  ["authentic", "cancelled", "bad", "standing_cancelled", "cancelled"],
  ["altered", "unknown", "bad", "seal_altered", null],
  ["foreign", "unknown", "bad", "seal_foreign", null],
  ["none", "unknown", "bad", "seal_none", null],
];

for (const [seal, status, mood, word, standing] of DOCUMENTS) {
  test(`a document whose seal is ${seal} and status ${status}: ${mood}`, () => {
    assert.deepEqual(documentAnswerOf({ seal, status, development: false, id: null }), { mood, word, standing });
  });
}

test("nor does a document that was sealed for development", () => {
  const moods = ["signed", "unknown", "replaced"].map((status) => documentAnswerOf({ seal: "authentic", status, development: true, id: null }).mood);
  assert.deepEqual(moods, ["careful", "careful", "bad"]);
});
