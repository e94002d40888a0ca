// Who is ill: from what was written to what the server takes, or to what is still wrong. No page is needed here.

import { digitsOf } from "./digits.js";

/** @typedef {"male" | "female" | "other" | "undisclosed"} Gender */
/** @typedef {"self" | "child" | "parent" | "spouse" | "sibling" | "grandparent" | "grandchild" | "other"} Relation */
/** @typedef {{kind: "age" | "date", age: string, day: string, month: string, year: string}} Born as written */
/** @typedef {{name: string, born: Born, gender: Gender | null, relation: Relation | null}} Written */
/** @typedef {{year: number, month: number, day: number}} Day */
/** @typedef {"name_missing" | "age_wrong" | "birth_wrong" | "birth_future" | "gender_missing" | "relation_missing"} Wrong a key of the words */
/** @typedef {{name?: Wrong, born?: Wrong, gender?: Wrong, relation?: Wrong}} Wrongs */
/** @typedef {{age: number} | {birth_date: string}} BornFields */

export const NAME_LENGTH = 100;
const OLDEST_YEARS = 120;

/** @type {Born} */
export const NOT_WRITTEN = { kind: "age", age: "", day: "", month: "", year: "" };
/** @type {Written} */
export const NOBODY_YET = { name: "", born: NOT_WRITTEN, gender: null, relation: null };

/** @param {Written} written @param {Day} today @returns {{person: Record<string, unknown>, wrongs: null} | {person: null, wrongs: Wrongs}} */
export function personFrom({ name, born, gender, relation }, today) {
  const birth = bornFrom(born, today);
  /** @type {Wrongs} */
  const wrongs = {
    ...(name.trim() === "" && { name: "name_missing" }),
    ...(birth.wrong !== null && { born: birth.wrong }),
    ...(gender === null && { gender: "gender_missing" }),
    ...(relation === null && { relation: "relation_missing" }),
  };
  if (Object.keys(wrongs).length > 0) return { person: null, wrongs };
  return { person: { name: name.trim().replace(/\s+/g, " "), ...birth.fields, gender, relation }, wrongs: null };
}

/** @param {Born} born @param {Day} today @returns {{fields: BornFields, wrong: null} | {fields: null, wrong: Wrong}} */
export function bornFrom(born, today) {
  return born.kind === "age" ? ageFrom(born.age) : dateFrom(born, today);
}

/** @param {string} written @returns {{fields: BornFields, wrong: null} | {fields: null, wrong: Wrong}} */
function ageFrom(written) {
  const digits = digitsOf(written);
  const age = Number(digits);
  if (digits === "" || age > OLDEST_YEARS) return { fields: null, wrong: "age_wrong" };
  return { fields: { age }, wrong: null };
}

/** @param {Born} born @param {Day} today @returns {{fields: BornFields, wrong: null} | {fields: null, wrong: Wrong}} */
function dateFrom({ day, month, year }, today) {
  const [y, m, d] = [year, month, day].map((written) => Number(digitsOf(written)));
  if (!isDay(y, m, d) || y < today.year - OLDEST_YEARS) return { fields: null, wrong: "birth_wrong" };
  if (numbered({ year: y, month: m, day: d }) > numbered(today)) return { fields: null, wrong: "birth_future" };
  return { fields: { birth_date: `${y}-${two(m)}-${two(d)}` }, wrong: null };
}

/** What is known, as it would be written. @param {{age: number | null, birth_date?: string | null}} person @returns {Born} */
export function writtenBorn({ age, birth_date }) {
  if (!birth_date) return { ...NOT_WRITTEN, age: age === null ? "" : String(age) };
  const [year, month, day] = birth_date.split("-").map((part) => String(Number(part)));
  return { kind: "date", age: "", day, month, year };
}

/** In the reader's own time: it is her calendar that says whether a day is still to come. @param {Date} now @returns {Day} */
export function dayOf(now) {
  return { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() };
}

/** @param {number} year @param {number} month @param {number} day */
function isDay(year, month, day) {
  const there = new Date(Date.UTC(year, month - 1, day));
  return there.getUTCFullYear() === year && there.getUTCMonth() === month - 1 && there.getUTCDate() === day;
}

/** @param {Day} day */
function numbered({ year, month, day }) {
  return year * 10_000 + month * 100 + day;
}

/** @param {number} number */
function two(number) {
  return String(number).padStart(2, "0");
}
