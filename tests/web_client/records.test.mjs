import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { codeOf, ERASED } from "../../web_client/staff/desk/erasing.js";
import { compared, oneLine, REASON_LENGTH } from "../../web_client/staff/desk/merging.js";
import { roomsOf } from "../../web_client/staff/rooms.js";
import ENGLISH from "../../web_client/words/staff/en.js";

const server = (file) => readFileSync(new URL(`../../clinic/patients/${file}`, import.meta.url), "utf8");
const RIGHTS = server("rights.py");
const staff = (facility) => ({ id: "s1", name: "Asha Rao", status: "verified", assignments: [{ role: "any", facility, facility_name: null }], permissions: ["verify_staff", "decide_erasure"] });

test("erasures are decided only by whoever answers for the whole state", () => {
  assert.deepEqual(roomsOf(staff(null)), ["verify", "erasures", "account"]);
  assert.deepEqual(roomsOf(staff("f1")), ["verify", "account"]);
});

test("of two records every fact that one of them has is told, and where both tell something else", () => {
  const left = [["Name", "Asha Devi"], ["PIN", null], ["Born", "1990-02-01"], ["ABHA", undefined]];
  const right = [["Name", "asha  devi "], ["PIN", ""], ["Born", "1990-02-10"], ["ABHA", "91-1234"]];
  assert.deepEqual(compared(left, right).map(({ fact, differs }) => [fact, differs]), [["Name", false], ["Born", true], ["ABHA", false]]);
  assert.deepEqual(compared(left, right)[2], { fact: "ABHA", one: null, two: "91-1234", differs: false });
});

test("a name is the same in whichever way its letters are composed", () => {
  assert.equal(compared([["Name", "\u095b\u094b\u092f\u093e"]], [["Name", "\u091c\u093c\u094b\u092f\u093e"]])[0].differs, false);
});

test("a reason goes to the server on one line, and no longer than it takes", () => {
  assert.equal(oneLine("  Same woman,\r\n two numbers. "), "Same woman, two numbers.");
  for (const file of ["rights.py", "duplicates.py"]) assert.equal(Number(server(file).match(/^REASON_LENGTH = (\d+)$/m)[1]), REASON_LENGTH, file);
});

test("before an erasure all is named that the server will take", () => {
  const [, block] = RIGHTS.match(/^ERASED = \(([^)]*)\)/m);
  assert.deepEqual([...block.matchAll(/"(\w+)"/g)].map(([, field]) => field), [...ERASED]);
  for (const field of ERASED) assert.ok(`erased_${field}` in ENGLISH, field);
});

test("whatever the server says stays after an erasure has words of ours, and each its own", () => {
  const kept = [...RIGHTS.matchAll(/Kept\(\s*"([^"]+)",\s*"([^"]+)"/g)];
  assert.equal(kept.length, 4);
  const keys = kept.flatMap(([, what, why]) => [`kept_${codeOf(what)}`, `kept_why_${codeOf(why)}`]);
  assert.deepEqual(keys.filter((key) => !(key in ENGLISH)), []);
  assert.equal(new Set(keys).size, keys.length);
});
