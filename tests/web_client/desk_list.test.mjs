import assert from "node:assert/strict";
import { test } from "node:test";

import { newsBetween } from "../../web_client/staff/opd/desk_news.js";
import { actionOf, isTypedInto, KEY_GROUPS, KEYS } from "../../web_client/staff/opd/keys.js";
import { NOTHING_SHOWN, rowAfter, shownAfter } from "../../web_client/staff/opd/stable_list.js";
import { ownTab } from "../../web_client/staff/opd/tabs.js";

const FREE = false;
const HELD = true;
const three = shownAfter(NOTHING_SHOWN, ["a", "b", "c"], FREE);

test("a list that nobody holds stands in its right order", () => {
  assert.deepEqual(shownAfter(three, ["c", "a", "d"], FREE), { rows: ["c", "a", "d"], fresh: [], gone: [], isStale: false });
});

test("under the pointer no row moves: whoever comes is appended, whoever goes keeps her row", () => {
  const shown = shownAfter(three, ["urgent", "a", "c", "d"], HELD);
  assert.deepEqual(shown, { rows: ["a", "b", "c", "urgent", "d"], fresh: ["urgent", "d"], gone: ["b"], isStale: true });
});

test("whoever comes behind all others makes no list stale", () => {
  const shown = shownAfter(three, ["a", "b", "c", "d"], HELD);
  assert.deepEqual([shown.fresh, shown.isStale], [["d"], false]);
  assert.deepEqual(shownAfter(shown, ["a", "b", "c", "d", "e"], HELD).fresh, ["d", "e"]);
});

test("another order is said and not made, until the list is let go", () => {
  const held = shownAfter(three, ["c", "a", "b"], HELD);
  assert.deepEqual([held.rows, held.isStale], [["a", "b", "c"], true]);
  assert.deepEqual(shownAfter(held, ["c", "a", "b"], FREE), { rows: ["c", "a", "b"], fresh: [], gone: [], isStale: false });
});

test("who left and comes back stands again in her row", () => {
  const gone = shownAfter(three, ["a", "c"], HELD);
  assert.deepEqual(shownAfter(gone, ["a", "b", "c"], HELD), { rows: ["a", "b", "c"], fresh: [], gone: [], isStale: false });
});

test("an empty list takes whoever comes, though the pointer is over it", () => {
  assert.deepEqual(shownAfter(NOTHING_SHOWN, ["a"], HELD).fresh, []);
});

test("arrows lead from row to row, and stay at the ends", () => {
  const rows = ["a", "b", "c"];
  assert.deepEqual(["ArrowDown", "ArrowUp", "End", "Home", "x"].map((key) => rowAfter(rows, "b", key)), ["c", "a", "c", "a", null]);
  assert.deepEqual([rowAfter(rows, "c", "ArrowDown"), rowAfter(rows, "a", "ArrowUp"), rowAfter(rows, null, "ArrowDown"), rowAfter([], null, "End")], [null, null, "a", null]);
});

const press = (key, more = {}) => ({ key, code: `Key${key.toUpperCase()}`, altKey: false, ctrlKey: false, metaKey: false, repeat: false, ...more });

test("no two things have one key, and each is in the help once", () => {
  assert.equal(new Set(Object.values(KEYS)).size, Object.keys(KEYS).length);
  const told = KEY_GROUPS.flatMap(({ actions }) => actions);
  assert.deepEqual([...told].sort(), Object.keys(KEYS).sort());
});

test("a key acts, but not while something is written, held down, or together with Ctrl", () => {
  assert.equal(actionOf(press("n"), false), "next");
  assert.equal(actionOf(press("N"), false), "next");
  assert.equal(actionOf(press("n"), true), null);
  for (const more of [{ repeat: true }, { ctrlKey: true }, { metaKey: true }, { ctrlKey: true, altKey: true }]) assert.equal(actionOf(press("n", more), false), null);
  assert.equal(actionOf(press("?", { code: "Slash" }), false), "help");
  assert.equal(actionOf(press("Enter", { code: "Enter" }), false), null);
});

