import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { languageFor, say, WORDS } from "../../web_client/words.js";

const PAGE = readFileSync(new URL("../../web_client/index.html", import.meta.url), "utf8");

test("every language has every sentence, with the same places for names", () => {
  assert.deepEqual(Object.keys(WORDS.hi), Object.keys(WORDS.en));
  for (const [key, sentence] of Object.entries(WORDS.en)) {
    assert.notEqual(WORDS.hi[key], "", key);
    assert.equal(WORDS.hi[key].includes("{name}"), sentence.includes("{name}"), key);
  }
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

test("a name stands in a sentence as it is", () => {
  assert.equal(say("en", "person_joining", { name: "$& {name}" }), "$& {name} is joining…");
});
