// How many, by facility. A number by which one person could be known is not told.

import { api } from "../../api.js";
import { html } from "../../vendor/preact_htm.js";
import { sayNumber } from "../../words/words.js";
import { useLoaded } from "../asking.js";
import { Loading } from "../loading.js";
import { say } from "../words.js";

/** @typedef {import("../answers.js").Counted} Counted */

export function CountsRoom() {
  const counts = useLoaded(/** @returns {Promise<{rows: readonly Counted[]}>} */ () => api.get("/api/counts"), []);
  return html`<div class="work-column">
    <p class="soft">${say("counts_why")}</p>
    <${Loading} loaded=${counts} show=${(/** @type {{rows: readonly Counted[]}} */ { rows }) => html`<${Table} rows=${rows} />`} />
    <div class="acts"><button class="quiet" type="button" disabled=${counts.isLoading} onClick=${counts.again}>${say("again")}</button></div>
  </div>`;
}

/** @param {{rows: readonly Counted[]}} props */
function Table({ rows }) {
  if (rows.length === 0) return html`<p class="nothing soft">${say("none_counts")}</p>`;
  return html`<div class="wide-table card" tabindex="0" role="group" aria-labelledby="title">
    <table>
      <thead><tr><th scope="col">${say("facility")}</th><th class="number" scope="col">${say("count_patients")}</th><th class="number" scope="col">${say("count_today")}</th><th class="number" scope="col">${say("count_staff")}</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr key=${row.facility}>
        <th scope="row"><bdi>${row.name}</bdi></th><${Cell} count=${row.patients} /><${Cell} count=${row.registered_today} /><${Cell} count=${row.staff} />
      </tr>`)}</tbody>
    </table>
  </div>`;
}

/** @param {{count: number | null}} props */
function Cell({ count }) {
  return count === null ? html`<td class="number soft">${say("fewer_than_5")}</td>` : html`<td class="number">${sayNumber(count)}</td>`;
}
