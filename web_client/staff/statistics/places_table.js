// Places beside each other.

import { html } from "../../vendor/preact_htm.js";
import { say, sayCount, sayMinutes, sayPercent, sayRate } from "./words.js";

/** @typedef {import("./answers.js").Figures} Figures */
/** @typedef {import("./answers.js").Row} Row */
/** @typedef {import("./answers.js").Statistics} Statistics */
/** @typedef {{word: Parameters<typeof say>[0], name: keyof Figures, told: (value: number | null) => string}} Column */

/** @type {readonly Column[]} */
const COLUMNS = Object.freeze([
  { word: "seen", name: "seen", told: sayCount },
  { word: "wait_median", name: "wait_median_minutes", told: sayMinutes },
  { word: "wait_90", name: "wait_90_minutes", told: sayMinutes },
  { word: "no_shows", name: "no_shows", told: sayCount },
  { word: "language_met", name: "language_met_percent", told: sayPercent },
  { word: "telephone", name: "telephone_percent", told: sayPercent },
  { word: "drops", name: "drops", told: sayCount },
  { word: "estimate_held", name: "estimate_coverage_percent", told: sayPercent },
  { word: "estimate_error", name: "estimate_error_minutes", told: sayMinutes },
  { word: "per_doctor_hour", name: "per_doctor_hour", told: sayRate },
]);

/** @param {{statistics: Statistics}} props */
export function PlacesTable({ statistics: { rows, total, present } }) {
  return html`<section class="card" aria-labelledby="by-place">
    <h2 id="by-place">${say("by_place")}</h2>
    <div class="wide-table places-table" tabindex="0" role="group" aria-labelledby="by-place"><table>
      <thead><tr><th scope="col">${say("place_of_row")}</th>${present !== null && html`<th class="number" scope="col">${say("waiting_now")}</th><th class="number" scope="col">${say("doctors_now")}</th>`}${COLUMNS.map(({ word }) => html`<th class="number" scope="col" key=${word}>${say(word)}</th>`)}</tr></thead>
      <tbody>${rows.map(({ place, figures, present: now }) => html`<tr key=${place.id}>
        <th scope="row"><bdi>${place.name}</bdi></th>${present !== null && html`<${Now} present=${now} />`}<${Cells} figures=${figures} />
      </tr>`)}</tbody>
      ${rows.length > 1 && html`<tfoot><tr><th scope="row">${say("together")}</th>${present !== null && html`<${Now} present=${present} />`}<${Cells} figures=${total} /></tr></tfoot>`}
    </table></div>
  </section>`;
}

/** @param {{present: import("./answers.js").Present | null}} props */
function Now({ present }) {
  return html`<td class="number">${sayCount(present?.waiting ?? 0)}</td><td class="number">${sayCount(present?.doctors ?? 0)}</td>`;
}

/** @param {{figures: Figures}} props */
function Cells({ figures }) {
  return COLUMNS.map(({ name, told }) => html`<td class="number ${figures[name] === null ? "soft" : ""}" key=${name}>${told(figures[name])}</td>`);
}
