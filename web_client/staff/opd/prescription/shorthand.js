// What doctors write for a dosage, in one line: "1-0-1 x5 after food", "2 tds 5d", "½-0-½", "sos max 3", "twice a day", "दिन में दो बार".

/** @typedef {import("./answers.js").Dosing} Dosing */
/** `rest`: what was not understood. @typedef {{found: Partial<Dosing>, rest: string}} Read */

const AMOUNT = "(?:\\d/\\d|\\d+(?:\\.\\d+)?|[¼½¾])";
const EACH = `(?:(${AMOUNT}) ?(?:tab|tabs|tablets?|caps?|capsules?|ml|drops?|puffs?)? )?`;
const FRACTIONS = Object.freeze({ "¼": 0.25, "½": 0.5, "¾": 0.75 });
const UNIT_DAYS = /** @type {const} */ ([[/^(d|दिन)/, 1], [/^(w|हफ्त)/, 7], [/^(m|मह)/, 30]]);
const UNITS = "d|days?|w|weeks?|months?|m|दिन|हफ्ते|महीने?";

/** Words of Hindi stand here without their dots, as the text is read. @type {readonly (readonly [RegExp, (match: RegExpExecArray) => Partial<Dosing>])[]} */
const EVERY = [
  [word("alternate days?|every (?:other|second) day|एक दिन छोडकर"), () => ({ every_days: 2 })],
  [word("weekly|once a week|every week|हफ्ते में एक बार"), () => ({ every_days: 7 })],
];
/** @type {typeof EVERY} */
const DAYS = [
  [word(`(?:for )?x ?(\\d{1,3})(?: ?(${UNITS}))?`), ([, number, unit = ""]) => ({ days: Number(number) * daysOf(unit) })],
  [word(`(?:for )?(\\d{1,3}) ?(${UNITS})(?: तक)?`), ([, number, unit]) => ({ days: Number(number) * daysOf(unit) })],
];
/** @type {typeof EVERY} */
const FOOD = [
  [word("before (?:food|meals?)|ac|खाने से पहले"), () => ({ food: "before_food" })],
  [word("after (?:food|meals?)|pc|खाने के बाद"), () => ({ food: "after_food" })],
  [word("with (?:food|meals?)|खाने के साथ"), () => ({ food: "with_food" })],
  [word("(?:on an )?empty stomach|खाली पेट"), () => ({ food: "empty_stomach" })],
];
/** @type {typeof EVERY} */
const AMOUNTS = [
  [word(`${AMOUNT}(?:[-+]${AMOUNT}){2,3}`), ([slots]) => times([...slots.slice(1).split(/[-+]/).map(amountOf), 0, 0].slice(0, 4))],
  [word(`${EACH}(?:sos|prn|(?:when|if) needed|जरूरत (?:पर|हो तो))(?: max ?(\\d+))?`), ([, each = "1", most = "3"]) => ({ pattern: "sos", sos_amount: amountOf(each), most_a_day: Number(most) })],
  code("qid|four times (?:a day|daily)|दिन में चार बार", [1, 1, 1, 1]),
  code("tds|tid|thrice (?:a day|daily)|three times (?:a day|daily)|दिन में तीन बार", [1, 1, 1, 0]),
  code("bd|bid|twice (?:a day|daily)|दिन में दो बार", [1, 0, 1, 0]),
  code("hs|at (?:night|bedtime)|रात (?:को|में)", [0, 0, 0, 1]),
  code("od|once (?:a day|daily)|दिन में एक बार|in the morning|सुबह", [1, 0, 0, 0]),
  [word(`${EACH}(?:stat|once(?: only)?|केवल एक बार)`), ([, each = "1"]) => ({ pattern: "once", amounts: [amountOf(each), 0, 0, 0] })],
];
const SAID_ANYWAY = word("for|each|tab|tablets?|cap|capsules?");

/** What the text says; `null` where it says nothing of a dosage. What it does not say stays. @param {string} text @param {Dosing} before @returns {Dosing | null} */
export function readDosing(text, before) {
  const { found } = read(text);
  return Object.keys(found).length === 0 ? null : { ...before, ...found };
}

/** The words of it that are not understood; empty where all are. @param {string} text */
export function unreadOf(text) {
  return read(text).rest;
}

