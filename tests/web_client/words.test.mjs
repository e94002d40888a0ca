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

/** By folder: the catalogues of the pages beside the call. */
const OTHERS = new Map();
for (const entry of readdirSync(join(CLIENT, "words"), { withFileTypes: true })) {
  if (!entry.isDirectory()) continue;
  const [english, hindi] = await Promise.all(["en", "hi"].map((language) => import(`../../web_client/words/${entry.name}/${language}.js`)));
  OTHERS.set(entry.name, { english: english.default, hindi: hindi.default });
}
const CATALOGUES = [["call", { english: ENGLISH, hindi: HINDI }], ...OTHERS];
const sourceOf = (...folders) => folders.flatMap((folder) => [...scriptsIn(folder)]).map((file) => readFileSync(join(CLIENT, file), "utf8")).join("\n");
/** What is said outright; what is put together is told apart by its fixed part elsewhere. */
const saidIn = (source) => [...source.matchAll(/\bsay(?:All)?\("([a-z_]+)"/g)].map(([, key]) => key);

test("there are the catalogues of the pages beside the call", () => {
  assert.deepEqual(["parts", "patient"].filter((name) => !OTHERS.has(name)), []);
});

for (const [name, { english, hindi }] of CATALOGUES) {
  test(`every language has every key, with words of the same kind (${name})`, () => {
    assert.deepEqual(Object.keys(hindi), Object.keys(english));
    for (const key of Object.keys(english)) assert.equal(kind(hindi[key]), kind(english[key]), key);
  });

  test(`no words are empty, and no letters of another script slipped in (${name})`, () => {
    for (const words of [english, hindi].flatMap(Object.values)) {
      for (const text of Object.values(kind(words) === "string" ? [words] : words)) assert.match(text, /\S/);
    }
    assert.doesNotMatch(JSON.stringify(english), /[\u0900-\u097F]/);
  });

  test(`a sentence is filled with the same values in every language (${name})`, () => {
    const sentences = Object.keys(english).filter((key) => kind(english[key]) === "string");
    for (const key of sentences) assert.deepEqual(placeholders(hindi[key]), placeholders(english[key]), key);
  });

  test(`every language has the plurals that it needs (${name})`, () => {
    for (const [words, { locale }] of [[english, LANGUAGES.en], [hindi, LANGUAGES.hi]]) {
      const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.sort();
      for (const [key, forms] of Object.entries(words)) if (kind(forms) === "object") assert.deepEqual(Object.keys(forms).sort(), needed, key);
    }
  });
}

test("no key means two things: the catalogues of a page are put together", () => {
  const parts = OTHERS.get("parts").english;
  for (const [name, { english }] of OTHERS) if (name !== "parts") assert.deepEqual(Object.keys(english).filter((key) => key in parts), [], name);
});

test("the patient's pages say only words of their own catalogues", () => {
  const known = { ...OTHERS.get("parts").english, ...OTHERS.get("patient").english };
  const said = saidIn(sourceOf("register", "account", "complain", "parts"));
  assert.ok(said.length > 100, String(said.length));
  const isStaffs = (key) => key in (OTHERS.get("staff")?.english ?? {}); // parts/upload.js is the staff's
  assert.deepEqual(said.filter((key) => !(key in known) && !isStaffs(key)), []);
});

test("the OPD's first screens say only words of their own catalogues, and leave none over", () => {
  const files = readdirSync(join(CLIENT, "opd")).filter((name) => name.endsWith(".js"));
  const source = files.map((name) => readFileSync(join(CLIENT, "opd", name), "utf8")).join("\n");
  const { english } = OTHERS.get("opd");
  assert.deepEqual(saidIn(source).filter((key) => !(key in { ...english, ...OTHERS.get("parts").english })), []);
  const quoted = new Set([...source.matchAll(/"([a-z_]+)"/g)].map(([, word]) => word));
  const isSaid = (key) => quoted.has(key) || /^(problem|wrong)_/.test(key);
  assert.deepEqual(Object.keys(english).filter((key) => !isSaid(key)), []);
});

test("the pieces that every page shares say only the words that every page has", () => {
  const shared = ["busy_button", "complaint", "dialog", "field", "loaded", "notice", "page", "select"];
  const source = shared.map((name) => readFileSync(join(CLIENT, "parts", `${name}.js`), "utf8")).join("\n");
  const said = saidIn(source);
  assert.ok(said.length > 10, String(said.length));
  assert.deepEqual(said.filter((key) => !(key in OTHERS.get("parts").english)), []);
});

test("no words are left over on the patient's pages that nobody says", () => {
  const source = sourceOf("register", "account", "parts");
  const quoted = new Set([...source.matchAll(/"([a-z_]+)"/g)].map(([, word]) => word));
  const families = [...source.matchAll(/`([a-z]+_)\$\{/g)].map(([, family]) => family);
  const isSaid = (key) => quoted.has(key) || families.some((family) => key.startsWith(family));
  assert.deepEqual(Object.keys({ ...OTHERS.get("parts").english, ...OTHERS.get("patient").english }).filter((key) => !isSaid(key)), []);
});

test("every refusal that the patient's pages may meet is a sentence", () => {
  const codes = ["otp_wrong", "otp_expired", "otp_used", "otp_tries_spent", "otp_unknown", "too_soon", "too_many", "mobile_invalid", "fact_wrong", "fact_tries_spent", "second_fact_wrong", "second_fact_spent", "not_current_patient", "patient_not_yours", "patient_already_here", "household_full", "household_ended", "bad_request", "csrf_missing", "not_signed_in", "offline", "no_answer", "server_trouble"];
  const known = { ...OTHERS.get("parts").english, ...OTHERS.get("patient").english };
  assert.deepEqual(codes.filter((code) => !(`problem_${code}` in known)), []);
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
  const hers = refusals.filter((code) => /^(invitation|room|lobby)_|^(unknown_seat|protocol_mismatch|too_many_messages|media_unavailable|places_unknown)$/.test(code));
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
