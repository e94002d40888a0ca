// An import from the file to the end: which stage is shown and when it is asked after again. No page, no server.

/** @typedef {import("../answers.js").Import} Import */
/** @typedef {"choose" | "checking" | "checked" | "nothing_good" | "writing" | "done" | "failed"} Stage */

/** The server takes no more (`clinic/imports`). */
const LARGEST_BYTES = 20_000_000;
const ENDS_IN = /\.(csv|tsv|txt)$/i;
/** Small files are done at once; long ones need not be asked after so often. */
const PAUSES_MS = Object.freeze([300, 500, 1000, 1000, 2000]);

/** @param {Import | null} held @returns {Stage} */
export function stageOf(held) {
  if (held === null) return "choose";
  return held.state === "checked" && held.totals.good === 0 ? "nothing_good" : held.state;
}

/** @param {Stage} stage */
export function isRunning(stage) {
  return stage === "checking" || stage === "writing";
}

/** How long to wait before asking again. @param {number} asked how many times already */
export function pauseBefore(asked) {
  return PAUSES_MS[Math.min(asked, PAUSES_MS.length - 1)];
}

/** @param {{name: string, size: number}} file @returns {string | null} a key of the catalogue */
export function fileProblem({ name, size }) {
  if (!ENDS_IN.test(name)) return "import_not_csv";
  if (size === 0) return "file_empty";
  return size > LARGEST_BYTES ? "import_too_large" : null;
}

/** Whole percent; 100 only at the end. @param {number} progress 0 to 1 */
export function percentOf(progress) {
  return Math.max(0, Math.min(progress >= 1 ? 100 : 99, Math.floor(progress * 100)));
}

/** Which line a refusal of the whole file speaks of. @param {string} detail its English sentence @returns {number | null} */
export function lineOf(detail) {
  const found = /\bline (\d+)/i.exec(detail);
  return found === null ? null : Number(found[1]);
}
