// One plot by uPlot, which is loaded here and nowhere else. It is drawn for the eye alone: the table beside it says the same.

import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { currentLanguage, sayNumber } from "../../words/words.js";
import { middlesOf, rangeOf, STEP_SECONDS } from "./plot_data.js";
import { say, sayMoment } from "./words.js";

/** @typedef {import("./answers.js").Point} Point */
/** @typedef {import("./answers.js").Step} Step */
/** @typedef {import("./plot_data.js").Line} Line */
/** @typedef {import("../../vendor/uplot.js").default} UPlot */
/** @typedef {typeof import("../../vendor/uplot.js").default} UPlotClass */
/** @typedef {{lines: readonly Line[], points: readonly Point[], step: Step}} Drawn */

const HEIGHT = 210;
const BARS = Object.freeze({ size: /** @type {const} */ ([0.75, 90]), radius: 0.1 });
const HOURS = [1, 2, 3, 4, 6, 12, 24].map((hours) => hours * 3600);
const DAYS = [1, 2, 7, 14, 28].map((days) => days * 86_400);

/** @type {Promise<UPlotClass> | null} */
let loading = null;

/** `onPoint` is told over which point the pointer stands. @param {Drawn & {onPoint: (index: number | null) => void}} props */
export function Plot({ lines, points, step, onPoint }) {
  /** @type {{current: HTMLElement}} */
  const place = useRef(null);
  const [UPlot, setClass] = useState(/** @type {{made: UPlotClass} | null} */ (null));
  const [isMissing, setMissing] = useState(false);
  const isDark = useDark();
  /** @type {{current: UPlot | null}} */
  const shown = useRef(/** @type {UPlot | null} */ (null));
  const drawn = useRef(/** @type {Drawn} */ ({ lines, points, step }));
  drawn.current = { lines, points, step };

  useEffect(() => void library().then((made) => setClass({ made }), () => setMissing(true)), []);
  useEffect(() => {
    if (UPlot === null) return undefined;
    const plot = new UPlot.made(optionsFor(UPlot.made, drawn, place.current, onPoint), dataOf(drawn.current), place.current);
    shown.current = plot;
    const watch = new ResizeObserver(() => plot.setSize({ width: place.current.clientWidth, height: HEIGHT }));
    watch.observe(place.current);
    return () => (watch.disconnect(), plot.destroy(), void (shown.current = null));
  }, [UPlot, isDark, currentLanguage(), step, lines.map(({ name }) => name).join()]);
  useEffect(() => shown.current?.setData(dataOf(drawn.current)), [points]);
  return html`<div class="plot-place" aria-hidden="true" ref=${place}></div>${isMissing && html`<p class="soft">${say("plot_missing")}</p>`}`;
}

/** Asked for again the next time, if it did not come. */
function library() {
  loading ??= import("../../vendor/uplot.js").then((module) => module.default);
  loading.catch(() => (loading = null));
  return loading;
}

/** @param {Drawn} drawn @returns {import("../../vendor/uplot.js").AlignedData} */
function dataOf({ lines, points, step }) {
  return [middlesOf(points, step), ...lines.map(({ values }) => values)];
}

/** @param {UPlotClass} UPlot @param {{current: Drawn}} drawn @param {HTMLElement} place @param {(index: number | null) => void} onPoint @returns {import("../../vendor/uplot.js").Options} */
function optionsFor(UPlot, drawn, place, onPoint) {
  const colour = coloursOf(place);
  const { lines, step } = drawn.current;
  const axis = { stroke: colour("--ink-soft"), font: `${14 * scaleOf()}px ${getComputedStyle(place).fontFamily}` };
  const times = (/** @type {UPlot} */ _, /** @type {readonly number[]} */ splits) => splits.map((at) => sayMoment(at, isMidnight(at) ? "day" : drawn.current.step));
  const numbers = (/** @type {UPlot} */ _, /** @type {readonly number[]} */ splits) => splits.map((value) => (Number.isInteger(value) ? sayNumber(value) : ""));
  return {
    width: place.clientWidth,
    height: HEIGHT,
    padding: [null, 28 * scaleOf(), null, null],
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), "Asia/Kolkata"),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
    scales: { x: { time: true, range: () => spanOf(drawn.current) }, y: { range: (_, __, most) => rangeOf(most) } },
    axes: [
      { ...axis, size: 32 * scaleOf(), space: 68 * scaleOf(), incrs: step === "hour" ? HOURS : DAYS, grid: { show: false }, ticks: { stroke: colour("--line"), width: 1 }, values: times },
      { ...axis, size: 44 * scaleOf(), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, values: numbers },
    ],
    series: [{}, ...lines.map((line) => seriesOf(UPlot, line, colour))],
    bands: lines.length === 2 && lines[0].name === "line_90" ? [{ series: [1, 2], fill: colour("--pale") }] : undefined,
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
  };
}

/** @param {UPlotClass} UPlot @param {Line} line @param {(name: string) => string} colour @returns {import("../../vendor/uplot.js").Series} */
function seriesOf(UPlot, { look }, colour) {
  if (look === "bars") return { fill: colour("--primary"), stroke: colour("--primary"), width: 0, paths: UPlot.paths.bars(BARS), points: { show: false } };
  if (look === "pale_bars") return { fill: colour("--resting"), stroke: colour("--ink-soft"), width: 1, dash: [3, 3], paths: UPlot.paths.bars(BARS), points: { show: false } };
  const stroke = colour(look === "solid" ? "--primary" : "--focus");
  return { stroke, width: 2, dash: look === "solid" ? undefined : [7, 5], points: { show: true, size: 6, fill: stroke } };
}

/** From the first hour's beginning to the last one's end. @param {Drawn} drawn @returns {readonly [number, number]} */
function spanOf({ points, step }) {
  return [points[0].at, points[points.length - 1].at + STEP_SECONDS[step]];
}

/** In India. @param {number} at */
function isMidnight(at) {
  return (at + 19_800) % 86_400 === 0;
}

/** @param {Element} place */
function coloursOf(place) {
  const style = getComputedStyle(place);
  return (/** @type {string} */ name) => style.getPropertyValue(name).trim();
}

/** Where the reader has asked her browser for larger text, the numbers are larger too. */
function scaleOf() {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 15;
}

function useDark() {
  const asked = matchMedia("(prefers-color-scheme: dark)");
  const [isDark, setDark] = useState(asked.matches);
  useEffect(() => {
    const look = () => setDark(asked.matches);
    asked.addEventListener("change", look);
    return () => asked.removeEventListener("change", look);
  }, []);
  return isDark;
}
