import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { LANGUAGES } from "../../web_client/words/language.js";
import PARTS from "../../web_client/words/parts/en.js";
import ENGLISH from "../../web_client/words/prescribing/en.js";
import HINDI from "../../web_client/words/prescribing/hi.js";

const here = (path) => new URL(`../../${path}`, import.meta.url);
globalThis.document = { documentElement: { dataset: { words: "prescribing" }, lang: "", dir: "" } };
Object.defineProperty(globalThis, "navigator", { value: { languages: ["en"] }, configurable: true });
const { switchTo, wordsReady } = await import("../../web_client/words/words.js");
const { sayDosing, sayLine } = await import("../../web_client/staff/opd/prescription/dosing_words.js");
await wordsReady;

const FOLDER = "web_client/staff/opd/prescription/";
const SOURCE = readdirSync(here(FOLDER)).map((file) => readFileSync(here(FOLDER + file), "utf8")).join("\n") + readFileSync(here("web_client/staff/desk/medicines_room.js"), "utf8");
const QUOTED = new Set([...SOURCE.matchAll(/"([a-z_0-9]+)"/g)].map(([, word]) => word));
/** Keys that are put together; a refusal answers the server's code, and `family` is what a choice is called. */
const FAMILIES = [...SOURCE.matchAll(/`([a-z_]+_)\$\{/g)].map(([, start]) => start).concat(["problem_", "rx_form_", "rx_route_", "rx_purpose_", ...[...SOURCE.matchAll(/counted\((?:.*?)"([a-z_]+)"/g)].map(([, key]) => `rx_say_${key}_`)]).filter((start) => start !== "rx_");
const VITALS_AND_TEXTS = /^rx_(weight_kg|height_cm|temperature_c|pulse_bpm|systolic_mmhg|diastolic_mmhg|spo2_percent|glucose_mg_dl|investigations|diet|worse|referral|morning|noon|evening|night|amend|cancel|amend_(question|means)|cancel_(question|means))$/;
const PHRASES = ["slot", "food", "every", "for_days", "up_to_days", "once", "needed", "each", "at_most", "list", "unit", "route"];
const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

test("the prescription's words are there in both languages, with the same values", () => {
  assert.deepEqual(Object.keys(HINDI), Object.keys(ENGLISH));
  for (const key of Object.keys(ENGLISH)) assert.deepEqual(placeholders(HINDI[key]), placeholders(ENGLISH[key]), key);
});

test("no words of the prescription's are empty or in the other script", () => {
  for (const text of [ENGLISH, HINDI].flatMap(Object.values)) assert.match(text, /\S/);
  assert.doesNotMatch(JSON.stringify(ENGLISH), /[\u0900-\u097F]/);
  const onlyLatin = Object.keys(HINDI).filter((key) => !/[\u0900-\u097F]/.test(HINDI[key]));
  assert.deepEqual(onlyLatin, ["rx_say_list_comma"]);
});

test("no words of the prescription's are left over that nobody says", () => {
  assert.deepEqual(Object.keys(ENGLISH).filter((key) => !QUOTED.has(key) && !FAMILIES.some((start) => key.startsWith(start)) && !VITALS_AND_TEXTS.test(key)), []);
});

test("another catalogue of the same page has none of these", () => {
  assert.deepEqual(Object.keys(ENGLISH).filter((key) => key in PARTS), []);
});

for (const [language, words] of [["en", ENGLISH], ["hi", HINDI]]) {
  test(`the doctor reads in ${LANGUAGES[language].name} what is printed for the patient`, () => {
    const { phrases } = JSON.parse(readFileSync(here(`clinic/prescription/phrases/data/${language}.json`), "utf8"));
    const printed = Object.entries(phrases).filter(([key]) => PHRASES.includes(key.split(".")[0]));
    assert.ok(printed.length > 45);
    for (const [key, text] of printed) assert.equal(words[`rx_say_${key.replaceAll(".", "_")}`], text, key);
  });
}

const BD = { pattern: "times", amounts: [1, 0, 1, 0], every_days: 1, days: 5, sos_amount: 0, most_a_day: 0, food: "after_food" };
const SENTENCES = [
  [BD, "tablet", "oral", "1 tablet in the morning and 1 in the evening, after food, for 5 days", "सुबह 1 गोली और शाम को 1, खाना खाने के बाद, 5 दिन तक"],
  [{ ...BD, amounts: [0.5, 0, 0, 1], food: "any", days: 1 }, "tablet", "oral", "½ tablet in the morning and 1 at night, for 1 day", "सुबह ½ गोली और रात को 1, 1 दिन"],
  [{ ...BD, amounts: [5, 5, 5, 0], food: "before_food" }, "ml", "oral", "5 ml in the morning, 5 at noon and 5 in the evening, before food, for 5 days", "सुबह 5 मि.ली., दोपहर में 5 और शाम को 5, खाना खाने से पहले, 5 दिन तक"],
  [{ ...BD, amounts: [1, 0, 0, 0], every_days: 7, food: "any", days: 28 }, "tablet", "oral", "1 tablet in the morning, once a week, for 28 days", "सुबह 1 गोली, हफ़्ते में एक बार, 28 दिन तक"],
  [{ ...BD, pattern: "sos", sos_amount: 1, most_a_day: 3, food: "any", days: 3 }, "tablet", "oral", "Only when needed, 1 tablet each time, at most 3 times a day, for up to 3 days", "केवल ज़रूरत होने पर, हर बार 1 गोली, दिन में ज़्यादा से ज़्यादा 3 बार, ज़्यादा से ज़्यादा 3 दिन तक"],
  [{ ...BD, pattern: "once", amounts: [2, 0, 0, 0], food: "any" }, "tablet", "oral", "2 tablets in the morning, one time only", "सुबह 2 गोलियाँ, केवल एक बार"],
  [{ ...BD, food: "any" }, "application", "topical", "1 thin layer in the morning and 1 in the evening, on the skin, for 5 days", "सुबह 1 पतली परत और शाम को 1, त्वचा पर, 5 दिन तक"],
];

for (const [dosing, unit, route, english, hindi] of SENTENCES) {
  test(`in words: ${english}`, async () => {
    await switchTo("en");
    assert.equal(sayDosing({ dosing, unit, route }), english);
    await switchTo("hi");
    assert.equal(sayDosing({ dosing, unit, route }), hindi);
  });
}

test("below a line stands how much it is in all, as worked out or as she says", async () => {
  await switchTo("en");
  assert.match(sayLine({ dosing: BD, unit: "tablet", route: "oral", quantity: null }), /In all: 10 tablets\.$/);
  assert.match(sayLine({ dosing: BD, unit: "tablet", route: "oral", quantity: 12 }), /In all: 12 tablets\.$/);
});

test("what is still to be said of it stands there instead", async () => {
  await switchTo("en");
  const told = (/** @type {object} */ changes) => sayLine({ dosing: { ...BD, ...changes }, unit: "tablet", route: "oral", quantity: 12 });
  assert.equal(told({ amounts: [0, 0, 0, 0], days: 0 }), "Still to be said: how much, and when, for how many days.");
  assert.equal(told({ days: 0 }), "Still to be said: for how many days.");
  assert.equal(told({ pattern: "sos", sos_amount: 1, most_a_day: 0 }), "Still to be said: how often a day at most.");
  assert.match(told({ pattern: "once", days: 0 }), /^1 tablet in the morning and 1 in the evening/);
});
