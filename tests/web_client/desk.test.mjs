import assert from "node:assert/strict";
import { test } from "node:test";

import { added, below, EMPTY_TREE, found, keyInTree, opened, replaced, ROOT, rowsOf, withChildren } from "../../web_client/staff/desk/facility_tree.js";
import { fileProblem, isRunning, lineOf, pauseBefore, percentOf, stageOf } from "../../web_client/staff/desk/import_stages.js";
import { hashOf, hrefOf, may, placeOf, roomsOf } from "../../web_client/staff/rooms.js";

const staff = (permissions, status = "verified") => ({ id: "s1", name: "Asha Rao", status, assignments: [], permissions });
const ADMINISTERS = ["verify_staff", "suspend_staff", "import", "see_counts", "break_glass", "handle_complaints", "manage_facilities"];

test("an administrator's desk has a room for each thing that she may do", () => {
  assert.deepEqual(roomsOf(staff(ADMINISTERS)), ["verify", "facilities", "import", "complaints", "counts", "statistics", "find", "account"]);
});

test("a doctor comes to her desk first, may find a patient, and administers nothing", () => {
  assert.deepEqual(roomsOf(staff(["consult", "prescribe", "search_patient"])), ["opd", "find", "account"]);
});

test("who is not verified has only her own account, whatever the server named", () => {
  for (const status of ["applied", "suspended", "rejected"]) assert.deepEqual(roomsOf(staff(ADMINISTERS, status)), ["home", "account"]);
  assert.equal(may(staff(["verify_staff"], "suspended"), "verify_staff"), false);
});

test("the address names a room and one thing in it, and comes back the same", () => {
  const rooms = roomsOf(staff(ADMINISTERS));
  assert.deepEqual(placeOf(hashOf("verify", "a/b %"), rooms), { room: "verify", item: "a/b %" });
  assert.deepEqual(placeOf("", rooms), { room: "verify", item: null });
});

test("a room that she may not enter is not opened by its address", () => {
  const rooms = roomsOf(staff(["consult"]));
  assert.deepEqual(placeOf("#verify/4f", rooms), { room: "opd", item: null });
  assert.deepEqual(placeOf("#account/%E0%A4", rooms), { room: "account", item: "%E0%A4" });
});

const facility = (id, parent, children = 0, name = id) => ({ id, code: id.toUpperCase(), name, kind: "district", parent, state: 27, district: null, active: true, children });
const planted = () => {
  const top = withChildren(EMPTY_TREE, ROOT, [facility("mh", null, 2), facility("ka", null)]);
  return withChildren(top, "mh", [facility("nagpur", "mh", 1), facility("pune", "mh")]);
};

test("only open branches are seen, each with its place among its own", () => {
  assert.deepEqual(rowsOf(planted()).map((row) => row.facility.id), ["mh", "ka"]);
  const rows = rowsOf(opened(planted(), "mh", true));
  assert.deepEqual(rows.map((row) => [row.facility.id, row.depth, row.place, row.siblings]), [["mh", 1, 1, 2], ["nagpur", 2, 1, 2], ["pune", 2, 2, 2], ["ka", 1, 2, 2]]);
});

test("arrows walk through the tree as readers of trees expect", () => {
  const closed = rowsOf(planted());
  assert.deepEqual(keyInTree(closed, "mh", "ArrowRight"), { open: "mh" });
  assert.equal(keyInTree(closed, "ka", "ArrowRight"), null, "nothing is below it");
  assert.equal(keyInTree(closed, "ka", "ArrowDown"), null);
  const rows = rowsOf(opened(planted(), "mh", true));
  assert.deepEqual(keyInTree(rows, "mh", "ArrowRight"), { focus: "nagpur" });
  assert.deepEqual(keyInTree(rows, "mh", "ArrowLeft"), { close: "mh" });
  assert.deepEqual(keyInTree(rows, "pune", "ArrowLeft"), { focus: "mh" });
  assert.deepEqual(keyInTree(rows, "pune", "End"), { focus: "ka" });
  assert.equal(keyInTree(rows, "pune", "a"), null);
});

test("until somebody has looked, a branch may have something below it; a spoke never has", () => {
  const unknown = { ...facility("wardha", "mh"), children: undefined };
  const tree = withChildren(EMPTY_TREE, ROOT, [unknown]);
  assert.equal(below(tree, unknown), null);
  assert.deepEqual(keyInTree(rowsOf(tree), "wardha", "ArrowRight"), { open: "wardha" });
  const looked = withChildren(tree, "wardha", []);
  assert.equal(below(looked, unknown), 0);
  assert.equal(keyInTree(rowsOf(looked), "wardha", "ArrowRight"), null);
  assert.equal(below(tree, { ...unknown, kind: "spoke" }), 0);
});

test("a new facility stands in its branch by name and is counted above", () => {
  const tree = added(planted(), facility("akola", "mh"));
  assert.deepEqual(tree.children.mh.map(({ id }) => id), ["akola", "nagpur", "pune"]);
  assert.equal(found(tree, "mh").children, 3);
});

test("one below a branch that was never opened is only counted", () => {
  const tree = added(planted(), facility("hingna", "pune"));
  assert.equal(tree.children.pune, undefined);
  assert.equal(found(tree, "pune").children, 1);
});

test("a changed name is seen, and nothing else changes", () => {
  const before = planted();
  const after = replaced(before, { ...facility("pune", "mh"), name: "Pune city" });
  assert.equal(found(after, "pune").name, "Pune city");
  assert.equal(found(before, "pune").name, "pune");
  assert.equal(found(after, "nagpur"), found(before, "nagpur"));
});

const held = (state, good = 3) => ({ id: "i1", kind: "staff", state, progress: 0.5, totals: { rows: 5, good, bad: 2, warnings: 0 }, lines: [], detail: null });

test("a file without one good row is not offered to be taken", () => {
  assert.equal(stageOf(null), "choose");
  assert.equal(stageOf(held("checked")), "checked");
  assert.equal(stageOf(held("checked", 0)), "nothing_good");
  assert.deepEqual(["choose", "checking", "checked", "writing", "done", "failed"].filter(isRunning), ["checking", "writing"]);
});

test("an import is asked after ever less often, and a hundred percent is only the end", () => {
  assert.ok(pauseBefore(0) < pauseBefore(3) && pauseBefore(3) < pauseBefore(50));
  assert.deepEqual([0, 0.129, 0.999, 1, 1.2].map(percentOf), [0, 12, 99, 100, 100]);
});

test("a refusal of the whole file tells its line in every language", () => {
  assert.equal(lineOf("Line 214 is not UTF-8."), 214);
  assert.equal(lineOf("The file is empty."), null);
});

test("a link to a room is no way to skip the page's head", () => {
  assert.equal(hrefOf("verify", "4f"), "/staff/#verify/4f");
});

test("what is no CSV is refused before it is sent", () => {
  assert.equal(fileProblem({ name: "staff.XLSX", size: 10 }), "import_not_csv");
  assert.equal(fileProblem({ name: "staff.CSV", size: 0 }), "file_empty");
  assert.equal(fileProblem({ name: "staff.csv", size: 10 }), null);
});
