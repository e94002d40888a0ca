import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { ApiProblem } from "../../web_client/api.js";
import { Drafts } from "../../web_client/staff/opd/drafts.js";
import { bothOf, isSame, NOTHING_WRITTEN, withTemplate } from "../../web_client/staff/opd/merging_notes.js";
import { NoteSheet, REST_MS } from "../../web_client/staff/opd/note_sheet.js";
import { settled, stoppedClock } from "./clock.mjs";

const ID = "c1";
let clock;
beforeEach(() => void (clock = stoppedClock()));
afterEach(() => clock.restore());

/** The notes as the server keeps them: fields of two pages both stay, the same one changed twice is refused. */
class FakeNotes {
  revision = 0;
  fields = { ...NOTHING_WRITTEN };
  touched = {};
  saves = [];
  /** Thrown instead of an answer. */
  trouble = null;
  signedAt = null;
  /** While it is set, an answer waits for it. */
  gate = null;

  async get() {
    if (this.trouble !== null) throw this.trouble;
    return this.#answer();
  }

  async patch(_, { revision, fields }) {
    await this.gate;
    if (this.trouble !== null) throw this.trouble;
    if (this.signedAt !== null) throw new ApiProblem("notes_signed", { status: 409 });
    const different = Object.entries(fields).filter(([name, value]) => !isSame(this.fields[name], value));
    if (different.some(([name]) => (this.touched[name] ?? 0) > revision)) throw new ApiProblem("notes_changed", { status: 409 });
    this.saves.push(fields);
    for (const [name, value] of different) this.writeElsewhere(name, typeof value === "string" ? value.normalize("NFC") : value);
    return this.#answer();
  }

  writeElsewhere(name, value) {
    this.revision += 1;
    this.touched[name] = this.revision;
    this.fields = { ...this.fields, [name]: value };
  }

