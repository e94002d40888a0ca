// The plots, each with what it means, how its lines look, what stands under the pointer, and the same as a table.

import { html, useState } from "../../vendor/preact_htm.js";
import { Plot } from "./plot.js";
import { plotsOf } from "./plot_data.js";
import { say, sayCount, sayMinutes, sayMoment } from "./words.js";

/** @typedef {import("./answers.js").Point} Point */
/** @typedef {import("./answers.js").Statistics} Statistics */
/** @typedef {import("./plot_data.js").Line} Line */
/** @typedef {import("./plot_data.js").Plot} Drawn */

/** @param {{statistics: Statistics}} props */
export function Plots({ statistics: { points, step } }) {
  const plots = plotsOf(points);
  return html`<div class="plots">${plots.map((plot) => html`<${OnePlot} key=${plot.name} plot=${plot} points=${points} step=${step} />`)}</div>`;
}

/** @param {{plot: Drawn, points: readonly Point[], step: import("./answers.js").Step}} props */
function OnePlot({ plot: { name, lines }, points, step }) {
  const [over, setOver] = useState(/** @type {number | null} */ (null));
  return html`<section class="card plot" data-plot=${name} aria-labelledby="plot-${name}">
    <div><h2 id="plot-${name}">${say(name === "seen" ? `plot_seen_${step}` : `plot_${name}`)}</h2><p class="soft">${say(`plot_${name}_why`)}</p></div>
    <ul class="looks">${lines.map((line) => html`<li key=${line.name} data-look=${line.look}>${say(line.name)}</li>`)}</ul>
    <${Plot} lines=${lines} points=${points} step=${step} onPoint=${setOver} />
    <p class="read-out soft" aria-hidden="true">${over !== null && points[over] !== undefined && html`<${Under} lines=${lines} point=${points[over]} index=${over} step=${step} />`}</p>
    <details class="fold"><summary>${say("as_table")}</summary>
      <div class="wide-table" tabindex="0" role="group" aria-labelledby="plot-${name}"><${TimeTable} lines=${lines} points=${points} step=${step} /></div>
    </details>
  </section>`;
}

/** @param {{lines: readonly Line[], point: Point, index: number, step: import("./answers.js").Step}} props */
function Under({ lines, point, index, step }) {
  const told = lines.filter(({ name, values }) => name === "line_seen" || (name !== "line_hidden" && values[index] !== null));
  return html`<b>${sayMoment(point.at, step, true)}</b> ${told.map((line) => `· ${say(line.name)}: ${sayValue(line, index)}`).join(" ")}`;
}

/** @param {{lines: readonly Line[], points: readonly Point[], step: import("./answers.js").Step}} props */
function TimeTable({ lines, points, step }) {
  const columns = lines.filter(({ name }) => name !== "line_hidden");
  return html`<table>
    <thead><tr><th scope="col">${say(step)}</th>${columns.map(({ name }) => html`<th class="number" scope="col" key=${name}>${say(name)}</th>`)}</tr></thead>
    <tbody>${points.map(({ at }, index) => html`<tr key=${at}>
      <th scope="row">${sayMoment(at, step, true)}</th>${columns.map((line) => html`<td class="number ${line.values[index] === null ? "soft" : ""}" key=${line.name}>${sayValue(line, index)}</td>`)}
    </tr>`)}</tbody>
  </table>`;
}

/** @param {Line} line @param {number} index */
function sayValue({ name, values }, index) {
  return name === "line_seen" ? sayCount(values[index]) : sayMinutes(values[index]);
}

