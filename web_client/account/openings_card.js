// Who opened the record: the newest first.

import { useLoaded } from "../parts/loaded.js";
import { Problem } from "../parts/notice.js";
import { html, useState } from "../vendor/preact_htm.js";
import { say, sayDate, sayEither } from "../words/words.js";

/** @typedef {{at: number, by: string, action: string, facility: string | null}} Opening */

const SHOWN_AT_FIRST = 5;

/** @param {{id: string}} props the patient's */
export function OpeningsCard({ id }) {
  const { value, problem, load } = useLoaded(`/api/patients/${id}/openings`);
  const [isWhole, setWhole] = useState(false);
  /** @type {Opening[]} */
  const openings = [...(value?.openings ?? [])].sort((one, other) => other.at - one.at);
  const shown = isWhole ? openings : openings.slice(0, SHOWN_AT_FIRST);
  return html`<section class="card" aria-labelledby="openings">
    <h2 id="openings">${say("openings")}</h2>
    <${Problem} problem=${problem}><button class="quiet" type="button" onClick=${load}>${say("parts_try_again")}</button><//>
    ${value === null ? problem === null && html`<p class="soft">${say("loading")}</p>` : openings.length === 0 && html`<p class="soft">${say("openings_none")}</p>`}
    <ul class="rows">
      ${shown.map(
        ({ at, by, action, facility }) => html`<li class="row-words">
          <span><span class="name">${sayEither(`opened_${by}`, "opened_staff")}</span>${isName(facility) && html`, <bdi>${facility}</bdi>`}: ${sayEither(`did_${action.replace(/\W/g, "_")}`, "did_other")}</span>
          <span class="soft">${sayDate(at)}</span>
        </li>`,
      )}
    </ul>
    ${shown.length < openings.length && html`<button class="quiet" type="button" onClick=${() => setWhole(true)}>${say("opening_more")}</button>`}
  </section>`;
}

/** An id tells her nothing. @param {string | null} facility */
function isName(facility) {
  return facility !== null && !/^[0-9a-f]{32}$/.test(facility);
}
