// A clinic as it is written in the form, and what is still wrong with it. No page is needed here.

import { digitsOf } from "../../parts/digits.js";
import { spansOf, weekOf, wrongDays } from "./week.js";

/**
 * @typedef {{id: string, facility: string, facility_name: string, state: number, name: string, speciality: string, languages: readonly string[], week: readonly import("./week.js").Span[],
 *   holidays: readonly string[], capacity: number, limit_seconds: number, most_waiting: number, phase: "open" | "paused" | "closed", phase_until: number | null,
 *   doctors: readonly string[], doctors_on_duty: number, waiting: number}} Clinic
 */
/** Numbers as they are typed. @typedef {{name: string, speciality: string, languages: readonly string[], week: import("./week.js").Week, holidays: readonly string[], capacity: string, minutes: string, most_waiting: string}} Written */
/** @typedef {"name" | "speciality" | "languages" | "week" | "capacity" | "minutes" | "most_waiting"} Wrong */

const MINUTE = 60;
/** What the server takes. @type {Readonly<Record<"capacity" | "minutes" | "most_waiting", readonly [number, number]>>} */
export const BOUNDS = Object.freeze({ capacity: [1, 5000], minutes: [1, 60], most_waiting: [1, 1000] });

/** @type {Written} */
export const NEW = Object.freeze({ name: "", speciality: "", languages: ["hi"], week: weekOf([0, 1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: "09:00", closes: "17:00" }))), holidays: [], capacity: "100", minutes: "10", most_waiting: "40" });

/** @param {Clinic} clinic @returns {Written} */
export function writtenOf({ name, speciality, languages, week, holidays, capacity, limit_seconds: limit, most_waiting: most }) {
  return { name, speciality, languages, week: weekOf(week), holidays, capacity: String(capacity), minutes: String(Math.round(limit / MINUTE)), most_waiting: String(most) };
}

/** @param {Written} written @returns {readonly Wrong[]} */
export function wrongIn(written) {
  const bad = /** @type {const} */ (["capacity", "minutes", "most_waiting"]).filter((name) => !isWithin(written[name], BOUNDS[name]));
  return [
    ...(written.name.trim() === "" ? /** @type {const} */ (["name"]) : []),
    ...(written.speciality === "" ? /** @type {const} */ (["speciality"]) : []),
    ...(written.languages.length === 0 ? /** @type {const} */ (["languages"]) : []),
    ...(wrongDays(written.week).length > 0 ? /** @type {const} */ (["week"]) : []),
    ...bad,
  ];
}

/** What the server takes. @param {Written} written */
export function bodyOf({ name, speciality, languages, week, holidays, capacity, minutes, most_waiting: most }) {
  return { name: name.trim(), speciality, languages, week: spansOf(week), holidays, capacity: number(capacity), limit_seconds: number(minutes) * MINUTE, most_waiting: number(most) };
}

/** The board of a clinic says how it stands. @param {readonly Clinic[]} clinics @param {import("../../live.js").QueueNews} news @returns {readonly Clinic[]} */
export function withNews(clinics, { clinic, phase, doctors, numbers }) {
  return clinics.map((one) => (one.id === clinic ? { ...one, phase, doctors_on_duty: doctors, waiting: numbers.length } : one));
}

/** @param {string} typed @param {readonly [number, number]} bounds */
function isWithin(typed, [least, most]) {
  return digitsOf(typed) !== "" && number(typed) >= least && number(typed) <= most;
}

/** @param {string} typed */
function number(typed) {
  return Number(digitsOf(typed));
}