/** 1-0-1, or 1-0-1-1 where there is one at night. @param {Dosing} dosing */
export function shorthandOf({ pattern, amounts, sos_amount: amount, most_a_day: most }) {
  if (pattern === "sos") return `SOS ${figure(amount)} max ${most}`;
  const shown = amounts[3] > 0 ? amounts : amounts.slice(0, 3);
  return `${shown.map(figure).join("-")}${pattern === "once" ? " STAT" : ""}`;
}

/** 1, ½, 2½, 2.1 as it is printed. @param {number} amount */
export function figure(amount) {
  const sign = Object.entries(FRACTIONS).find(([, part]) => part === amount)?.[0];
  return sign ?? String(amount);
}

/** "½", "0.5", "1/2", "१"; `NaN` for what is no amount. @param {string} text */
export function amountOf(text) {
  const plain = latinDigits(text).trim();
  if (plain in FRACTIONS) return FRACTIONS[/** @type {keyof typeof FRACTIONS} */ (plain)];
  const [, above, below] = /^(\d+)\/([1-9]\d*)$/.exec(plain) ?? [];
  if (above !== undefined) return Number(above) / Number(below);
  return plain === "" ? NaN : Number(plain);
}

/** What the doctor has not said yet, as the server has it. @param {Dosing} dosing @returns {readonly ("dose" | "days" | "most_a_day")[]} */
export function missingOf({ pattern, amounts, days, sos_amount: amount, most_a_day: most }) {
  const isSos = pattern === "sos";
  const dose = isSos ? amount : amounts.reduce((sum, one) => sum + one, 0);
  return [...(dose > 0 ? [] : [/** @type {const} */ ("dose")]), ...(days > 0 || pattern === "once" ? [] : [/** @type {const} */ ("days")]), ...(most > 0 || !isSos ? [] : [/** @type {const} */ ("most_a_day")])];
}

/** Units in all, as the server works it out. @param {Dosing} dosing */
export function totalOf({ pattern, amounts, every_days: every, days, sos_amount: amount, most_a_day: most }) {
  const daily = pattern === "sos" ? amount * most : amounts.reduce((sum, one) => sum + one, 0);
  return pattern === "once" ? daily : daily * Math.ceil(days / every);
}

/** Each kind of word once, the plainest first; what is left was not understood. @param {string} text @returns {Read} */
function read(text) {
  let rest = ` ${plainOf(text)}`;
  /** @type {Partial<Dosing>} */
  let found = {};
  for (const kind of [EVERY, DAYS, FOOD, AMOUNTS]) {
    for (const [pattern, say] of kind) {
      const match = pattern.exec(rest);
      if (match === null) continue;
      found = { ...found, ...say(match) };
      rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`.replace(/\s+/g, " ");
      break;
    }
  }
  return { found, rest: rest.replace(new RegExp(SAID_ANYWAY, "gu"), "").replace(/[\s,.;]+/g, " ").trim() };
}

/** Standing alone, after a space (not every browser can look back): letters of Hindi too. @param {string} words */
function word(words) {
  return new RegExp(`[\\s,;](?:${words})(?![^\\s,;.])`, "u");
}

/** @param {string} words @param {number[]} amounts of one each @returns {(typeof EVERY)[number]} */
function code(words, amounts) {
  return [word(`${EACH}(?:${words})`), ([, each = "1"]) => times(amounts.map((one) => one * amountOf(each)))];
}

/** @param {number[]} amounts @returns {Partial<Dosing>} */
function times(amounts) {
  return { pattern: "times", amounts };
}

/** @param {string} unit */
function daysOf(unit) {
  return UNIT_DAYS.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;
}

/** In small letters, with digits from 0 to 9, without the dots that some keyboards leave out. @param {string} text */
function plainOf(text) {
  return latinDigits(text).normalize("NFC").replaceAll("\u093c", "").toLowerCase().replaceAll(/[–—]/g, "-").replace(/(^|[\s\d])[×*]\s*(?=\d)/g, "$1 x").replace(/\s+/g, " ").trim();
}

/** Digits of Indian scripts, whose blocks all have their zero at …6, as 0 to 9. @param {string} text */
function latinDigits(text) {
  return text.replace(/[\u0966-\u096F\u09E6-\u09EF\u0AE6-\u0AEF\u0BE6-\u0BEF\u0C66-\u0C6F\u0CE6-\u0CEF]/g, (digit) => String((digit.charCodeAt(0) & 0xf) - 6));
}
