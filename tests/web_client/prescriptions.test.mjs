import assert from "node:assert/strict";
import { test } from "node:test";

import { amountWords, manyOf, sentenceFor } from "../../web_client/prescriptions/dose_words.js";
import { placeOf } from "../../web_client/prescriptions/places.js";
import { fileOf, nameOf, shared } from "../../web_client/prescriptions/sharing.js";

const ID = "0123456789abcdef0123456789abcdef";
const named = (name) => Object.assign(new Error(name), { name });
const file = fileOf(new Blob(["%PDF-"]), 1_790_000_000);

test("the address names a prescription, the link of an SMS, or nothing", () => {
  assert.deepEqual(placeOf(`#${ID}`), { name: "one", id: ID });
  assert.deepEqual(placeOf("#aB3dE6gH9j"), { name: "link", token: "aB3dE6gH9j" });
  for (const other of ["", "#", `#${ID}0`, "#aB3dE6gH9", "#aB3dE6gH9jk", "#aB3-E6gH9j", "#../../etc"]) assert.deepEqual(placeOf(other), { name: "list" }, other);
});

test("parts of a tablet are written as people write them, and half a tablet is a tablet", () => {
  assert.deepEqual([0.25, 0.5, 0.75, 1, 1.5, 10].map(amountWords), ["¼", "½", "¾", "1", "1.5", "10"]);
  assert.deepEqual([0.5, 1, 1.5, 2, 30].map(manyOf), [1, 1, 2, 2, 2]);
});

test("the dose is told in the page's language where it is there, and the language is told with it", () => {
  const sentences = { en: "1 tablet at night", hi: "रात को 1 गोली" };
  assert.deepEqual(sentenceFor(sentences, "hi"), ["hi", sentences.hi]);
  assert.deepEqual(sentenceFor(sentences, "ta"), ["en", sentences.en]);
  assert.deepEqual(sentenceFor({}, "hi"), ["en", ""]);
});

test("the file is called by the Indian day on which it was signed, and by no person's name", () => {
  const evening = Date.UTC(2026, 10, 27, 18, 29) / 1000;
  assert.equal(nameOf(evening), "prescription-27-11-2026.pdf");
  assert.equal(nameOf(evening + 60), "prescription-28-11-2026.pdf");
  assert.equal(file.type, "application/pdf");
});

test("a file that came too late for the press asks for another one", async () => {
  const given = [];
  const sharer = { canShare: () => true, share: async ({ files }) => void given.push(...files) };
  assert.equal(await shared(file, sharer), "shared");
  assert.deepEqual(given, [file]);
  assert.equal(await shared(file, { ...sharer, share: () => Promise.reject(named("NotAllowedError")) }), "press_again");
  assert.equal(await shared(file, { ...sharer, share: () => Promise.reject(named("AbortError")) }), "closed");
});

test("a browser that shares nothing, or no files, is known before it is asked", async () => {
  assert.equal(await shared(file, {}), "cannot");
  assert.equal(await shared(file, { canShare: () => false, share: () => assert.fail("asked") }), "cannot");
});
