// What doctors write for a dosage, in one line: "1-0-1 x5 after food", "bd 5d", "½-0-½", "sos", "od 10 days before food".

/** @typedef {import("./answers.js").Dosing} Dosing */

const CODES = Object.freeze({ od: [1, 0, 0, 0], bd: [1, 0, 1, 0], bid: [1, 0, 1, 0], tds: [1, 1, 1, 0], tid: [1, 1, 1, 0], qid: [1, 1, 1, 1], hs: [0, 0, 0, 1] });
const FRACTIONS = Object.freeze({ "¼": 0.25, "½": 0.5, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75 });
const FOODS = /** @type {const} */ ([
  [/\b(before food|before meals?|ac)\b/, "before_food"],
  [/\b(after food|after meals?|pc)\b/, "after_food"],
  [/\b(with food|with meals?)\b/, "with_food"],
  [/\b(empty stomach)\b/, "empty_stomach"],
]);
const AMOUNT = "(?:\\d+(?:\\.\\d+)?|[¼½¾]|\\d\\/\\d)";
const SLOTS = new RegExp(`(?:^|\\s)(${AMOUNT}(?:-${AMOUNT}){2,3})(?=\\s|$)`);

/** What the text says; `null` where it says nothing of a dosage. What it does not say stays. @param {string} text @param {Dosing} before @returns {Dosing | null} */
export function readDosing(text, before) {
  const plain = latinDigits(text).toLowerCase().replaceAll("–", "-").replace(/(^|[\s\d])[x×*]\s*(?=\d)/g, "$1 x").replace(/\s+/g, " ").trim();
  const found = { ...before, ...amountsIn(plain), ...daysIn(plain), ...everyIn(plain) };
  const food = FOODS.find(([pattern]) => pattern.test(plain));
  if (food !== undefined) found.food = food[1];
  const says = ["pattern", "amounts", "days", "every_days", "food"].some((name) => /** @type {any} */ (found)[name] !== /** @type {any} */ (before)[name]);
  return says ? found : null;
}

/** 1-0-1, or 1-0-1-1 where there is one at night. @param {Dosing} dosing */
export function shorthandOf({ pattern, amounts, sos_amount: amount, most_a_day: most }) {
  if (pattern === "sos") return `SOS ${figure(amount)} max ${most}`;
  const shown = amounts[3] > 0 ? amounts : amounts.slice(0, 3);
  return `${shown.map(figure).join("-")}${pattern === "once" ? " STAT" : ""}`;
}

/** @param {number} amount */
export function figure(amount) {
  return { 0.25: "¼", 0.5: "½", 0.75: "¾" }[amount] ?? String(amount);
}

/** Units in all, as the server works it out. @param {Dosing} dosing */
export function totalOf({ pattern, amounts, every_days: every, days, sos_amount: amount, most_a_day: most }) {
  const daily = pattern === "sos" ? amount * most : amounts.reduce((sum, one) => sum + one, 0);
  return pattern === "once" ? daily : daily * Math.ceil(days / every);
}

/** @param {string} text @returns {Partial<Dosing>} */
function amountsIn(text) {
  const slots = SLOTS.exec(text);
  if (slots !== null) {
    const amounts = slots[1].split("-").map(amountOf);
    return { pattern: "times", amounts: [...amounts, 0, 0].slice(0, 4) };
  }
  if (/\b(sos|prn)\b/.test(text)) return { pattern: "sos", sos_amount: 1, most_a_day: Number(/max\s?(\d+)/.exec(text)?.[1] ?? 3) };
  if (/\bstat\b/.test(text)) return { pattern: "once", amounts: [1, 0, 0, 0] };
  const code = /\b(od|bd|bid|tds|tid|qid|hs)\b/.exec(text)?.[1];
  return code === undefined ? {} : { pattern: "times", amounts: [...CODES[/** @type {keyof typeof CODES} */ (code)]] };
}

/** @param {string} text @returns {Partial<Dosing>} */
function daysIn(text) {
  const found = /(?:^|\s)x?(\d{1,3})\s?(d|days?|w|weeks?|m|months?)?(?=\s|$)/g;
  for (const [, number, unit = ""] of text.matchAll(found)) {
    const isMarked = unit !== "" || new RegExp(`x${number}(?=\\s|$)`).test(text);
    if (isMarked) return { days: Number(number) * (unit.startsWith("w") ? 7 : unit.startsWith("m") ? 30 : 1) };
  }
  return {};
}

/** @param {string} text @returns {Partial<Dosing>} */
function everyIn(text) {
  if (/\b(alternate days?|every other day)\b/.test(text)) return { every_days: 2 };
  return /\b(weekly|once a week)\b/.test(text) ? { every_days: 7 } : {};
}

/** @param {string} text */
function amountOf(text) {
  return FRACTIONS[/** @type {keyof typeof FRACTIONS} */ (text)] ?? Number(text);
}

/** Digits of Indian scripts, whose blocks all have their zero at …6, as 0 to 9. @param {string} text */
function latinDigits(text) {
  return text.replace(/[\u0966-\u096F\u09E6-\u09EF\u0AE6-\u0AEF\u0BE6-\u0BEF\u0C66-\u0C6F\u0CE6-\u0CEF]/g, (digit) => String((digit.charCodeAt(0) & 0xf) - 6));
}
