// Who is ill? The numbers that the family has already stand first.

import { aboutWords } from "../../parts/about.js";
import { Face, NewFace } from "../../parts/face.js";
import { html } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { aheadWords, dayWords } from "./said.js";

/** @typedef {import("./token.js").Token} Token */

/** @param {{visit: import("./visit.js").Visit}} props */
export function WhoView({ visit }) {
  const { household } = visit.state;
  const live = visit.live;
  if (household === null) return null;
  return html`<h1 id="title" tabindex="-1">${say("who_title")}</h1>
    ${live.length > 0 && html`<${Numbers} live=${live} visit=${visit} />`}
    <${Expected} visit=${visit} />
    <p class="lede">${say("who_lede")}</p>
    <ul class="family">
      ${household.patients.map(
        (patient) => html`<li key=${patient.id}>
          <button class="family-member" type="button" data-patient=${patient.id} onClick=${() => visit.goTo({ name: "clinics", patient: patient.id })}>
            <${Face} ...${patient} /> <span class="who-words"><bdi class="name">${patient.name}</bdi> <span class="soft">${aboutWords(patient)}</span></span>
          </button>
        </li>`,
      )}
      <li>
        <a class="family-member" href="/register/?next=opd#new" data-someone-else><${NewFace} /> <span class="who-words"><span class="name">${say("someone_else")}</span> <span class="soft">${say("someone_else_means")}</span></span></a>
      </li>
    </ul>`;
}

/** @param {{live: readonly Token[], visit: import("./visit.js").Visit}} props */
function Numbers({ live, visit }) {
  return html`<section class="stack" aria-labelledby="numbers">
    <h2 id="numbers">${say("numbers_title")}</h2>
    <ul class="family">
      ${live.map(
        (token) => html`<li key=${token.id}>
          <button class="family-member has-number" type="button" data-token=${token.id} onClick=${() => visit.goTo({ name: "token", id: token.id, card: null })}>
            <span class="small-number">${token.number}</span>
            <span class="who-words"><bdi class="name">${token.patient_name}</bdi> <span class="soft">${token.clinic_name}</span> <span>${standingWords(token)}</span></span>
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** A doctor has asked her to come again. @param {{visit: import("./visit.js").Visit}} props */
function Expected({ visit }) {
  const { expected, household } = visit.state;
  const named = expected.flatMap((one) => (household?.patients ?? []).filter(({ id }) => id === one.patient).map((patient) => ({ ...one, name: patient.name })));
  if (named.length === 0) return null;
  return html`<section class="stack" aria-labelledby="expected">
    <h2 id="expected">${say("expected_title")}</h2>
    <ul class="family">
      ${named.map(
        ({ consultation, patient, clinic, name, day, doctor }) => html`<li key=${consultation}>
          <button class="family-member" type="button" data-expected=${consultation} onClick=${() => visit.goTo({ name: "wish", patient, clinic })}>
            <span class="who-words"><bdi class="name">${name}</bdi> <span>${say("expected_by", { doctor: doctor.name, day: dayWords(day) })}</span></span>
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {Token} token */
export function standingWords(token) {
  if (token.state === "waiting") return aheadWords(token.ahead);
  if (token.state === "requested") return say("for_day", { day: dayWords(token.day) });
  return say(token.state === "called" ? "ring_title" : "with_doctor");
}
