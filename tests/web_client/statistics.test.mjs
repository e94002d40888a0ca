import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { middlesOf, plotsOf, rangeOf } from "../../web_client/staff/statistics/plot_data.js";
import { addressOf, canBeAsked, daysOf, fileOf, followed, indianDay, lastDays, spanOf, wantedFirst } from "../../web_client/staff/statistics/wanted.js";
import { LANGUAGES } from "../../web_client/words/language.js";
import PARTS from "../../web_client/words/parts/en.js";
import STAFF from "../../web_client/words/staff/en.js";
import ENGLISH from "../../web_client/words/statistics/en.js";
import HINDI from "../../web_client/words/statistics/hi.js";

const CLIENT = fileURLToPath(new URL("../../web_client/", import.meta.url));
const ROOM = "staff/statistics";
const FILES = readdirSync(join(CLIENT, ROOM)).map((file) => join(ROOM, file));
const SOURCE = FILES.map((file) => readFileSync(join(CLIENT, file), "utf8")).join("\n");
/** 9 March 2026, 23:50 in India. */
const LATE = 1_773_080_400;

test("days are those of India, not of the browser or of Greenwich", () => {
  assert.equal(indianDay(LATE), "2026-03-09");
  assert.equal(indianDay(LATE + 600), "2026-03-10");
});

test("the page begins with this day and everything that is hers", () => {
  assert.deepEqual(wantedFirst(LATE), { level: "clinic", place: "", first: "2026-03-09", last: "2026-03-09" });
});

test("a span of days has its button pressed as long as it ends today", () => {
  const week = { ...wantedFirst(LATE), ...lastDays(7, LATE) };
  assert.deepEqual([week.first, week.last, daysOf(week)], ["2026-03-03", "2026-03-09", 7]);
  assert.equal(spanOf(week, LATE), 7);
  assert.equal(spanOf(week, LATE + 600), null);
  assert.equal(spanOf({ ...week, first: "2026-03-05" }, LATE), null);
});

test("a page that is open over midnight goes on with the new day, and one that shows other days stays there", () => {
  const week = { ...wantedFirst(LATE), ...lastDays(7, LATE) };
  assert.deepEqual(followed(week, LATE, LATE + 600), { ...week, first: "2026-03-04", last: "2026-03-10" });
  assert.equal(followed(week, LATE - 600, LATE), week);
  const past = { ...week, last: "2026-03-08" };
  assert.equal(followed(past, LATE, LATE + 600), past);
});

test("what the server would refuse is not asked for", () => {
  const wanted = wantedFirst(LATE);
  const can = (first, last) => canBeAsked({ ...wanted, first, last }, LATE);
  assert.deepEqual([can("2026-03-01", "2026-03-09"), can("2025-12-08", "2026-03-09")], [true, true]);
  assert.deepEqual([can("2026-03-09", "2026-03-01"), can("2025-12-07", "2026-03-09"), can("", "2026-03-09"), can("2026-03-10", "2026-03-11")], [false, false, false, false]);
});

test("page and file are asked for alike", () => {
  const wanted = { ...wantedFirst(LATE), place: "a&b" };
  assert.equal(addressOf(wanted), "/api/statistics/opd?level=clinic&place=a%26b&from=2026-03-09&to=2026-03-09");
  assert.equal(fileOf(wanted, "time"), "/api/statistics/opd.csv?level=clinic&place=a%26b&from=2026-03-09&to=2026-03-09&by=time");
});

const point = (at, seen, median = null, ninety = null, expected = null) => ({ at, figures: { seen, wait_median_minutes: median, wait_90_minutes: ninety, estimate_expected_minutes: expected } });

test("a hidden hour is a low pale bar, and a time that is not told a gap", () => {
  const [seen, waits] = plotsOf([point(0, 12, 10, 20), point(3600, null), point(7200, 0)]);
  assert.deepEqual(seen.lines.map(({ name, values }) => [name, values]), [["line_seen", [12, null, 0]], ["line_hidden", [null, 4, null]]]);
  assert.deepEqual(waits.lines.map(({ values }) => values), [[20, null, null], [10, null, null]]);
});

test("what nothing is known of has no plot and no line", () => {
  assert.deepEqual(plotsOf([point(0, 7)]).map(({ name, lines }) => [name, lines.length]), [["seen", 1]]);
  assert.deepEqual(plotsOf([point(0, 12, 10, null, 15)]).map(({ name }) => name), ["seen", "waits", "estimate"]);
});

test("a point stands in the middle of its hour or day, and the scale begins at nought", () => {
  assert.deepEqual(middlesOf([point(3600, 7)], "hour"), [5400]);
  assert.deepEqual(middlesOf([point(86_400, 7)], "day"), [129_600]);
  assert.deepEqual([rangeOf(null), rangeOf(3), rangeOf(100)], [[0, 5], [0, 5], [0, 108]]);
});

test("the statistics' words are there in both languages, with the same values", () => {
  assert.deepEqual(Object.keys(HINDI), Object.keys(ENGLISH));
  const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
  for (const key of Object.keys(ENGLISH)) assert.deepEqual(placeholders(HINDI[key]), placeholders(ENGLISH[key]), key);
  assert.doesNotMatch(JSON.stringify(ENGLISH), /[\u0900-\u097F]/);
  assert.deepEqual(Object.keys(HINDI).filter((key) => key !== "count_of_percent" && !/[\u0900-\u097F]/.test(HINDI[key])), []);
  assert.deepEqual(Object.keys(LANGUAGES).sort(), ["en", "hi"], "a new language needs these words too");
});

test("whatever is said has words, and no words are left over", () => {
  const said = [...SOURCE.matchAll(/\bsay\("([a-z_0-9]+)"/g)].map(([, key]) => key);
  assert.deepEqual(said.filter((key) => !(key in ENGLISH) && !(key in STAFF) && !(key in PARTS)), []);
  const quoted = new Set([...SOURCE.matchAll(/"([a-z_0-9]+)"/g)].map(([, word]) => word));
  const families = ["plot_", "rows_", "span_", "kind_of_", "file_by_", "problem_", "hour", "day"];
  assert.deepEqual(Object.keys(ENGLISH).filter((key) => !quoted.has(key) && !families.some((start) => key.startsWith(start))), []);
  assert.deepEqual(Object.keys(ENGLISH).filter((key) => key in STAFF || key in PARTS), [], "one word, two meanings");
});

test("the plots' library is loaded in this room alone, and nothing is written inline", () => {
  const imports = FILES.flatMap((file) => [...readFileSync(join(CLIENT, file), "utf8").matchAll(/(?:from |import\()"(\.[^"]+)"/g)].map(([, path]) => normalize(join(dirname(file), path))));
  assert.deepEqual(imports.filter((file) => !existsSync(join(CLIENT, file))), []);
  assert.equal(imports.filter((file) => file === "vendor/uplot.js").length > 0, true);
  assert.doesNotMatch(SOURCE, /^import .*vendor\/uplot\.js/m, "it is imported when it is wanted");
  assert.doesNotMatch(SOURCE, /\sstyle=|innerHTML/);
});
