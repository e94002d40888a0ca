import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { ApiProblem } from "../../web_client/api.js";
import { Drafts } from "../../web_client/staff/opd/drafts.js";
import { bothOf, isSame, NOTHING } from "../../web_client/staff/opd/prescription/merging_rx.js";
import { REST_MS, RxSheet } from "../../web_client/staff/opd/prescription/rx_sheet.js";
import { settled, stoppedClock } from "./clock.mjs";

globalThis.document ??= { documentElement: { lang: "en" } };

const ID = "c1";
let clock;
beforeEach(() => void (clock = stoppedClock()));
afterEach(() => clock.restore());

const DOSING = { pattern: "times", amounts: [1, 0, 1, 0], every_days: 1, days: 5, sos_amount: 0, most_a_day: 0, food: "any" };
const line = (id, changes = {}) => ({ id, medicine: `medicine-${id}`, ingredients: [], form: "tablet", route: "oral", unit: "tablet", name: `Medicine ${id}`, strength: "", dosing: DOSING, purpose: "start", instructions: "", quantity: null, overrides: {}, ...changes });

/** The prescription as the server keeps it: fields of two pages both stay, the same one changed twice is refused. */
class FakePrescription {
  revision = 0;
  fields = { ...NOTHING };
  touched = {};
  saves = [];
  asked = [];
  /** Thrown instead of an answer. */
  trouble = null;
  /** While it is set, an answer waits for it. */
  gate = null;

  async get(path) {
    this.asked.push(path);
    if (this.trouble !== null) throw this.trouble;
    return this.#answer();
  }

  async patch(_, { revision, fields }) {
    await this.gate;
    if (this.trouble !== null) throw this.trouble;
    const different = Object.entries(fields).filter(([name, value]) => !isSame(this.fields[name], value));
    if (different.some(([name]) => revision > this.revision || (this.touched[name] ?? 0) > revision)) throw new ApiProblem("prescription_changed", { status: 409 });
    this.saves.push(fields);
    for (const [name, value] of different) this.writeElsewhere(name, name === "lines" ? value.map((one) => ({ name: "", strength: "", ...one, units: 10, code: "BD" })) : value);
    return this.#answer();
  }

  async post(path) {
    this.asked.push(path);
    if (path.includes("/discard")) this.writeElsewhere("lines", []);
    return { id: "p1" };
  }

  writeElsewhere(name, value) {
    this.revision += 1;
    this.touched[name] = this.revision;
    this.fields = { ...this.fields, [name]: value };
  }

  #answer() {
    return { consultation: ID, revision: this.revision, fields: { ...this.fields }, verdict: { rulings: [], lines: [] } };
  }
}

/** As localStorage. */
class Kept {
  entries = new Map();
  get length() {
    return this.entries.size;
  }
  key(index) {
    return [...this.entries.keys()][index] ?? null;
  }
  getItem(key) {
    return this.entries.get(key) ?? null;
  }
  setItem(key, value) {
    this.entries.set(key, value);
  }
  removeItem(key) {
    this.entries.delete(key);
  }
}

async function opened({ server = new FakePrescription(), kept = new Kept(), tab = "t1", open = [tab], staff = "rao" } = {}) {
  const rx = new RxSheet(ID, server, new Drafts(kept, staff, tab, async (other) => open.includes(other), "prescription"));
  await rx.begin();
  return { rx, server, kept };
}

test("what is written is saved when the writing rests, without what the server works out", async () => {
  const { rx, server } = await opened();
  rx.write("lines", [line("a", { units: 10, code: "BD" })]);
  rx.write("diet", "Rice");
  assert.equal(rx.keeping, "waiting");
  await clock.pass(REST_MS);
  assert.deepEqual(server.saves.map(Object.keys), [["lines", "diet"]]);
  assert.ok(!("units" in server.saves[0].lines[0]) && !("name" in server.saves[0].lines[0]));
  assert.equal(rx.keeping, "saved");
});

test("what was written while it was being saved is saved next", async () => {
  const { rx, server } = await opened();
  let open;
  server.gate = new Promise((resolve) => (open = resolve));
  rx.write("diet", "Ri");
  await clock.pass(REST_MS);
  rx.write("diet", "Rice");
  open();
  server.gate = null;
  await settled();
  assert.equal(rx.fields.diet, "Rice");
  await clock.pass(REST_MS);
  assert.equal(server.fields.diet, "Rice");
  assert.equal(rx.keeping, "saved");
});

test("different fields of two windows both stay", async () => {
  const { rx, server } = await opened();
  server.writeElsewhere("worse", "Come to the hospital");
  rx.write("diet", "Rice");
  await clock.pass(REST_MS);
  assert.equal(rx.keeping, "saved");
  assert.deepEqual([rx.fields.worse, server.fields.diet], ["Come to the hospital", "Rice"]);
});

for (const looksBefore of [false, true]) {
  test(`medicines of another window are never written over, ${looksBefore ? "also when they were looked at while she wrote" : "but shown for a choice"}`, async () => {
    const { rx, server } = await opened();
    rx.write("lines", [line("a")]);
    server.writeElsewhere("lines", [line("b")]);
    if (looksBefore) await rx.load();
    await clock.pass(REST_MS);
    await rx.flush();
    assert.equal(rx.keeping, "conflict");
    assert.deepEqual(server.fields.lines.map(({ id }) => id), ["b"]);
    const [{ field, mine, theirs }] = rx.conflicts;
    assert.deepEqual([field, mine[0].id, theirs[0].id], ["lines", "a", "b"]);
  });
}

