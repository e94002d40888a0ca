import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { KEYS } from "../../web_client/staff/opd/keys.js";
import ENGLISH from "../../web_client/words/desk/en.js";
import HINDI from "../../web_client/words/desk/hi.js";
import { LANGUAGES } from "../../web_client/words/language.js";
import PARTS from "../../web_client/words/parts/en.js";
import STAFF from "../../web_client/words/staff/en.js";

const CLIENT = fileURLToPath(new URL("../../web_client/staff/", import.meta.url));
const SOURCE = readdirSync(CLIENT, { recursive: true }).filter((file) => String(file).endsWith(".js")).map((file) => readFileSync(join(CLIENT, String(file)), "utf8")).join("\n");
const QUOTED = new Set([...SOURCE.matchAll(/"([a-z_0-9]+)"/g)].map(([, word]) => word));
/** Keys that are put together. Refusals, flags and what an intake tells answer the server's words. */
const FAMILIES = [...SOURCE.matchAll(/`([a-z_]+_)\$\{/g)].map(([, start]) => start).concat(["problem_", "identity_", "authority_"]);
const isSaid = (key) => QUOTED.has(key) || FAMILIES.some((start) => key.startsWith(start)) || /^(call|urgent)_(title|means|reason)$/.test(key);
const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
const forms = (words) => (typeof words === "string" ? [words] : Object.values(words));

test("the desk's words are there in both languages, of the same kind and with the same values", () => {
  assert.deepEqual(Object.keys(HINDI), Object.keys(ENGLISH));
  for (const key of Object.keys(ENGLISH)) {
    assert.equal(typeof HINDI[key], typeof ENGLISH[key], key);
    assert.deepEqual(placeholders(forms(HINDI[key])[0]), placeholders(forms(ENGLISH[key])[0]), key);
  }
});

test("no words of the desk's are empty, in the other script, or named twice", () => {
  for (const words of [ENGLISH, HINDI].flatMap(Object.values)) for (const text of forms(words)) assert.match(text, /\S/);
  assert.doesNotMatch(JSON.stringify(ENGLISH), /[\u0900-\u097F]/);
  assert.deepEqual(Object.keys(HINDI).filter((key) => forms(HINDI[key]).some((text) => !/[\u0900-\u097F]/.test(text))), []);
  assert.deepEqual(Object.keys(ENGLISH).filter((key) => key in STAFF || key in PARTS), [], "another catalogue of the same page has these");
});

test("every language has the plurals that the desk's words need", () => {
  for (const [words, { locale }] of [[ENGLISH, LANGUAGES.en], [HINDI, LANGUAGES.hi]]) {
    const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.sort();
    for (const [key, found] of Object.entries(words)) if (typeof found !== "string") assert.deepEqual(Object.keys(found).sort(), needed, key);
  }
});

test("no words of the desk's are left over that nobody says", () => {
  assert.deepEqual(Object.keys(ENGLISH).filter((key) => !isSaid(key)), []);
});

test("each thing that can be done has a word", () => {
  assert.deepEqual(Object.keys(KEYS).filter((action) => !(`do_${action}` in ENGLISH)), []);
});
