import assert from "node:assert/strict";
import { test } from "node:test";

import { figure, readDosing, shorthandOf, totalOf } from "../../web_client/staff/opd/prescription/shorthand.js";

const BEFORE = { pattern: "times", amounts: [1, 0, 0, 0], every_days: 1, days: 5, sos_amount: 0, most_a_day: 0, food: "any" };

const TABLE = [
  ["1-0-1", { amounts: [1, 0, 1, 0] }],
  ["1-0-1 x3", { amounts: [1, 0, 1, 0], days: 3 }],
  ["1-0-1-1 7d", { amounts: [1, 0, 1, 1], days: 7 }],
  ["½-0-½", { amounts: [0.5, 0, 0.5, 0] }],
  ["1/2-0-1/2 x 10 days", { amounts: [0.5, 0, 0.5, 0], days: 10 }],
  ["१-०-१ x७", { amounts: [1, 0, 1, 0], days: 7 }],
  ["BD 5 days after food", { amounts: [1, 0, 1, 0], days: 5, food: "after_food" }],
  ["tds x3 before food", { amounts: [1, 1, 1, 0], days: 3, food: "before_food" }],
  ["QID", { amounts: [1, 1, 1, 1] }],
  ["hs 2 weeks", { amounts: [0, 0, 0, 1], days: 14 }],
  ["od 1 month", { amounts: [1, 0, 0, 0], days: 30 }],
  ["sos", { pattern: "sos", sos_amount: 1, most_a_day: 3 }],
  ["sos max 2", { pattern: "sos", sos_amount: 1, most_a_day: 2 }],
  ["stat", { pattern: "once", amounts: [1, 0, 0, 0] }],
  ["bd alternate days", { amounts: [1, 0, 1, 0], every_days: 2 }],
  ["od weekly", { every_days: 7 }],
];

for (const [text, changes] of TABLE) {
  test(`"${text}" is read as a doctor means it`, () => {
    assert.deepEqual(readDosing(text, BEFORE), { ...BEFORE, ...changes });
  });
}

for (const text of ["", "   ", "hello", "<b>", "१२", "1-", "-1-0-1-", "1-0"]) {
  test(`"${text}" says nothing of a dosage`, () => assert.equal(readDosing(text, BEFORE), null));
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
