import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import DESK from "../../web_client/words/desk/en.js";
import { LANGUAGES } from "../../web_client/words/language.js";
import PARTS from "../../web_client/words/parts/en.js";
import ENGLISH from "../../web_client/words/staff/en.js";
import HINDI from "../../web_client/words/staff/hi.js";
import PRESCRIBING from "../../web_client/words/prescribing/en.js";
import STATISTICS from "../../web_client/words/statistics/en.js";

const CLIENT = fileURLToPath(new URL("../../web_client/", import.meta.url));
const PAGES = ["staff/index.html", "staff/apply/index.html"];
const read = (file) => readFileSync(join(CLIENT, file), "utf8");

function* scriptsIn(folder) {
  for (const entry of readdirSync(join(CLIENT, folder), { withFileTypes: true })) {
    if (entry.isDirectory()) yield* scriptsIn(join(folder, entry.name));
    else if (entry.name.endsWith(".js")) yield join(folder, entry.name);
  }
}

const SCRIPTS = [...scriptsIn("staff"), "parts/upload.js"];
const SOURCE = SCRIPTS.map(read).join("\n");
const QUOTED = new Set([...SOURCE.matchAll(/"([a-z_0-9]+)"/g)].map(([, word]) => word));
/** Keys that are put together, such as `room_${room}` or sayCode("role", …); the last two families answer the server's codes. */
const FAMILIES = [
  ...[...SOURCE.matchAll(/`([a-z_]+_)\$\{/g)].map(([, start]) => start),
  ...[...SOURCE.matchAll(/sayCode\("([a-z]+)"/g)].map(([, family]) => `${family}_`),
  "problem_", "wrong_",
];
const isSaid = (key) => QUOTED.has(key) || FAMILIES.some((start) => key.startsWith(start)) || /^sign_in_(password|invited|code|enrol|keep)_title$|^(reject|suspend|reinstate)_(title|means)$/.test(key);
const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
const forms = (words) => (typeof words === "string" ? [words] : Object.values(words));

test("the staff's words are there in both languages, of the same kind and with the same values", () => {
  assert.deepEqual(Object.keys(HINDI), Object.keys(ENGLISH));
  for (const key of Object.keys(ENGLISH)) {
    assert.equal(typeof HINDI[key], typeof ENGLISH[key], key);
    assert.deepEqual(placeholders(forms(HINDI[key])[0]), placeholders(forms(ENGLISH[key])[0]), key);
  }
});

test("no words of the staff's are empty or in the other script", () => {
  for (const words of [ENGLISH, HINDI].flatMap(Object.values)) for (const text of forms(words)) assert.match(text, /\S/);
  assert.doesNotMatch(JSON.stringify(ENGLISH), /[\u0900-\u097F]/);
  const onlyLatin = Object.keys(HINDI).filter((key) => key !== "as_it_is" && forms(HINDI[key]).some((text) => !/[\u0900-\u097F]/.test(text)));
  assert.deepEqual(onlyLatin, []);
});

test("every language has the plurals that the staff's words need", () => {
  for (const [words, { locale }] of [[ENGLISH, LANGUAGES.en], [HINDI, LANGUAGES.hi]]) {
    const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.sort();
    for (const [key, found] of Object.entries(words)) if (typeof found !== "string") assert.deepEqual(Object.keys(found).sort(), needed, key);
  }
});

test("no words of the staff's are left over that nobody says", () => {
  assert.deepEqual(Object.keys(ENGLISH).filter((key) => !isSaid(key)), []);
});

test("whatever the staff's pages say by name has words", () => {
  const said = [...SOURCE.matchAll(/\bsay\((?:\/\*\*.*?\*\/ \()?"([a-z_0-9]+)"/g), ...SOURCE.matchAll(/\? "([a-z]+_[a-z_0-9]+)" : "/g)].map(([, key]) => key);
  assert.ok(said.length > 150, String(said.length));
  assert.deepEqual(said.filter((key) => !(key in ENGLISH) && !(key in DESK) && !(key in STATISTICS) && !(key in PRESCRIBING) && !(key in PARTS)), []);
});

test("every field of the application says what is missing", async () => {
  const { EMPTY, SECTIONS } = await import("../../web_client/staff/apply/application.js");
  for (const field of Object.keys(EMPTY)) assert.ok(`missing_${field}` in ENGLISH && `wrong_${field}` in ENGLISH, field);
  for (const { name } of SECTIONS) assert.ok(`section_${name}` in ENGLISH, name);
});

test("every file that the staff's pages name is there, and nothing is written inline", () => {
  const imports = SCRIPTS.flatMap((file) => [...read(file).matchAll(/^import .*?from "([^"]+)"/gm)].map(([, path]) => normalize(join(dirname(file), path))));
  const named = PAGES.flatMap((page) => [...read(page).matchAll(/(?:href|src)="\/([^"]+)"/g)].map(([, path]) => path));
  assert.ok(imports.length > 80 && named.length > 10);
  assert.deepEqual([...imports, ...named].filter((file) => !existsSync(join(CLIENT, file))), []);
  assert.doesNotMatch(PAGES.map(read).join(""), /\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)/);
  assert.doesNotMatch(SOURCE, /\sstyle=/);
});
