import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { languageFor, WORDS } from "../../web_client/words.js";

const PAGE = readFileSync(new URL("../../web_client/index.html", import.meta.url), "utf8");

test("every language has every sentence", () => {
  assert.deepEqual(Object.keys(WORDS.hi), Object.keys(WORDS.en));
  for (const sentences of Object.values(WORDS)) assert.ok(Object.values(sentences).every((sentence) => sentence !== ""));
});

test("every word that the page asks for is there", () => {
  const asked = [...PAGE.matchAll(/data-words="(\w+)"/g)].map(([, key]) => key);
  assert.notEqual(asked.length, 0);
  assert.deepEqual(asked.filter((key) => !(key in WORDS.en)), []);
});

test("the page speaks the first of the reader's languages that it knows, else English", () => {
  assert.equal(languageFor(["ta-IN", "hi-IN", "en-IN"]), "hi");
  assert.equal(languageFor(["en-GB", "hi"]), "en");
  assert.equal(languageFor(["ta-IN"]), "en");
});
