// A dosage as one plain sentence, in the words and the order in which it is printed for the patient.

import { figure, missingOf, totalOf } from "./shorthand.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Dosing} Dosing */
/** @typedef {import("./answers.js").Line} Line */

const TIMES = /** @type {const} */ (["morning", "noon", "evening", "night"]);
const UNSAID_ROUTES = ["oral", "other"];

/** "1 tablet in the morning and 1 in the evening, after food, for 5 days". @param {Pick<Line, "dosing" | "unit" | "route">} line */
export function sayDosing({ dosing, unit, route }) {
  const parts = [...amountParts(dosing, unit), ...(UNSAID_ROUTES.includes(route) ? [] : [say(`rx_say_route_${route}`)]), ...(dosing.food === "any" ? [] : [say(`rx_say_food_${dosing.food}`)]), ...lengthParts(dosing)];
  const text = parts.join(say("rx_say_list_comma"));
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The sentence, and how much that is in all; or what is still to be said. @param {Line} line */
export function sayLine(line) {
  const missing = missingOf(line.dosing);
  if (missing.length > 0) return say("rx_not_said", { what: missing.map((what) => say(`rx_not_said_${what}`)).join(say("rx_say_list_comma")) });
  return say("rx_line_in_words", { sentence: sayDosing(line), amount: sayAmount(line.quantity ?? totalOf(line.dosing), line.unit) });
}

/** @param {number} number @param {string} unit */
export function sayAmount(number, unit) {
  return say(`rx_say_unit_${unit}_${number <= 1 ? "one" : "many"}`, { n: figure(number) });
}

/** @param {Dosing} dosing @param {string} unit */
function amountParts(dosing, unit) {
  if (dosing.pattern === "sos") return [say("rx_say_needed"), say("rx_say_each", { dose: sayAmount(dosing.sos_amount, unit) }), counted("at_most", dosing.most_a_day)];
  const given = TIMES.map((time, place) => ({ time, amount: dosing.amounts[place] })).filter(({ amount }) => amount > 0);
  const said = given.map(({ time, amount }, place) => say(`rx_say_slot_${time}`, { dose: place === 0 ? sayAmount(amount, unit) : figure(amount) }));
  if (said.length < 2) return said;
  return [say("rx_say_list_and", { a: said.slice(0, -1).join(say("rx_say_list_comma")), b: said[said.length - 1] })];
}

/** @param {Dosing} dosing */
function lengthParts({ pattern, every_days: every, days }) {
  if (pattern === "once") return [say("rx_say_once")];
  const rhythm = pattern === "times" && every > 1 ? [say(`rx_say_every_${every}`)] : [];
  if (pattern === "sos") return [counted("up_to_days", days)];
  return [...rhythm, counted("for_days", days)];
}

/** @param {string} key @param {number} number */
function counted(key, number) {
  return say(`rx_say_${key}_${number === 1 ? "one" : "many"}`, { n: String(number) });
}
