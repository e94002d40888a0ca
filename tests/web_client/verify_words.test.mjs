import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import ENGLISH from "../../web_client/words/verify/en.js";
import HINDI from "../../web_client/words/verify/hi.js";
import PARTS from "../../web_client/words/parts/en.js";

const FOLDER = new URL("../../web_client/verify/", import.meta.url);
const SOURCE = readdirSync(FOLDER).filter((name) => name.endsWith(".js")).map((name) => readFileSync(new URL(name, FOLDER), "utf8")).join("\n");
const VERDICTS = ["authentic", "altered", "cut", "key_unknown", "key_missing", "newer", "unable"];
const STANDINGS = ["signed", "replaced", "cancelled", "unknown", "offline", "unasked"];
const SEALS = ["authentic", "altered", "foreign", "none"];
const SAID = new Set([...SOURCE.matchAll(/"([a-z]+_[a-z_]+)"/g)].map(([, key]) => key));
const PUT_TOGETHER = [
  ...[...VERDICTS.map((one) => `verdict_${one}`), ...SEALS.map((one) => `seal_${one}`), "standing_replaced", "standing_cancelled"].flatMap((word) => [word, `${word}_means`]),
  ...STANDINGS.map((one) => `status_${one}`),
  ...["f", "m", "o", "u"].map((one) => `gender_${one}`),
];

test("every answer has a word, what it means, and where it stands", () => {
  assert.deepEqual(PUT_TOGETHER.filter((key) => !(key in ENGLISH)), []);
});

test("the page says only words that it has, and none is left over", () => {
  const own = [...SAID].filter((key) => /^(verify|verdict|standing|status|seal|gender)_/.test(key));
  assert.deepEqual(own.filter((key) => !(key in ENGLISH) && !["seal_authentic", "verdict_authentic"].includes(key)), []);
  assert.deepEqual([...SAID].filter((key) => key.startsWith("parts_") && !(key in PARTS)), []);
  assert.deepEqual(Object.keys(ENGLISH).filter((key) => !SAID.has(key) && !PUT_TOGETHER.includes(key)), []);
});

test("no two answers are the same word, in either language: altered is not replaced", () => {
  for (const words of [ENGLISH, HINDI]) {
    const answers = ["verdict_authentic", "verdict_altered", "verdict_cut", "verdict_key_unknown", "verdict_key_missing", "verdict_unable", "standing_replaced", "standing_cancelled"].map((key) => words[key]);
    assert.equal(new Set(answers).size, answers.length);
  }
  assert.ok(!HINDI.verdict_altered.startsWith("बदल"), "said of what was replaced");
});

test("what is not known to be a forgery is not called one", () => {
  for (const words of [ENGLISH, HINDI]) for (const word of ["key_missing", "unable", "newer"]) assert.doesNotMatch(words[`verdict_${word}_means`], /dispense|दवा न दें|forg|नक़ली/);
});
