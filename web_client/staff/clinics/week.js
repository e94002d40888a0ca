// The hours of a clinic's week as they are written, checked and sent. No page is needed here.

/** `weekday`: 0 is Monday. `closes`: "24:00" is midnight. @typedef {{weekday: number, opens: string, closes: string}} Span */
/** By weekday, as written: "00:00" at the end is midnight. @typedef {readonly (readonly {opens: string, closes: string}[])[]} Week */

export const WEEKDAYS = Object.freeze([0, 1, 2, 3, 4, 5, 6]);
export const MOST_SPANS = 4;
const FIRST = { opens: "09:00", closes: "13:00" };
const SECOND = { opens: "14:00", closes: "17:00" };
const MIDNIGHT = "24:00";

/** @param {readonly Span[]} spans @returns {Week} */
export function weekOf(spans) {
  return WEEKDAYS.map((day) => spans.filter(({ weekday }) => weekday === day).map(({ opens, closes }) => ({ opens, closes: closes === MIDNIGHT ? "00:00" : closes })));
}

/** @param {Week} week @returns {readonly Span[]} */
export function spansOf(week) {
  return week.flatMap((spans, weekday) => [...spans].sort((one, other) => one.opens.localeCompare(other.opens)).map(({ opens, closes }) => ({ weekday, opens, closes: ending(closes) })));
}

/** Days whose hours are not right: an end before its beginning, two that overlap, or a time that is missing. @param {Week} week @returns {readonly number[]} */
export function wrongDays(week) {
  return WEEKDAYS.filter((day) => !isRight(week[day]));
}

/** One more span on that day, where it would be looked for. @param {Week} week @param {number} day @returns {Week} */
export function withSpan(week, day) {
  const last = week[day].at(-1);
  const next = last === undefined ? FIRST : last.closes <= SECOND.opens && last.closes !== "00:00" ? SECOND : { opens: last.closes, closes: "" };
  return replaced(week, day, [...week[day], next]);
}

/** @param {Week} week @param {number} day @param {number} at @param {Partial<{opens: string, closes: string}>} change @returns {Week} */
export function withTimes(week, day, at, change) {
  return replaced(week, day, week[day].map((span, index) => (index === at ? { ...span, ...change } : span)));
}

/** @param {Week} week @param {number} day @param {number} at @returns {Week} */
export function withoutSpan(week, day, at) {
  return replaced(week, day, week[day].filter((_, index) => index !== at));
}

/** Tuesday to Saturday as Monday. @param {Week} week @returns {Week} */
export function likeMonday(week) {
  return week.map((spans, day) => (day >= 1 && day <= 5 ? week[0] : spans));
}

/** @param {Week} week @param {number} day @param {Week[number]} spans @returns {Week} */
function replaced(week, day, spans) {
  return week.map((before, index) => (index === day ? spans : before));
}

/** @param {Week[number]} spans */
function isRight(spans) {
  const sorted = [...spans].sort((one, other) => one.opens.localeCompare(other.opens));
  const areWhole = sorted.every(({ opens, closes }) => opens !== "" && closes !== "" && opens < ending(closes));
  return areWhole && sorted.every(({ opens }, index) => index === 0 || ending(sorted[index - 1].closes) <= opens);
}

/** @param {string} closes */
function ending(closes) {
  return closes === "00:00" ? MIDNIGHT : closes;
}
