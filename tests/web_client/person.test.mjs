import assert from "node:assert/strict";
import { test } from "node:test";

import { placeOf } from "../../web_client/account/places.js";
import { digitsOf, mobileFrom } from "../../web_client/parts/digits.js";
import { kindOf } from "../../web_client/parts/face.js";
import { bornFrom, dayOf, NOBODY_YET, NOT_WRITTEN, personFrom, writtenBorn } from "../../web_client/parts/person.js";

const TODAY = { year: 2026, month: 11, day: 23 };
const born = (written) => bornFrom({ ...NOT_WRITTEN, ...written }, TODAY);
const date = (day, month, year) => born({ kind: "date", day, month, year });

test("digits of any Indian script are digits, and everything else is left out", () => {
  assert.equal(digitsOf("९८७६५ ४३२१०"), "9876543210");
  assert.equal(digitsOf("௧௨௩-౪౫౬"), "123456");
  assert.equal(digitsOf("৭৮৯ ੧੨ ۴۵"), "7891245");
  assert.equal(digitsOf("no"), "");
});

test("a mobile number of India may be written in every usual way", () => {
  for (const written of ["9876543210", "98765 43210", "098765-43210", "+91 98765 43210", "919876543210", "0091 9876543210", "९८७६५४३२१०"]) {
    assert.equal(mobileFrom(written), "+919876543210", written);
  }
});

test("what cannot be a mobile number is not sent", () => {
  for (const written of ["", "12345", "1234567890", "98765432101", "+91 12345 67890"]) assert.equal(mobileFrom(written), null, written);
});

test("a number of another country goes as it is; the server decides", () => {
  assert.equal(mobileFrom("+977 984-1234567"), "+9779841234567");
});

test("an age may be given in years, from 0 to 120", () => {
  assert.deepEqual(born({ age: "०" }).fields, { age: 0 });
  assert.deepEqual(born({ age: "120" }).fields, { age: 120 });
  for (const age of ["", "121", "x"]) assert.equal(born({ age }).wrong, "age_wrong", age);
});

test("a date of birth is a day that there was", () => {
  assert.deepEqual(date("5", "3", "1980").fields, { birth_date: "1980-03-05" });
  assert.deepEqual(date("29", "2", "2024").fields, { birth_date: "2024-02-29" });
  assert.deepEqual(date("23", "11", "2026").fields, { birth_date: "2026-11-23" }, "a child of today");
  for (const [day, month, year] of [["31", "2", "1980"], ["", "3", "1980"], ["5", "13", "1980"], ["5", "3", "80"]]) {
    assert.equal(date(day, month, year).wrong, "birth_wrong", `${day}.${month}.${year}`);
  }
  assert.equal(date("24", "11", "2026").wrong, "birth_future");
});

test("a person is whole, or every missing thing is named", () => {
  assert.deepEqual(personFrom(NOBODY_YET, TODAY).wrongs, { name: "name_missing", born: "age_wrong", gender: "gender_missing", relation: "relation_missing" });
  const written = { name: "  Sunita   Devi ", born: { ...NOT_WRITTEN, age: "34" }, gender: "female", relation: "self" };
  assert.deepEqual(personFrom(written, TODAY), { person: { name: "Sunita Devi", age: 34, gender: "female", relation: "self" }, wrongs: null });
});

test("what is known comes back as it would be written, and means the same", () => {
  assert.deepEqual(bornFrom(writtenBorn({ age: 46, birth_date: "1980-03-05" }), TODAY).fields, { birth_date: "1980-03-05" });
  assert.deepEqual(bornFrom(writtenBorn({ age: 46, birth_date: null }), TODAY).fields, { age: 46 });
  assert.deepEqual(dayOf(new Date(2026, 10, 23, 23, 59)), TODAY);
});

test("faces are told apart by age, and nobody's gender is guessed", () => {
  assert.deepEqual([kindOf(0, "male"), kindOf(12, "female"), kindOf(13, "female"), kindOf(60, "male")], ["boy", "girl", "woman", "grandfather"]);
  assert.deepEqual([kindOf(30, "other"), kindOf(30, "undisclosed")], ["person", "person"]);
});

test("the account's address opens a part of it, and nothing else", () => {
  assert.deepEqual(placeOf(`#person/${"a".repeat(32)}`), { name: "person", id: "a".repeat(32) });
  assert.deepEqual(placeOf("#devices"), { name: "devices" });
  for (const hash of ["", "#", "#person/../x", "#person/ABC"]) assert.deepEqual(placeOf(hash), { name: "home" }, hash);
});