  #answer() {
    return { revision: this.revision, fields: { ...this.fields }, saved_at: this.revision, signed_at: this.signedAt };
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

const OFFLINE = new ApiProblem("offline");

async function opened({ notes = new FakeNotes(), kept = new Kept(), tab = "t1", open = [tab], staff = "rao" } = {}) {
  const sheet = new NoteSheet(ID, notes, new Drafts(kept, staff, tab, async (other) => open.includes(other)));
  await sheet.begin();
  return { sheet, notes, kept };
}

test("what is written is saved when the writing rests, and only what has changed", async () => {
  const { sheet, notes } = await opened();
  for (const text of ["F", "Fe", "Fever"]) {
    sheet.write("complaint", text);
    await clock.pass(REST_MS / 2);
  }
  assert.deepEqual(notes.saves, []);
  assert.equal(sheet.state.keeping, "waiting");
  await clock.pass(REST_MS);
  assert.deepEqual(notes.saves, [{ complaint: "Fever" }]);
  assert.equal(sheet.state.keeping, "saved");
});

test("whoever never stops writing is saved all the same", async () => {
  const { sheet, notes } = await opened();
  for (let at = 0; at < 12; at += 1) {
    sheet.write("history", "x".repeat(at + 1));
    await clock.pass(500);
  }
  assert.ok(notes.saves.length >= 1, "nothing was saved in six seconds");
});

test("each letter is on this computer before it is on the server, and then not any more", async () => {
  const { sheet, kept } = await opened();
  sheet.write("complaint", "F");
  assert.match([...kept.entries.values()][0], /"complaint":"F"/);
  await clock.pass(REST_MS);
  assert.equal(kept.length, 0);
});

test("without a line nothing is lost, and it is saved when the line is back", async () => {
  const { sheet, notes, kept } = await opened();
  notes.trouble = OFFLINE;
  sheet.write("complaint", "Fever");
  await clock.pass(REST_MS);
  assert.equal(sheet.state.keeping, "away");
  sheet.write("complaint", "Fever for three days");
  notes.trouble = null;
  await clock.pass(1000);
  assert.equal(notes.fields.complaint, "Fever for three days");
  assert.equal(sheet.state.keeping, "saved");
  assert.equal(kept.length, 0);
});

test("a page that is loaded anew goes on with what it had written", async () => {
  const first = await opened();
  first.notes.trouble = OFFLINE;
  first.sheet.write("advice", "Rest");
  await clock.pass(REST_MS);
  first.sheet.end();
  first.notes.trouble = null;
  const again = await opened({ notes: first.notes, kept: first.kept });
  assert.equal(again.sheet.state.fields.advice, "Rest");
  await clock.pass(REST_MS);
  assert.equal(first.notes.fields.advice, "Rest");
  assert.equal(first.kept.length, 0);
});

test("what a tab that crashed has left is taken up by another; that of an open tab is left alone", async () => {
  const { notes, kept, sheet } = await opened({ tab: "crashed" });
  notes.trouble = OFFLINE;
  sheet.write("advice", "Rest");
  notes.trouble = null;
  const beside = await opened({ notes, kept, tab: "t2", open: ["t2", "crashed"] });
  assert.equal(beside.sheet.state.fields.advice, "");
  const later = await opened({ notes, kept, tab: "t3", open: ["t3"] });
  assert.equal(later.sheet.state.fields.advice, "Rest");
  await clock.pass(REST_MS);
  assert.deepEqual([notes.fields.advice, kept.length], ["Rest", 0]);
});

test("another doctor at the same computer finds nothing of it", async () => {
  const { notes, kept, sheet } = await opened();
  notes.trouble = OFFLINE;
  sheet.write("advice", "Rest");
  notes.trouble = null;
  const other = await opened({ notes, kept, staff: "iyer" });
  assert.equal(other.sheet.state.fields.advice, "");
});

test("different fields that two windows write both stay", async () => {
  const { sheet, notes } = await opened();
  notes.writeElsewhere("history", "Diabetes");
  sheet.write("complaint", "Fever");
  await clock.pass(REST_MS);
  assert.deepEqual([sheet.state.fields.history, sheet.state.fields.complaint, sheet.state.conflicts], ["Diabetes", "Fever", []]);
});

test("the same field that two windows wrote shows both, and nothing is written over until she has chosen", async () => {
  const { sheet, notes } = await opened();
  notes.writeElsewhere("complaint", "Cough");
  sheet.write("complaint", "Fever");
  await clock.pass(REST_MS);
  assert.deepEqual(sheet.state.conflicts, [{ field: "complaint", mine: "Fever", theirs: "Cough" }]);
  sheet.write("advice", "Rest");
  await clock.pass(REST_MS);
  assert.deepEqual([notes.fields.complaint, notes.fields.advice], ["Cough", "Rest"]);
  assert.equal(await sheet.flush(), false);
});

for (const [which, stands] of [["mine", "Fever"], ["theirs", "Cough"], ["both", "Cough\nFever"]]) {
  test(`of two writings she takes ${which}`, async () => {
    const { sheet, notes } = await opened();
    notes.writeElsewhere("complaint", "Cough");
    sheet.write("complaint", "Fever");
    await clock.pass(REST_MS);
    sheet.choose("complaint", which);
    await clock.pass(REST_MS);
    assert.deepEqual([notes.fields.complaint, sheet.state.conflicts, sheet.state.keeping], [stands, [], "saved"]);
  });
}

test("what another window wrote while ours was on its way is not written over by the next letters", async () => {
  const { sheet, notes } = await opened();
  let open = () => {};
  notes.gate = new Promise((go) => (open = go));
  sheet.write("complaint", "Fever");
  await clock.pass(REST_MS);
  sheet.write("history", "Asthma");
  notes.writeElsewhere("history", "Diabetes");
  notes.gate = null;
  open();
  await settled();
  await clock.pass(REST_MS);
  assert.deepEqual(sheet.state.conflicts, [{ field: "history", mine: "Asthma", theirs: "Diabetes" }]);
  assert.equal(notes.fields.history, "Diabetes");
});

test("letters that are written while it is saved are saved next", async () => {
  const { sheet, notes } = await opened();
  let open = () => {};
  notes.gate = new Promise((go) => (open = go));
  sheet.write("complaint", "Fev");
  await clock.pass(REST_MS);
  sheet.write("complaint", "Fever");
  notes.gate = null;
  open();
  await settled();
  assert.equal(sheet.state.fields.complaint, "Fever");
  await clock.pass(REST_MS);
  assert.equal(notes.fields.complaint, "Fever");
});

test("what was taken back while it was saved is taken back on the server too", async () => {
  const { sheet, notes } = await opened();
  let open = () => {};
  notes.gate = new Promise((go) => (open = go));
  sheet.write("complaint", "Fever");
  await clock.pass(REST_MS);
  sheet.write("complaint", "");
  notes.gate = null;
  open();
  await settled();
  await clock.pass(REST_MS);
  assert.equal(notes.fields.complaint, "");
});

test("letters that the server composes otherwise do not move what stands here", async () => {
  const { sheet, notes } = await opened();
  const typed = "दौड़ना".replace("ड़", "\u095c");
  sheet.write("complaint", typed);
  await clock.pass(REST_MS);
  assert.notEqual(notes.fields.complaint, typed);
  assert.equal(sheet.state.fields.complaint, typed);
  assert.equal(sheet.state.keeping, "saved");
});

test("the titles that the server adds to a code are taken over, once", async () => {
  const { sheet, notes } = await opened();
  const patch = notes.patch.bind(notes);
  notes.patch = (path, { revision, fields }) => patch(path, { revision, fields: { diagnoses: fields.diagnoses.map(({ code }) => ({ code, title: "Fever, unspecified" })) } });
  sheet.write("diagnoses", [{ code: "R50.9", title: "" }]);
  await clock.pass(REST_MS);
  assert.deepEqual(sheet.state.fields.diagnoses, [{ code: "R50.9", title: "Fever, unspecified" }]);
  await clock.pass(10 * REST_MS);
  assert.equal(notes.saves.length, 1);
});

test("what comes after the signature is not lost without a word", async () => {
  const { sheet, notes, kept } = await opened();
  notes.signedAt = 5;
  sheet.write("advice", "Rest");
  await clock.pass(REST_MS);
  assert.deepEqual([sheet.state.keeping, sheet.state.fields.advice, kept.length], ["late", "Rest", 1]);
  sheet.letGo();
  assert.equal(kept.length, 0);
});

test("what the server does not take is said, stays here, and is sent again when it is mended", async () => {
  const { sheet, notes } = await opened();
  notes.trouble = new ApiProblem("complaint_invalid", { status: 422 });
  sheet.write("complaint", "too long");
  await clock.pass(REST_MS);
  assert.deepEqual([sheet.state.keeping, sheet.state.problem.code], ["wrong", "complaint_invalid"]);
  notes.trouble = null;
  sheet.write("complaint", "long");
  await clock.pass(REST_MS);
  assert.equal(notes.fields.complaint, "long");
});

test("before it is signed all of it is brought to the server, or she is told that it is not", async () => {
  const { sheet, notes } = await opened();
  sheet.write("complaint", "Fever");
  assert.equal(await sheet.flush(), true);
  assert.equal(notes.fields.complaint, "Fever");
  notes.trouble = OFFLINE;
  sheet.write("complaint", "Fever and cough");
  assert.equal(await sheet.flush(), false);
});

test("where the line is down from the beginning, what is written meets what the server has", async () => {
  const notes = new FakeNotes();
  notes.writeElsewhere("complaint", "Cough");
  notes.trouble = OFFLINE;
  const { sheet } = await opened({ notes });
  sheet.write("complaint", "Fever");
  sheet.write("advice", "Rest");
  notes.trouble = null;
  await clock.pass(1000);
  await clock.pass(REST_MS);
  assert.deepEqual(sheet.state.conflicts, [{ field: "complaint", mine: "Fever", theirs: "Cough" }]);
  assert.equal(notes.fields.advice, "Rest");
});

test("a computer that keeps nothing says so", async () => {
  const kept = new Kept();
  kept.setItem = () => {
    throw new Error("full");
  };
  const { sheet } = await opened({ kept });
  sheet.write("complaint", "Fever");
  assert.equal(sheet.state.isKeptHere, false);
  await clock.pass(REST_MS);
  assert.equal(sheet.state.isKeptHere, true);
});

test("a window that is looked at again shows what another has saved", async () => {
  const { sheet, notes } = await opened();
  notes.writeElsewhere("advice", "Rest");
  await sheet.again();
  assert.equal(sheet.state.fields.advice, "Rest");
});

test("both of two writings stand together, and what is in both stands once", () => {
  assert.equal(bothOf("advice", "Rest", "Rest"), "Rest");
  assert.equal(bothOf("advice", "Rest\nMuch water", "Much water\nNo spice"), "Rest\nMuch water\nNo spice");
  assert.equal(bothOf("observations", "pain", "no pain"), "pain\nno pain", "a part of a line is another line");
  assert.equal(bothOf("advice", "", "Rest"), "Rest");
  const [fever, cough] = [{ code: "R50.9", title: "Fever" }, { code: "R05", title: "Cough" }];
  assert.deepEqual(bothOf("diagnoses", [fever], [cough, fever]), [fever, cough]);
});

test("a template adds to what is written and takes nothing away", () => {
  const fields = { ...NOTHING_WRITTEN, complaint: "Fever" };
  assert.deepEqual(withTemplate(fields, { complaint: "Cough", advice: "Rest", history: "" }), { complaint: "Fever\nCough", advice: "Rest" });
  assert.deepEqual(withTemplate({ ...fields, advice: "Rest" }, { advice: "Rest" }), {});
});

/** Numbers that look drawn, the same in each run (Numerical Recipes' generator). */
function drawing(seed) {
  let state = seed;
  return (below) => {
    state = (1_664_525 * state + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("two windows and a second laptop that write as they like, with lines that break and pages that are loaded anew, lose no word", async () => {
  for (let seed = 1; seed <= 80; seed += 1) {
    const draw = drawing(seed);
    const [notes, kept, written] = [new FakeNotes(), new Kept(), []];
    const windows = [await opened({ notes, kept, tab: "a", open: ["a", "b"] }), await opened({ notes, kept, tab: "b", open: ["a", "b"] })];
    for (let step = 0; step < 30; step += 1) {
      const at = draw(2);
      const { sheet } = windows[at];
      const field = ["complaint", "advice"][draw(2)];
      const [conflict] = sheet.state.conflicts;
      const what = draw(8);
      if (conflict !== undefined) sheet.choose(conflict.field, "both");
      else if (what < 4) {
        const word = `w${seed}-${step}`;
        written.push(word);
        sheet.write(field, `${sheet.state.fields[field]} ${word}`.trim());
      } else if (what === 4) notes.trouble = notes.trouble === null ? OFFLINE : null;
      else if (what === 5) {
        sheet.end();
        windows[at] = await opened({ notes, kept, tab: ["a", "b"][at], open: ["a", "b"] });
      } else if (what === 6) await sheet.again();
      await clock.pass([100, 1000, 5000][draw(3)]);
    }
    notes.trouble = null;
    for (let round = 0; round < 12; round += 1) {
      for (const { sheet } of windows) {
        await sheet.again();
        for (const { field } of sheet.state.conflicts) sheet.choose(field, "both");
      }
      await clock.pass(16_000);
    }
    const all = `${notes.fields.complaint} ${notes.fields.advice}`.split(/\s+/);
    assert.deepEqual(written.filter((word) => !all.includes(word)), [], `seed ${seed}`);
    assert.equal(kept.length, 0, `seed ${seed}`);
  }
});
