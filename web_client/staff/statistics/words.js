// What the statistics say: their own catalogue, and the staff's.

import * as every from "../../words/words.js";

/** @typedef {typeof import("../../words/statistics/en.js").default} StatisticsCatalogue */
/** @typedef {keyof StatisticsCatalogue | import("../words.js").StaffKey} StatisticsKey */

/** @type {(key: StatisticsKey, values?: Record<string, string | number>) => string} */
export const say = /** @type {any} */ (every.say);

/** @type {Intl.DateTimeFormatOptions} */
const HOUR = { hour: "numeric", minute: "2-digit" };

/** A count; null is hidden. @param {number | null} count */
export function sayCount(count) {
  return count === null ? say("fewer_than_five") : every.sayNumber(count);
}

/** @param {number | null} percent */
export function sayPercent(percent) {
  return percent === null ? say("too_few") : say("count_of_percent", { count: percent });
}

/** @param {number | null} minutes */
export function sayMinutes(minutes) {
  return minutes === null ? say("too_few") : say("count_of_minutes", { count: minutes });
}

/** @param {number | null} rate */
export function sayRate(rate) {
  return rate === null ? say("too_few") : every.sayNumber(rate);
}

/** "5:40 pm", in India, wherever the reader is. @param {number} at seconds since 1970 */
export function sayHour(at) {
  return inIndia(at, HOUR);
}

/** An hour's beginning or a day, in India: "10:00", "14 March". @param {number} at seconds since 1970 @param {import("./answers.js").Step} step @param {boolean} [isLong] */
export function sayMoment(at, step, isLong = false) {
  const day = inIndia(at, isLong ? { day: "numeric", month: "long" } : { day: "numeric", month: "short" });
  if (step === "day") return day;
  return isLong ? `${day}, ${sayHour(at)}` : sayHour(at);
}

/** @param {number} at @param {Intl.DateTimeFormatOptions} wanted */
function inIndia(at, wanted) {
  const { locale } = every.currentLanguage();
  const dayPeriod = wanted.hour !== undefined && locale.startsWith("hi") ? "short" : undefined;
  return new Intl.DateTimeFormat(locale, { ...wanted, dayPeriod, timeZone: "Asia/Kolkata" }).format(at * 1000);
}
