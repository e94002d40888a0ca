import assert from "node:assert/strict";
import { test } from "node:test";

import { amountOf, figure, readDosing, shorthandOf, totalOf, unreadOf } from "../../web_client/staff/opd/prescription/shorthand.js";

const BEFORE = { pattern: "times", amounts: [1, 0, 0, 0], every_days: 1, days: 5, sos_amount: 0, most_a_day: 0, food: "any" };

const TABLE = [
  ["1-0-1", { amounts: [1, 0, 1, 0] }],
  ["1+0+1", { amounts: [1, 0, 1, 0] }],
  ["1–0–1", { amounts: [1, 0, 1, 0] }],
  ["1-0-1 x3", { amounts: [1, 0, 1, 0], days: 3 }],
  ["1-0-1 x5", { amounts: [1, 0, 1, 0], days: 5 }],
  ["1-0-1 × 3", { amounts: [1, 0, 1, 0], days: 3 }],
  ["1-0-1-1 7d", { amounts: [1, 0, 1, 1], days: 7 }],
  ["½-0-½", { amounts: [0.5, 0, 0.5, 0] }],
  ["1/2-0-1/2 x 10 days", { amounts: [0.5, 0, 0.5, 0], days: 10 }],
  ["1.5-0-0.25", { amounts: [1.5, 0, 0.25, 0] }],
  ["१-०-१ x७", { amounts: [1, 0, 1, 0], days: 7 }],
  ["BD 5 days after food", { amounts: [1, 0, 1, 0], days: 5, food: "after_food" }],
  ["TDS 5d", { amounts: [1, 1, 1, 0], days: 5 }],
  ["tds x3 before food", { amounts: [1, 1, 1, 0], days: 3, food: "before_food" }],
  ["2 tab tds for 3 days", { amounts: [2, 2, 2, 0], days: 3 }],
  ["5 ml bd x5", { amounts: [5, 0, 5, 0], days: 5 }],
  ["½ od", { amounts: [0.5, 0, 0, 0] }],
  ["QID", { amounts: [1, 1, 1, 1] }],
  ["hs 2 weeks", { amounts: [0, 0, 0, 1], days: 14 }],
  ["od 1 month", { amounts: [1, 0, 0, 0], days: 30 }],
  ["twice a day, after food", { amounts: [1, 0, 1, 0], food: "after_food" }],
  ["three times daily 5 days", { amounts: [1, 1, 1, 0], days: 5 }],
  ["at bedtime", { amounts: [0, 0, 0, 1] }],
  ["दिन में दो बार खाने के बाद ५ दिन", { amounts: [1, 0, 1, 0], days: 5, food: "after_food" }],
  ["ख़ाली पेट सुबह", { amounts: [1, 0, 0, 0], food: "empty_stomach" }],
  ["ज़रूरत पर", { pattern: "sos", sos_amount: 1, most_a_day: 3 }],
  ["sos", { pattern: "sos", sos_amount: 1, most_a_day: 3 }],
  ["sos max 2", { pattern: "sos", sos_amount: 1, most_a_day: 2 }],
  ["2 sos max 4 x3", { pattern: "sos", sos_amount: 2, most_a_day: 4, days: 3 }],
  ["stat", { pattern: "once", amounts: [1, 0, 0, 0] }],
  ["once", { pattern: "once", amounts: [1, 0, 0, 0] }],
  ["once a day", { amounts: [1, 0, 0, 0] }],
  ["bd alternate days", { amounts: [1, 0, 1, 0], every_days: 2 }],
  ["od weekly 4 weeks", { every_days: 7, days: 28 }],
];

for (const [text, changes] of TABLE) {
  test(`"${text}" is read as a doctor means it`, () => {
    assert.deepEqual(readDosing(text, BEFORE), { ...BEFORE, ...changes });
    assert.equal(unreadOf(text), "");
  });
}

for (const text of ["", "   ", "hello", "<b>", "१२", "1-", "-1-0-1-", "1-0", "1-0-1-1-1", "food", "bdx"]) {
  test(`"${text}" says nothing of a dosage`, () => assert.equal(readDosing(text, BEFORE), null));
}

for (const [text, rest] of [["bd 5 dyas", "5 dyas"], ["1-0-1 5", "5"], ["tds bd", "bd"], ["hello", "hello"], ["bd x5 x7", "x7"]]) {
  test(`of "${text}" it is said that "${rest}" is not understood`, () => assert.equal(unreadOf(text), rest));
}

test("the shorthand and the quantity follow from the dosage", () => {
  assert.equal(shorthandOf({ ...BEFORE, amounts: [0.5, 0, 1, 0] }), "½-0-1");
  assert.equal(shorthandOf({ ...BEFORE, pattern: "sos", sos_amount: 1, most_a_day: 3 }), "SOS 1 max 3");
  assert.equal(totalOf({ ...BEFORE, amounts: [1, 0, 1, 0] }), 10);
  assert.equal(totalOf({ ...BEFORE, every_days: 2 }), 3);
  assert.equal(totalOf({ ...BEFORE, pattern: "once" }), 1);
  assert.equal(totalOf({ ...BEFORE, pattern: "sos", sos_amount: 1, most_a_day: 3, days: 2 }), 6);
  assert.equal(figure(2.5), "2.5");
});

test("an amount is read in quarters, halves and in the digits of any script", () => {
  assert.deepEqual(["½", "1/2", "0.5", "२", " 3 "].map(amountOf), [0.5, 0.5, 0.5, 2, 3]);
  for (const text of ["", "x", "1/0", "1//2", "--1"]) assert.ok(Number.isNaN(amountOf(text)), text);
});
