// What is asked for: where, by which places, and which days. Days are those of India.

/** @typedef {import("./answers.js").Wanted} Wanted */

const DAY_SECONDS = 86_400;
const INDIAN_OFFSET_SECONDS = 19_800;
export const MOST_DAYS = 92;
/** Spans with a button each, in days. */
export const SPANS = Object.freeze([1, 7, 30]);

/** The ISO date. @param {number} secondsSince1970 */
export function indianDay(secondsSince1970) {
  return new Date((secondsSince1970 + INDIAN_OFFSET_SECONDS) * 1000).toISOString().slice(0, 10);
}

/** Everything that is hers, today. @param {number} now @returns {Wanted} */
export function wantedFirst(now) {
  return { level: "clinic", place: "", ...lastDays(1, now) };
}

/** @param {number} days @param {number} now */
export function lastDays(days, now) {
  return { first: indianDay(now - (days - 1) * DAY_SECONDS), last: indianDay(now) };
}

/** @param {Pick<Wanted, "first" | "last">} wanted */
export function daysOf({ first, last }) {
  return Math.round((Date.parse(last) - Date.parse(first)) / (DAY_SECONDS * 1000)) + 1;
}

/** Which button is pressed, if any. @param {Wanted} wanted @param {number} now */
export function spanOf(wanted, now) {
  return wanted.last === indianDay(now) ? (SPANS.find((days) => days === daysOf(wanted)) ?? null) : null;
}

/** Whether the server would tell it: no date is empty, none is to come, and they are not too far apart. @param {Wanted} wanted @param {number} now */
export function canBeAsked(wanted, now) {
  const days = daysOf(wanted);
  return days >= 1 && days <= MOST_DAYS && wanted.first <= indianDay(now);
}

/** A page that stays open over midnight goes on with the new day. @param {Wanted} wanted @param {number} before @param {number} now @returns {Wanted} */
export function followed(wanted, before, now) {
  const span = spanOf(wanted, before);
  return span === null || indianDay(before) === indianDay(now) ? wanted : { ...wanted, ...lastDays(span, now) };
}

/** @param {Wanted} wanted */
export function addressOf(wanted) {
  return `/api/statistics/opd?${queryOf(wanted)}`;
}

/** @param {Wanted} wanted @param {"place" | "time"} by */
export function fileOf(wanted, by) {
  return `/api/statistics/opd.csv?${queryOf(wanted)}&by=${by}`;
}

/** @param {Wanted} wanted */
function queryOf({ level, place, first, last }) {
  return new URLSearchParams({ level, place, from: first, to: last }).toString();
}
