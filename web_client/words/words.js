// What the page says: one language at a time, loaded when it is chosen.

import { Emitter } from "../emitter.js";
import { chosenLanguage, languageFor, LANGUAGES, rememberLanguage } from "./language.js";

/** @typedef {import("./language.js").Language} Language */
/** @typedef {typeof import("./en.js").default} Catalogue the call's */
/** @typedef {typeof import("./parts/en.js").default} PartsCatalogue */
/** @typedef {typeof import("./patient/en.js").default} PatientCatalogue */
/** @typedef {typeof import("./opd/en.js").default} OpdCatalogue */
/** @typedef {typeof import("./visit/en.js").default} VisitCatalogue */
/** @typedef {keyof Catalogue | keyof PartsCatalogue | keyof PatientCatalogue | keyof OpdCatalogue | keyof VisitCatalogue} WordKey */
/** @typedef {Record<string, string | number>} Values */

/** @typedef {string | readonly string[] | Partial<Record<Intl.LDMLPluralRule, string>>} Said */

/** The call's own catalogue, which has no folder. */
const CALL = "call";

/** The catalogues that the page speaks from, by their folders: `<html data-words="parts patient">`. The call names none. */
const spoken = (document.documentElement.dataset.words || CALL).split(" ").filter(Boolean);

/** @type {Record<string, Said> | null} */
let catalogue = null;
/** @type {Language} */
let language = chosenLanguage() ?? languageFor(navigator.languages ?? [navigator.language]);

/** @type {Emitter<{changed: {}}>} */
export const words = new Emitter();

/** The first catalogue is asked for as soon as this file is there, beside everything else that loads. */
export const wordsReady = speak(language);

/** The language in use. */
export function currentLanguage() {
  return LANGUAGES[language];
}

/** @param {Language} wanted */
export async function switchTo(wanted) {
  rememberLanguage(wanted);
  await speak(wanted);
}

/** Catalogues of a later stage of the page; what stands in both is said as the page named it first. Rejects without a line. @param {...string} names */
export async function alsoSpeak(...names) {
  const more = names.filter((name) => !spoken.includes(name));
  if (more.length === 0) return;
  spoken.push(...more);
  await speak(language).catch((error) => {
    spoken.splice(0, Infinity, ...spoken.filter((name) => !more.includes(name)));
    throw error;
  });
}

/** @param {Language} wanted */
async function speak(wanted) {
  const loaded = await load(wanted);
  [language, catalogue] = [wanted, loaded];
  document.documentElement.lang = wanted;
  document.documentElement.dir = LANGUAGES[wanted].direction;
  words.emit("changed", {});
}

/** @param {Language} wanted @returns {Promise<Record<string, Said>>} */
async function load(wanted) {
  const modules = await Promise.all(spoken.map((name) => import(name === CALL ? `./${wanted}.js` : `./${name}/${wanted}.js`)));
  return Object.assign({}, ...modules.map((module) => module.default).reverse());
}

/** A sentence. `count` among the values chooses its plural. @param {WordKey} key @param {Values} [values] */
export function say(key, values = {}) {
  const found = catalogue?.[key] ?? "";
  if (typeof found === "string") return filled(found, values);
  return Array.isArray(found) ? found.join(" ") : filled(plural(/** @type {any} */ (found), Number(values.count)), values);
}

/** A sentence whose key is put together; the other one where there is none. @param {string} key @param {WordKey} otherwise @param {Values} [values] */
export function sayEither(key, otherwise, values) {
  return say(catalogue !== null && key in catalogue ? /** @type {WordKey} */ (key) : otherwise, values);
}

/** Steps one after the other. @param {string} key @returns {readonly string[]} */
export function sayAll(key) {
  const found = catalogue?.[/** @type {WordKey} */ (key)];
  return Array.isArray(found) ? found : [];
}

/** @param {Partial<Record<Intl.LDMLPluralRule, string>>} forms @param {number} count */
function plural(forms, count) {
  return forms[new Intl.PluralRules(locale()).select(count)] ?? forms.other ?? "";
}

/** @param {string} sentence @param {Values} values */
function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name] ?? "";
    return typeof value === "number" ? new Intl.NumberFormat(locale()).format(value) : value;
  });
}

/** @param {readonly string[]} items */
export function sayList(items) {
  return new Intl.ListFormat(locale(), { type: "conjunction" }).format(items);
}

/** "5:40 pm", "शाम 5:40". @param {number} secondsSince1970 @param {string} [timeZone] the reader's own where none is named */
export function sayTime(secondsSince1970, timeZone) {
  const dayPeriod = language === "hi" ? "short" : undefined;
  return new Intl.DateTimeFormat(locale(), { hour: "numeric", minute: "2-digit", dayPeriod, timeZone }).format(secondsSince1970 * 1000);
}

/** "14 March 2026, 5:40 pm". @param {number} secondsSince1970 */
export function sayDate(secondsSince1970) {
  const day = new Intl.DateTimeFormat(locale(), { dateStyle: "long" }).format(secondsSince1970 * 1000);
  return `${day}, ${sayTime(secondsSince1970)}`;
}

/** A number in the reader's digits and grouping. @param {number} number */
export function sayNumber(number) {
  return new Intl.NumberFormat(locale()).format(number);
}

/** "0:40". @param {number} seconds */
export function sayDuration(seconds) {
  const two = new Intl.NumberFormat(locale(), { minimumIntegerDigits: 2 });
  const whole = Math.max(0, Math.floor(seconds));
  return `${new Intl.NumberFormat(locale()).format(Math.floor(whole / 60))}:${two.format(whole % 60)}`;
}

function locale() {
  return LANGUAGES[language].locale;
}
