// From what the server told to what the plots draw. A hidden hour stands as a low pale bar, a missing time as a gap.

/** @typedef {import("./answers.js").Figures} Figures */
/** @typedef {import("./answers.js").Point} Point */
/** @typedef {import("./answers.js").Step} Step */
/** @typedef {"line_seen" | "line_hidden" | "line_median" | "line_90" | "line_expected" | "line_true"} LineName */
/** `look`: how it is drawn; dashes and bars are told apart without colours. @typedef {{name: LineName, look: "bars" | "pale_bars" | "solid" | "dashed", values: readonly (number | null)[]}} Line */
/** @typedef {{name: "seen" | "waits" | "estimate", lines: readonly Line[]}} Plot */

export const STEP_SECONDS = Object.freeze({ hour: 3600, day: 86_400 });
/** As high as a bar of which it is only known that it is lower than five. */
const HIDDEN_HEIGHT = 4;
/** Without its line a plot is not drawn. @type {readonly LineName[]} */
const NEEDED = ["line_seen", "line_median", "line_expected"];

/** Those in which there is anything. @param {readonly Point[]} points @returns {Plot[]} */
export function plotsOf(points) {
  const of = (/** @type {keyof Figures} */ name) => points.map(({ figures }) => figures[name]);
  const seen = of("seen");
  /** @type {Plot[]} */
  const plots = [
    { name: "seen", lines: [line("line_seen", "bars", seen), line("line_hidden", "pale_bars", seen.map((count) => (count === null ? HIDDEN_HEIGHT : null)))] },
    { name: "waits", lines: [line("line_90", "dashed", of("wait_90_minutes")), line("line_median", "solid", of("wait_median_minutes"))] },
    { name: "estimate", lines: [line("line_expected", "dashed", of("estimate_expected_minutes")), line("line_true", "solid", of("wait_median_minutes"))] },
  ];
  return plots.map(withoutEmpty).filter(({ lines }) => lines.some(({ name }) => NEEDED.includes(name)));
}

/** In the middle of each hour or day. @param {readonly Point[]} points @param {Step} step */
export function middlesOf(points, step) {
  return points.map(({ at }) => at + STEP_SECONDS[step] / 2);
}

/** From nought, with some air above. @param {number | null} most */
export function rangeOf(most) {
  return /** @type {const} */ ([0, Math.max(5, Math.ceil((most ?? 0) * 1.08))]);
}

/** @param {LineName} name @param {Line["look"]} look @param {readonly (number | null)[]} values @returns {Line} */
function line(name, look, values) {
  return { name, look, values };
}

/** @param {Plot} plot @returns {Plot} */
function withoutEmpty(plot) {
  return { ...plot, lines: plot.lines.filter(({ values }) => values.some((value) => value !== null)) };
}