for (const [which, ids] of [["mine", ["a"]], ["theirs", ["b"]], ["both", ["b", "a"]]]) {
  test(`of two writings she takes ${which}`, async () => {
    const { rx, server } = await opened();
    rx.write("lines", [line("a")]);
    server.writeElsewhere("lines", [line("b")]);
    await clock.pass(REST_MS);
    rx.choose("lines", which);
    await clock.pass(REST_MS);
    assert.deepEqual(server.fields.lines.map(({ id }) => id), ids);
    assert.equal(rx.keeping, "saved");
  });
}

test("a field that waits for her choice holds up no other", async () => {
  const { rx, server } = await opened();
  rx.write("lines", [line("a")]);
  server.writeElsewhere("lines", [line("b")]);
  await clock.pass(REST_MS);
  rx.write("referral", "District hospital");
  await clock.pass(REST_MS);
  assert.equal(server.fields.referral, "District hospital");
  assert.equal(rx.keeping, "conflict");
});

test("without a line it is kept on this computer, tried again, and then let go of there", async () => {
  const { rx, server, kept } = await opened();
  server.trouble = new ApiProblem("offline");
  rx.write("diet", "Rice");
  await clock.pass(REST_MS);
  assert.equal(rx.keeping, "away");
  assert.equal(kept.length, 1);
  server.trouble = null;
  await clock.pass(20_000);
  assert.equal(server.fields.diet, "Rice");
  assert.deepEqual([rx.keeping, kept.length], ["saved", 0]);
});

test("what a crash has left is brought to the server by the next tab", async () => {
  const { server, kept } = await left("Rice");
  const { rx } = await opened({ server, kept, tab: "t2" });
  await clock.pass(REST_MS);
  assert.equal(server.fields.diet, "Rice");
  assert.deepEqual([rx.keeping, kept.length], ["saved", 0]);
});

test("what a crash has left does not write over what was saved elsewhere since", async () => {
  const { server, kept } = await left("Rice");
  server.writeElsewhere("diet", "Soup");
  const { rx } = await opened({ server, kept, tab: "t2" });
  await clock.pass(REST_MS);
  assert.equal(server.fields.diet, "Soup");
  assert.deepEqual(rx.conflicts, [{ field: "diet", mine: "Rice", theirs: "Soup" }]);
});

test("what another doctor has left on this computer is not hers", async () => {
  const { server, kept } = await left("Rice");
  const { rx } = await opened({ server, kept, tab: "t2", staff: "iyer" });
  assert.equal(rx.fields.diet, "");
  assert.equal(rx.isUnsaved, false);
});

test("a refusal is said and stays said until she writes on", async () => {
  const { rx, server } = await opened();
  server.trouble = new ApiProblem("days_invalid", { status: 409 });
  rx.write("lines", [line("a", { dosing: { ...DOSING, days: 181 } })]);
  await clock.pass(REST_MS);
  server.trouble = null;
  await rx.load();
  assert.deepEqual([rx.keeping, rx.problem.code], ["wrong", "days_invalid"]);
  rx.write("lines", [line("a")]);
  await clock.pass(REST_MS);
  assert.deepEqual([rx.keeping, rx.problem], ["saved", null]);
});

test("what came after it was signed elsewhere is shown until she lets go of it", async () => {
  const { rx, server } = await opened();
  server.trouble = new ApiProblem("prescription_locked", { status: 409 });
  rx.write("diet", "Rice");
  await clock.pass(REST_MS);
  server.trouble = null;
  assert.equal(rx.keeping, "late");
  assert.equal(await rx.flush(), false);
  rx.letGo();
  await rx.load();
  assert.deepEqual([rx.keeping, rx.fields.diet], ["saved", ""]);
});

test("an amendment that is given up takes what was not saved of it along", async () => {
  const { rx, server } = await opened();
  server.trouble = new ApiProblem("quantity_invalid", { status: 409 });
  rx.write("lines", [line("a")]);
  await clock.pass(REST_MS);
  server.trouble = null;
  await rx.act("discard", { revision: 0 });
  assert.deepEqual([rx.fields.lines, rx.conflicts, rx.keeping], [[], [], "saved"]);
});

test("a look that is asked for during another request comes after it, once", async () => {
  const { rx, server } = await opened();
  server.asked = [];
  await Promise.all([rx.load(), rx.load(), rx.load()]);
  assert.equal(server.asked.length, 1);
  assert.match(server.asked[0], /\?language=en$/);
});

test("of two writings together nothing is lost", () => {
  assert.deepEqual(bothOf("vitals", { weight_kg: 50, pulse_bpm: 80 }, { weight_kg: 51, pulse_bpm: null }), { weight_kg: 51, pulse_bpm: 80 });
  assert.equal(bothOf("diet", "Rice", "Soup"), "Rice\nSoup");
  assert.deepEqual(bothOf("lines", [line("a"), line("b")], [line("b", { quantity: 3 }), line("c")]).map(({ id, quantity }) => [id, quantity]), [["a", null], ["b", 3], ["c", null]]);
});

async function left(diet) {
  const { rx, server, kept } = await opened();
  server.trouble = new ApiProblem("offline");
  rx.write("diet", diet);
  await clock.pass(REST_MS);
  rx.end();
  server.trouble = null;
  return { server, kept };
}
