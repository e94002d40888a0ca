// One person: what is kept, what was agreed to, who looked, and what she can have done with it.

import { Problem } from "../parts/notice.js";
import { useLoaded } from "../parts/loaded.js";
import { LaterCards } from "../parts/later_cards.js";
import { html } from "../vendor/preact_htm.js";
import { withPatient } from "../register/household.js";
import { say } from "../words/words.js";
import { ConsentsCard } from "./consents_card.js";
import { DataCards } from "./data_cards.js";
import { DetailsCard } from "./details_card.js";
import { OpeningsCard } from "./openings_card.js";

/** @typedef {import("../parts/later_cards.js").Patient} Patient */

/** @param {import("./account_page.js").AccountProps & {listed: import("../register/steps.js").Listed}} props */
export function PersonView({ listed, household, onHousehold, onRemoved }) {
  const { value: patient, problem, load, set } = useLoaded(`/api/patients/${listed.id}`);
  const saved = (/** @type {Patient} */ now) => {
    set(now);
    onHousehold(withPatient(household, now));
  };
  return html`<${Problem} problem=${problem}><button class="quiet" type="button" onClick=${load}>${say("parts_try_again")}</button><//>
    ${patient === null && problem === null && html`<p class="soft">${say("loading")}</p>`}
    ${patient !== null &&
    html`<div class="columns">
      <div class="column">
        <${DetailsCard} patient=${patient} onSaved=${saved} />
        <${LaterCards} patient=${patient} state=${household.state} onSaved=${saved} />
        <${ConsentsCard} id=${listed.id} />
      </div>
      <div class="column">
        <${OpeningsCard} id=${listed.id} />
        <${DataCards} patient=${patient} household=${household} onHousehold=${onHousehold} onRemoved=${onRemoved} />
      </div>
    </div>`}`;
}
