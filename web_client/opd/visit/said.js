// How waits, places, days and doctors are said.

import { currentLanguage, say, sayTime } from "../../words/words.js";
import { councilWord } from "./choices.js";

/** @typedef {import("./token.js").Token} Token */

const INDIA = "Asia/Kolkata";
const DAY_SECONDS = 86_400;
const HOUR_MINUTES = 60;
/** From then on it is said in hours. */
const LONG_MINUTES = 100;

/** "about 10 to 20 minutes". @param {import("./token.js").Wait | null} wait */
export function waitWords(wait) {
  if (wait === null) return say("wait_unknown");
  const { low_minutes: low, high_minutes: high } = wait;
  if (high > LONG_MINUTES) return hoursWords(Math.max(1, Math.floor(low / HOUR_MINUTES)), Math.ceil(high / HOUR_MINUTES));
  if (low <= 0) return say("wait_up_to", { count: Math.max(1, high) });
  return low === high ? say("wait_about", { count: high }) : say("wait_between", { low, high });
}

/** @param {number} low @param {number} high */
function hoursWords(low, high) {
  return low === high ? say("wait_hours_about", { count: low }) : say("wait_hours", { low, high });
}

/** "3 people are before you". @param {number | null} ahead */
export function aheadWords(ahead) {
  if (ahead === null) return "";
  return ahead === 0 ? say("you_are_next") : say("people_ahead", { count: ahead });
}

/** "tomorrow, 9:00 am": by the clinics' clock, whatever the phone's is. @param {number} time seconds since 1970 @param {number} now the same */
export function whenWords(time, now) {
  const said = sayTime(time, INDIA);
  const [there, today, tomorrow] = [time, now, now + DAY_SECONDS].map(indianDay);
  if (there === today) return say("day_today", { time: said });
  return there === tomorrow ? say("day_tomorrow", { time: said }) : say("day_other", { day: inFull(time * 1000), time: said });
}

/** "Monday, 16 March", of an ISO date. @param {string} day */
export function dayWords(day) {
  return inFull(Date.parse(`${day}T12:00:00+05:30`));
}

/** @param {number} milliseconds since 1970 */
function inFull(milliseconds) {
  return new Intl.DateTimeFormat(currentLanguage().locale, { weekday: "long", day: "numeric", month: "long", timeZone: INDIA }).format(milliseconds);
}

/** @param {number} time seconds since 1970 */
function indianDay(time) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: INDIA }).format(time * 1000);
}

/** "MBBS, MD. Registration 12345, Maharashtra Medical Council": as the guidelines want it shown. @param {import("./token.js").Doctor} doctor */
export function qualificationWords({ qualification, council, registration_number: number }) {
  const registration = number === "" ? "" : say("registration", { number, council: councilWord(council) });
  return [qualification, registration].filter(Boolean).join(". ");
}

/** Languages by their own names. @param {readonly string[]} tags @param {Readonly<Record<string, string>>} ownNames */
export function languageWords(tags, ownNames) {
  return tags.map((tag) => ownNames[tag] ?? tag).join(", ");
}

/** How long it still rings, in words that do not change each second until the end. @param {number} seconds */
export function leftWords(seconds) {
  if (seconds <= 0) return say("left_over");
  if (seconds >= 75) return say("left_minutes", { count: Math.round(seconds / 60) });
  if (seconds >= 45) return say("left_minute");
  return say("left_seconds", { count: seconds > 10 ? Math.ceil(seconds / 10) * 10 : Math.ceil(seconds) });
}
