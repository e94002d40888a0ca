// How the desk says times, people and what is special about them.

import { OWN_NAMES } from "../../parts/languages.js";
import { currentLanguage, sayNumber } from "../../words/words.js";
import { say, sayEither } from "../words.js";

/** @typedef {import("./answers.js").Entry} Entry */
/** `kind`: "turn" is what needs her now. @typedef {{key: string, word: string, kind: "turn" | "edge" | "plain"}} Chip */

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** "under a minute", "12 min", "1 h 20 min", "2 days". @param {number} seconds */
export function sayLength(seconds) {
  if (seconds < MINUTE) return say("under_minute");
  if (seconds < HOUR) return say("length_minutes", { count: Math.floor(seconds / MINUTE) });
  if (seconds >= 2 * DAY) return say("length_days", { count: Math.floor(seconds / DAY) });
  return say("length_hours", { hours: sayNumber(Math.floor(seconds / HOUR)), minutes: sayNumber(Math.floor((seconds % HOUR) / MINUTE)) });
}

/** "now", "5 s", "3 min" since then. @param {number} seconds */
export function sayAgo(seconds) {
  if (seconds < 2) return say("saved_now");
  return seconds < MINUTE ? say("saved_seconds", { count: Math.floor(seconds) }) : say("saved_long", { time: sayLength(seconds) });
}

/** "71 years, female". @param {number | null} age @param {string | null} gender */
export function sayPerson(age, gender) {
  const years = age === null ? "" : age === 0 ? say("age_under_one") : say("age_years", { count: age });
  const told = gender === null || gender === "undisclosed" ? "" : sayEither(`of_gender_${gender}`, "as_it_is", { text: gender });
  return [years, told].filter(Boolean).join(", ");
}

/** A language's name in the reader's. @param {string} code */
export function sayLanguage(code) {
  return new Intl.DisplayNames(currentLanguage().locale, { type: "language" }).of(code) ?? OWN_NAMES[code] ?? code;
}

/** ISO date: "14 March 2026". @param {string} day */
export function sayDay(day) {
  return new Intl.DateTimeFormat(currentLanguage().locale, { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(`${day}T00:00:00Z`));
}

/** Whatever the list must say of her besides name, age and reason; the gravest first. @param {Entry} entry @returns {readonly Chip[]} */
export function chipsOf(entry) {
  const given = /** @type {const} */ ([
    ["urgent", entry.is_urgent, "turn"], ["worse", entry.says_worse, "turn"], ["away", !entry.is_here, "plain"], ["kept", entry.is_kept, "plain"],
    ["return", entry.is_return, "edge"], ["telephone", entry.mode === "telephone", "edge"], ["missed", entry.missed > 0, "plain"],
  ]);
  const marks = given.filter(([, isSo]) => isSo).map(([key, , kind]) => ({ key, word: say(`mark_${key}`, { count: entry.missed }), kind }));
  const flags = entry.flags.filter((flag) => flag !== "no_video").map((flag) => ({ key: flag, word: flagWord(flag), kind: /** @type {const} */ ("edge") }));
  return [...marks, ...flags];
}

/** @param {string} flag the server's word */
export function flagWord(flag) {
  return sayEither(`flag_${flag}`, "as_it_is", { text: flag });
}
