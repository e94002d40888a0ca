// What was prescribed to a patient who attends here: to be printed for her.

import { api } from "../../api.js";
import { html } from "../../vendor/preact_htm.js";
import { sayDate } from "../../words/words.js";
import { useLoaded } from "../asking.js";
import { Loading } from "../loading.js";
import { say } from "../words.js";

/** @typedef {{id: string, signed_at: number, state: "signed" | "superseded" | "cancelled", doctor: {name: string}, medicines: number}} Listed */

/** @param {{patient: string}} props */
export function RecordPrescriptions({ patient }) {
  const loaded = useLoaded(/** @returns {Promise<{prescriptions: readonly Listed[]}>} */ () => api.get(`/api/patients/${patient}/prescriptions`), [patient]);
  return html`<section class="card" aria-labelledby="record-prescriptions">
    <h2 id="record-prescriptions">${say("record_prescriptions")}</h2>
    <${Loading} loaded=${loaded} show=${(/** @type {{prescriptions: readonly Listed[]}} */ { prescriptions }) => html`<${Lines} prescriptions=${prescriptions} />`} />
  </section>`;
}

/** @param {{prescriptions: readonly Listed[]}} props */
function Lines({ prescriptions }) {
  if (prescriptions.length === 0) return html`<p class="soft">${say("record_prescriptions_none")}</p>`;
  return html`<ul class="lines">
    ${prescriptions.map((one) => html`<li key=${one.id}>
      <div><span class="name">${sayDate(one.signed_at)}</span> <bdi>${one.doctor.name}</bdi>
        ${one.state !== "signed" && html`<span class="chip">${say(`prescription_state_${one.state}`)}</span>`}</div>
      <a class="quiet" href=${`/api/desk/prescriptions/${one.id}/document`} target="_blank" rel="noopener">${say("record_print")}</a>
    </li>`)}
  </ul>`;
}
