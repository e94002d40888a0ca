import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import ENGLISH from "../../web_client/words/en.js";
import HINDI from "../../web_client/words/hi.js";
import { LANGUAGES, languageFor } from "../../web_client/words/language.js";
import { OUTCOMES } from "../../web_client/views/outcomes.js";

const CLIENT = fileURLToPath(new URL("../../web_client/", import.meta.url));
const PROTOCOL = readFileSync(join(CLIENT, "../docs/protocol.md"), "utf8");
const FOLDERS = ["views", "consultation", "devices"];

function* scriptsIn(folder) {
  for (const entry of readdirSync(join(CLIENT, folder), { withFileTypes: true })) {
    if (entry.isDirectory()) yield* scriptsIn(join(folder, entry.name));
    else if (entry.name.endsWith(".js")) yield join(folder, entry.name);
  }
}

const SOURCE = FOLDERS.flatMap((folder) => [...scriptsIn(folder)]).map((file) => readFileSync(join(CLIENT, file), "utf8")).join("\n");
const QUOTED = new Set([...SOURCE.matchAll(/"([a-z_]+)"/g)].map(([, word]) => word));
/** Keys that are put together, such as `role_${role}`; they have a fixed part. */
const PATTERNS = [...SOURCE.matchAll(/`((?:[a-z_]|\$\{[^}]+\})+)`/g)]
  .map(([, template]) => template.replace(/\$\{[^}]+\}/g, "*"))
  .filter((template) => /[a-z]/.test(template))
  .map((template) => new RegExp(`^${template.replaceAll("*", "[a-z_]+")}$`));

const isUsed = (key) => QUOTED.has(key) || PATTERNS.some((pattern) => pattern.test(key));
const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
const kind = (words) => (Array.isArray(words) ? "steps" : typeof words);

test("every language has every key, with words of the same kind", () => {
  assert.deepEqual(Object.keys(HINDI), Object.keys(ENGLISH));
  for (const key of Object.keys(ENGLISH)) assert.equal(kind(HINDI[key]), kind(ENGLISH[key]), key);
});

test("no words are empty, and no letters of another script slipped in", () => {
  for (const words of [ENGLISH, HINDI].flatMap(Object.values)) {
    for (const text of Object.values(kind(words) === "string" ? [words] : words)) assert.match(text, /\S/);
  }
  assert.doesNotMatch(JSON.stringify(ENGLISH), /[\u0900-\u097F]/);
});

test("a sentence is filled with the same values in every language", () => {
  const sentences = Object.keys(ENGLISH).filter((key) => kind(ENGLISH[key]) === "string");
  for (const key of sentences) assert.deepEqual(placeholders(HINDI[key]), placeholders(ENGLISH[key]), key);
});

test("every language has the plurals that it needs", () => {
  for (const [words, { locale }] of [[ENGLISH, LANGUAGES.en], [HINDI, LANGUAGES.hi]]) {
    const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.sort();
    for (const [key, forms] of Object.entries(words)) if (kind(forms) === "object") assert.deepEqual(Object.keys(forms).sort(), needed, key);
  }
});

test("the picture's numbers have as many steps in every language", () => {
  const steps = Object.keys(ENGLISH).filter((key) => kind(ENGLISH[key]) === "steps");
  assert.ok(steps.length > 8);
  for (const key of steps) assert.equal(HINDI[key].length, ENGLISH[key].length, key);
});

test("no words are left over that nobody says", () => {
  const said = (key) => isUsed(key) || key.startsWith("notice_") || isUsed(key.replace(/_title$/, ""));
  assert.deepEqual(Object.keys(ENGLISH).filter((key) => !said(key)), []);
});

test("every trouble and platform has its steps", () => {
  const [troubles, platforms] = [["denied", "blocked", "in_app"], ["android", "iphone", "desktop"]];
  for (const trouble of troubles) for (const platform of platforms) assert.ok(`steps_${trouble}_${platform}` in ENGLISH);
  for (const trouble of ["busy", "missing", "insecure", "unknown"]) assert.ok(`steps_${trouble}` in ENGLISH);
});

test("whatever closes the page has a sentence and a title", () => {
  for (const { sentence, way } of Object.values(OUTCOMES)) {
    assert.ok(sentence in ENGLISH, sentence);
    assert.ok(`${sentence}_title` in ENGLISH, `${sentence}_title`);
    if (way !== null) assert.ok(way in ENGLISH, way);
  }
});

test("a refusal that a person can bring about is not answered with 'something went wrong on our side'", () => {
  const refusals = [...PROTOCOL.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code);
  const hers = refusals.filter((code) => /^(invitation|room|lobby)_|^(unknown_seat|protocol_mismatch|too_many_messages|media_unavailable)$/.test(code));
  assert.ok(hers.length >= 9, String(hers));
  assert.deepEqual(hers.filter((code) => !(code in OUTCOMES)), []);
});

test("every notice of the engine has words", () => {
  const codes = [...SOURCE.matchAll(/notice\("([a-z_]+)"/g)].map(([, code]) => code);
  assert.notEqual(codes.length, 0);
  assert.deepEqual(codes.filter((code) => !(`notice_${code}` in ENGLISH)), []);
});

test("the page speaks the first of the reader's languages that it knows, else English", () => {
  assert.equal(languageFor(["ta-IN", "hi-IN", "en-IN"]), "hi");
  assert.equal(languageFor(["en-GB", "hi"]), "en");
  assert.equal(languageFor(["ta-IN"]), "en");
  assert.equal(languageFor(["hil"]), "en", "Hiligaynon is not Hindi");
});
