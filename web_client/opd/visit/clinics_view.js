// Where she can be seen: open clinics of her state first, as large cards; the closed ones say when they open.

import { Face } from "../../parts/face.js";
import { Problem } from "../../parts/notice.js";
import { html } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { ClinicCard } from "./clinic_card.js";
import { nextToOpen, sorted, takesPatients } from "./clinics.js";
import { Reminder } from "./reminder.js";
import { whenWords } from "./said.js";

/** @typedef {import("./visit.js").Visit} Visit */
/** @typedef {import("./clinics.js").Clinic} Clinic */

/** @param {{visit: Visit, patient: string}} props */
export function ClinicsView({ visit, patient: id }) {
  const { clinics, problem, household, away } = visit.state;
  const patient = household?.patients.find((one) => one.id === id);
  const isWaiting = clinics === null && problem === null && away === null;
  return html`<h1 id="title" tabindex="-1">${say("clinics_title")}</h1>
    ${patient !== undefined && html`<p class="chosen small-chosen"><${Face} ...${patient} /> <span class="who-words"><bdi class="name">${patient.name}</bdi></span> <button class="link" type="button" data-other-person onClick=${() => visit.goTo({ name: "who" })}>${say("other_person")}</button></p>`}
    <${Problem} problem=${problem ?? (clinics === null ? away : null)}><button class="quiet" type="button" onClick=${() => visit.choosing.askClinics()}>${say("parts_try_again")}</button><//>
    ${isWaiting && html`<p class="soft" role="status">${say("loading")}</p>`}
    ${clinics !== null && html`<${Found} clinics=${clinics} visit=${visit} patient=${id} />`}`;
}

/** @param {{clinics: readonly Clinic[], visit: Visit, patient: string}} props */
function Found({ clinics, visit, patient }) {
  const { own, others } = sorted(clinics, visit.state.household?.state ?? null);
  const next = nextToOpen(clinics);
  const isAnyOpen = clinics.some(takesPatients);
  return html`${!isAnyOpen && html`<${NoneOpen} next=${next} visit=${visit} />`}
    <${Cards} clinics=${own} visit=${visit} patient=${patient} />
    ${own.length === 0 && clinics.length > 0 && html`<p class="note">${say("none_of_state")}</p>`}
    ${others.length > 0 &&
    html`<section class="stack" aria-labelledby="others">
      <h2 id="others">${say("clinics_others")}</h2>
      <${Cards} clinics=${others} visit=${visit} patient=${patient} />
    </section>`}`;
}

/** @param {{clinics: readonly Clinic[], visit: Visit, patient: string}} props */
function Cards({ clinics, visit, patient }) {
  if (clinics.length === 0) return null;
  return html`<ul class="clinics">${clinics.map((clinic) => html`<li key=${clinic.id}><${ClinicCard} clinic=${clinic} visit=${visit} patient=${patient} /></li>`)}</ul>`;
}

/** Nothing takes patients now: when the next one opens, and what to do until then. @param {{next: Clinic | null, visit: Visit}} props */
function NoneOpen({ next, visit }) {
  return html`<section class="card none-open" aria-labelledby="none-open">
    <h2 id="none-open">${say("none_open")}</h2>
    ${next !== null && next.opens_at !== null
      ? html`<p class="large">${say("next_opening", { clinic: next.name, when: whenWords(next.opens_at, visit.now()) })}</p><${Reminder} clinic=${next} visit=${visit} kind="big" />`
      : html`<p>${say("no_opening_known")}</p>`}
    <h3>${say("meanwhile_title")}</h3>
    <ul class="ticks">
      ${/** @type {const} */ (["meanwhile_worse", "meanwhile_centre", "meanwhile_papers"]).map((key) => html`<li>${say(key)}</li>`)}
    </ul>
  </section>`;
}
