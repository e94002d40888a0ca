import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import OPD from "../../web_client/words/opd/en.js";
import PARTS from "../../web_client/words/parts/en.js";
import PATIENT from "../../web_client/words/patient/en.js";
import VISIT from "../../web_client/words/visit/en.js";

const CLIENT = fileURLToPath(new URL("../../web_client/", import.meta.url));
const read = (file) => readFileSync(join(CLIENT, file), "utf8");

function* scriptsIn(folder) {
  for (const entry of readdirSync(join(CLIENT, folder), { withFileTypes: true })) {
    if (entry.isDirectory()) yield* scriptsIn(join(folder, entry.name));
    else if (entry.name.endsWith(".js")) yield join(folder, entry.name);
  }
}

const SOURCE = [...scriptsIn("opd/visit")].map(read).join("\n");
const QUOTED = new Set([...SOURCE.matchAll(/"([a-z_]+)"/g)].map(([, key]) => key));
/** Keys that are put together, such as `card_${card}` and `${kind}_title`. */
const BEGINNINGS = [...SOURCE.matchAll(/`([a-z]+_(?:[a-z]+_)?)\$\{/g)].map(([, beginning]) => beginning);
const ENDS = [...SOURCE.matchAll(/\}(_[a-z]+)`/g)].map(([, end]) => end);
/** What parts/push.js throws. */
const THROWN = ["push_dismissed"];

test("the visit says only words of the catalogues that it loads", () => {
  const said = [...SOURCE.matchAll(/\bsay(?:All)?\("([a-z_]+)"/g)].map(([, key]) => key);
  const known = { ...PARTS, ...PATIENT, ...OPD, ...VISIT };
  assert.ok(said.length > 150, String(said.length));
  assert.deepEqual(said.filter((key) => !(key in known)), []);
});

test("no words of the visit are left over that nobody says", () => {
  const isSaid = (key) => QUOTED.has(key) || THROWN.includes(key) || key.startsWith("problem_") || BEGINNINGS.some((beginning) => key.startsWith(beginning)) || ENDS.some((end) => key.endsWith(end));
  assert.deepEqual(Object.keys(VISIT).filter((key) => !isSaid(key)), []);
});

test("no key means two things on the page: what was named first is what is said", () => {
  for (const other of [PARTS, PATIENT, OPD]) assert.deepEqual(Object.keys(other).filter((key) => key in VISIT), []);
});

test("every refusal that a patient may meet on the way is a sentence", () => {
  const operations = ["tokens.py", "intake.py", "consultation_files.py", "clinics.py"].map((name) => read(`../http_api/opd/${name}`)).join("\n");
  const hers = [...operations.matchAll(/"((?:clinic|queue|token|consultation|adult|authority|caller|room|doctor)_[a-z]+)"/g)].map(([, code]) => code);
  const refusals = [...new Set(hers)].filter((code) => /_(closed|full|already|state|unknown|needed)$/.test(code));
  assert.ok(refusals.length >= 9, String(refusals));
  assert.deepEqual(refusals.filter((code) => !(`problem_${code}` in VISIT)), []);
});

test("the first screen of the OPD does not wait for the visit", () => {
  const found = new Set();
  const look = (file) => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, named] of read(file).matchAll(/^\s*(?:import|export)\s[^;"]*?from\s+"([^"]+)"/gm)) look(normalize(join(dirname(file), named)));
  };
  look("opd/main.js");
  assert.deepEqual([...found].filter((file) => file.startsWith("opd/visit/")).sort(), ["opd/visit/memory.js", "opd/visit/places.js", "opd/visit/stage.js"]);
  assert.deepEqual([...found].filter((file) => /socket|^devices\//.test(file)), []);
});
