import assert from "node:assert/strict";
import { test } from "node:test";

import { columnsFor, coveredBelow, layoutFor, movedCorner, nearestCorner } from "../../web_client/views/call/layout.js";

const PHONE = [360, 568];
const LAPTOP = [1366, 696];
const columns = ([width, height]) => [0, 1, 2, 3, 4, 5, 6, 7].map((count) => columnsFor(count, width, height));

test("on a phone two people stand one over the other, and seven in two columns", () => {
  assert.deepEqual(columns(PHONE), [1, 1, 1, 1, 1, 2, 2, 2]);
});

test("on a laptop two people stand side by side, and seven in four columns", () => {
  assert.deepEqual(columns(LAPTOP), [1, 1, 2, 2, 2, 3, 3, 4]);
});

test("a stage that has no size yet has one column", () => {
  assert.equal(columnsFor(3, 0, 0), 1);
});

test("without a screen all pictures are alike", () => {
  assert.deepEqual(layoutFor(5, 0, ...PHONE), { kind: "grid", columns: 2, rows: 3 });
  assert.deepEqual(layoutFor(0, 0, ...PHONE), { kind: "grid", columns: 1, rows: 1 });
});

test("a shown screen is large, and the faces stand below it on a phone", () => {
  assert.deepEqual(layoutFor(2, 1, ...PHONE), { kind: "strip-below", columns: 3, rows: 1 });
});

test("a shown screen is large, and the faces stand beside it on a laptop", () => {
  assert.deepEqual(layoutFor(2, 1, ...LAPTOP), { kind: "strip-beside", columns: 1, rows: 3 });
});

test("many faces below a screen stand in two rows, and one place stays free for oneself", () => {
  const { columns, rows } = layoutFor(6, 1, ...PHONE);
  assert.equal(columns, 3);
  assert.equal(rows, 3);
  assert.ok(columns * rows > 6);
});

test("a name keeps away from what lies over its picture's lower edge", () => {
  const picture = { left: 0, right: 300, top: 0, bottom: 400 };
  assert.deepEqual(coveredBelow(picture, { left: 200, right: 290, top: 280, bottom: 392 }), { left: 0, right: 100 });
  assert.deepEqual(coveredBelow(picture, { left: 10, right: 100, top: 280, bottom: 392 }), { left: 100, right: 0 });
});

test("what lies elsewhere, or over nearly all of a picture, does not move its name", () => {
  const picture = { left: 0, right: 120, top: 0, bottom: 400 };
  assert.deepEqual(coveredBelow(picture, { left: 20, right: 110, top: 8, bottom: 120 }), { left: 0, right: 0 });
  assert.deepEqual(coveredBelow(picture, { left: 20, right: 110, top: 280, bottom: 392 }), { left: 0, right: 0 });
});

test("one's own picture goes to the corner where it was dropped", () => {
  const stage = { left: 0, top: 48, width: 360, height: 500 };
  assert.deepEqual(nearestCorner({ x: 40, y: 90 }, stage, false), { block: "start", inline: "start" });
  assert.deepEqual(nearestCorner({ x: 340, y: 500 }, stage, false), { block: "end", inline: "end" });
});

test("where one reads from right to left the corners are mirrored, and the arrows still point where they point", () => {
  const stage = { left: 0, top: 0, width: 360, height: 500 };
  assert.deepEqual(nearestCorner({ x: 40, y: 90 }, stage, true), { block: "start", inline: "end" });
  assert.deepEqual(movedCorner({ block: "end", inline: "end" }, "ArrowRight", false), { block: "end", inline: "end" });
  assert.deepEqual(movedCorner({ block: "end", inline: "end" }, "ArrowRight", true), { block: "end", inline: "start" });
});

test("only arrows move it", () => {
  assert.deepEqual(movedCorner({ block: "end", inline: "end" }, "ArrowUp", false), { block: "start", inline: "end" });
  assert.equal(movedCorner({ block: "end", inline: "end" }, "Enter", false), null);
});
