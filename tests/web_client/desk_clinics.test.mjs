import assert from "node:assert/strict";
import { test } from "node:test";

import { bodyOf, NEW, withNews, writtenOf, wrongIn } from "../../web_client/staff/clinics/clinic.js";
import { likeMonday, spansOf, weekOf, withoutSpan, withSpan, withTimes, wrongDays } from "../../web_client/staff/clinics/week.js";

const MONDAY = 0;
const SUNDAY = 6;
const closed = weekOf([]);

test("the hours of a week go out as they came, midnight too", () => {
  const spans = [{ weekday: 0, opens: "09:00", closes: "13:00" }, { weekday: 0, opens: "14:00", closes: "24:00" }, { weekday: 6, opens: "00:00", closes: "24:00" }];
  assert.deepEqual(spansOf(weekOf(spans)), spans);
  assert.equal(weekOf(spans)[MONDAY][1].closes, "00:00", "as a field of time writes it");
});

test("another span stands where it would be looked for", () => {
  const morning = withSpan(closed, MONDAY);
  assert.deepEqual(morning[MONDAY], [{ opens: "09:00", closes: "13:00" }]);
  assert.deepEqual(withSpan(morning, MONDAY)[MONDAY][1], { opens: "14:00", closes: "17:00" });
  assert.deepEqual(withoutSpan(morning, MONDAY, 0)[MONDAY], []);
});

test("a day is wrong whose end is before its beginning, whose hours overlap, or where a time is missing", () => {
  const morning = withSpan(closed, MONDAY);
  assert.deepEqual(wrongDays(morning), []);
  assert.deepEqual(wrongDays(withTimes(morning, MONDAY, 0, { closes: "08:00" })), [MONDAY]);
  assert.deepEqual(wrongDays(withTimes(morning, MONDAY, 0, { closes: "" })), [MONDAY]);
  assert.deepEqual(wrongDays(withTimes(withSpan(morning, MONDAY), MONDAY, 1, { opens: "12:00" })), [MONDAY]);
  assert.deepEqual(wrongDays(weekOf([{ weekday: SUNDAY, opens: "00:00", closes: "24:00" }])), []);
});

test("Tuesday to Saturday become like Monday, Sunday does not", () => {
  const week = likeMonday(withSpan(closed, MONDAY));
  assert.deepEqual(week.map(({ length }) => length), [1, 1, 1, 1, 1, 1, 0]);
});

const CLINIC = { id: "k", facility: "f", facility_name: "Hub", state: 27, name: "OPD", speciality: "general", languages: ["hi"], week: [{ weekday: 0, opens: "09:00", closes: "13:00" }], holidays: ["2027-01-26"], capacity: 100, limit_seconds: 600, most_waiting: 40, phase: "open", phase_until: null, doctors: [], doctors_on_duty: 0, waiting: 0 };

test("a clinic that is not changed goes out as it came", () => {
  const { name, speciality, languages, week, holidays, capacity, limit_seconds, most_waiting } = CLINIC;
  assert.deepEqual(bodyOf(writtenOf(CLINIC)), { name, speciality, languages, week, holidays, capacity, limit_seconds, most_waiting });
});

test("what is missing or out of bounds is named, and digits of any script are understood", () => {
  assert.deepEqual(wrongIn(NEW), ["name", "speciality"]);
  const written = writtenOf(CLINIC);
  assert.deepEqual(wrongIn(written), []);
  assert.deepEqual(wrongIn({ ...written, name: " ", languages: [], capacity: "0", minutes: "61", most_waiting: "many" }), ["name", "languages", "capacity", "minutes", "most_waiting"]);
  assert.equal(bodyOf({ ...written, minutes: "१५" }).limit_seconds, 900);
});

test("a clinic's board says at once how it stands", () => {
  const [changed, other] = withNews([CLINIC, { ...CLINIC, id: "other" }], { clinic: "k", phase: "paused", doctors: 2, numbers: [4, 5, 6], waits: [] });
  assert.deepEqual([changed.phase, changed.doctors_on_duty, changed.waiting], ["paused", 2, 3]);
  assert.equal(other.phase, "open");
});