test("while something is written the same key acts together with Alt", () => {
  assert.equal(actionOf(press("n", { altKey: true }), true), "next");
  assert.equal(actionOf({ ...press("˜", { altKey: true }), code: "KeyN" }, true), "next", "as a Mac says it");
});

test("on a Hindi keyboard the place of the key counts", () => {
  assert.equal(actionOf({ ...press("ल"), code: "KeyN" }, false), "next");
  assert.equal(actionOf({ ...press("१"), code: "Digit1" }, false), "list");
});

test("fields take letters, buttons and boxes to tick do not", () => {
  assert.deepEqual([{ tagName: "INPUT", type: "text" }, { tagName: "TEXTAREA" }, { tagName: "SELECT" }, { tagName: "DIV", isContentEditable: true }].map(isTypedInto), [true, true, true, true]);
  assert.deepEqual([null, { tagName: "BUTTON" }, { tagName: "INPUT", type: "checkbox" }].map(isTypedInto), [false, false, false]);
});

const consultation = (more = {}) => ({ id: "c1", state: "called", mode: "video", missed: 0, is_delayed: false, patient: { name: "Asha" }, asked_doctor: null, asked_clinic: null, ...more });
const look = ({ current = null, unsigned = [], asked = [], results = [], entries = [] } = {}) => ({ desk: { current, unsigned, asked, results }, queue: { clinic: "k", entries } });
const words = (before, after) => newsBetween(look(before), look(after)).map(({ word }) => word);

test("what became of a ring is said", () => {
  const before = { current: consultation() };
  assert.deepEqual(words(before, { current: consultation({ state: "in_progress" }) }), ["news_answered"]);
  assert.deepEqual(words(before, { current: consultation({ state: "in_progress", mode: "telephone" }) }), ["news_telephone"]);
  assert.deepEqual(words(before, { entries: [{ id: "c1", missed: 1 }] }), ["news_missed"]);
  assert.deepEqual(words(before, {}), ["news_gone"]);
  assert.deepEqual(words(before, { entries: [{ id: "c1", missed: 0 }] }), [], "she was given back");
});

test("a call that breaks, comes back, is ended by her, or is handed on is said", () => {
  const talking = { current: consultation({ state: "in_progress" }) };
  const broken = { current: consultation({ state: "interrupted" }) };
  const asked = { current: consultation({ state: "in_progress", asked_clinic: "k2" }) };
  assert.deepEqual(words(talking, broken), [], "that stands over the picture");
  assert.deepEqual(words(broken, talking), ["news_back"]);
  assert.deepEqual(words(talking, { unsigned: [consultation({ state: "ended" })] }), ["news_over"]);
  assert.deepEqual(words(asked, {}), ["news_handed_on"]);
  assert.deepEqual(words(asked, talking), ["news_declined"]);
});

test("who asks to hand somebody on, and a result that came, are said once", () => {
  const asked = [consultation({ id: "c9" })];
  const results = [{ id: "r1", patient_name: "Ravi" }];
  assert.deepEqual(words({}, { asked, results }), ["news_asked", "news_result"]);
  assert.deepEqual(words({ asked, results }, { asked, results }), []);
});

/** As the browser's: of each name one holder. */
class FakeLocks {
  names = new Set();
  async request(name, _, act) {
    if (this.names.has(name)) return act(null);
    this.names.add(name);
    return act({ name });
  }
  async query() {
    return { held: [...this.names].map((name) => ({ name })) };
  }
}
const memory = () => {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
};

test("a tab keeps its name when it is loaded anew, and one that was duplicated gets its own", async () => {
  const [locks, storage] = [new FakeLocks(), memory()];
  const first = await ownTab(storage, locks);
  const duplicate = await ownTab(storage, locks);
  assert.notEqual(duplicate.tab, first.tab);
  assert.equal(await first.isOpen(duplicate.tab), true);
  locks.names.clear();
  const again = await ownTab(storage, locks);
  assert.equal(again.tab, duplicate.tab);
  assert.equal(await again.isOpen(first.tab), false);
});

test("without locks nobody knows which tabs are open", async () => {
  const storage = memory();
  const { tab, isOpen } = await ownTab(storage, null);
  assert.equal(await isOpen("x"), null);
  assert.equal((await ownTab(storage, null)).tab, tab);
});
