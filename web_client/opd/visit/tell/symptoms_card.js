// What hurts, by pictures with words: as many as there are.

import { useLoaded } from "../../../parts/loaded.js";
import { Problem } from "../../../parts/notice.js";
import { html } from "../../../vendor/preact_htm.js";
import { Icon } from "../../../views/icons.js";
import { currentLanguage, say } from "../../../words/words.js";
import { SymptomPicture } from "../../symptom_pictures.js";

/** @typedef {{id: string, picture: string, words: string, people: string[]}} Symptom */

const CHILD_YEARS = 13;
const MOST = 20;

/** @param {import("./card_view.js").CardProps} props */
export function SymptomsCard({ intake, tell, patient }) {
  const language = currentLanguage().locale.slice(0, 2);
  const { value, problem, load } = useLoaded(`/api/triage/symptoms?language=${language}`);
  const chosen = intake.symptoms ?? [];
  const person = (patient?.age ?? CHILD_YEARS) < CHILD_YEARS ? "child" : "adult";
  /** @type {Symptom[]} */
  const symptoms = (value?.symptoms ?? []).filter((/** @type {Symptom} */ one) => one.people.includes(person) || chosen.includes(one.id));
  const toggle = (/** @type {string} */ id) => tell({ symptoms: chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(0, MOST) });
  return html`<div class="form">
    <p class="lede">${say("symptoms_lede")} ${value !== null && value.approved_by === null && html`<span class="chip approval">${say("not_approved")}</span>`}</p>
    <${Problem} problem=${problem}><button class="quiet" type="button" onClick=${load}>${say("parts_try_again")}</button><//>
    ${value === null && problem === null && html`<p class="soft" role="status">${say("loading")}</p>`}
    <ul class="symptoms">
      ${symptoms.map(
        ({ id, picture, words }) => html`<li key=${id}>
          <button class="symptom" type="button" aria-pressed=${String(chosen.includes(id))} data-symptom=${id} onClick=${() => toggle(id)}>
            <${SymptomPicture} name=${picture} /> <span>${words}</span>
            ${chosen.includes(id) && html`<span class="symptom-mark"><${Icon} name="done" /></span>`}
          </button>
        </li>`,
      )}
    </ul>
    ${value !== null && html`<button class="quiet" type="button" data-none aria-pressed=${String(intake.symptoms !== null && chosen.length === 0)} onClick=${() => tell({ symptoms: [] })}>${say("symptoms_none")}</button>`}
  </div>`;
}
