import assert from "node:assert/strict";
import { test } from "node:test";

import { columnsFor } from "../../web_client/views/columns.js";

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
