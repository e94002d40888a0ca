// One clinic: what it is for, who is there, how many wait and for how long; or when it opens.

import { OWN_NAMES } from "../../parts/languages.js";
import { html } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { specialityWord } from "./choices.js";
import { takesPatients } from "./clinics.js";
import { Fact } from "./pieces.js";
import { Reminder } from "./reminder.js";
import { languageWords, waitWords, whenWords } from "./said.js";

/** @typedef {import("./clinics.js").Clinic} Clinic */
/** @typedef {{clinic: Clinic, visit: import("./visit.js").Visit, patient: string}} CardProps */

/** @param {CardProps} props */
export function ClinicCard({ clinic, visit, patient }) {
  const held = visit.live.find((token) => token.clinic === clinic.id && token.patient === patient);
  if (held !== undefined) return html`<${OpenCard} clinic=${clinic} word=${say("has_number", { number: held.number })} onPress=${() => visit.goTo({ name: "token", id: held.id, card: null })} />`;
  if (takesPatients(clinic)) return html`<${OpenCard} clinic=${clinic} word=${say("choose_this")} onPress=${() => visit.goTo({ name: "wish", patient, clinic: clinic.id })} />`;
  return html`<${ShutCard} clinic=${clinic} visit=${visit} />`;
}

/** The whole of it is the button. @param {{clinic: Clinic, word: string, onPress: () => void}} props */
function OpenCard({ clinic, word, onPress }) {
  return html`<button class="clinic-card" type="button" data-clinic=${clinic.id} data-phase=${clinic.phase} onClick=${onPress}>
    <${Names} clinic=${clinic} />
    <span class="wait-words">${clinic.doctors_on_duty === 0 && clinic.wait === null ? say("no_doctor_yet") : waitWords(clinic.wait)}</span>
    <span class="facts">
      <${Fact} icon="people">${clinic.waiting === 0 ? say("nobody_waits") : say("people_wait", { count: clinic.waiting })}<//>
      <${Fact} icon="doctor">${clinic.doctors_on_duty === 0 ? say("no_doctor") : say("doctors_here", { count: clinic.doctors_on_duty })}<//>
      <${Fact} icon="language">${languageWords(clinic.languages, OWN_NAMES)}<//>
    </span>
    ${clinic.phase === "paused" && html`<span class="note">${say("clinic_paused")}</span>`}
    <span class="card-word">${word}</span>
  </button>`;
}

/** Closed or full: when it opens, and a reminder. @param {{clinic: Clinic, visit: import("./visit.js").Visit}} props */
function ShutCard({ clinic, visit }) {
  const isFull = clinic.phase !== "closed";
  return html`<article class="clinic-card shut" data-clinic=${clinic.id} data-phase=${isFull ? "full" : clinic.phase} aria-labelledby="clinic-${clinic.id}">
    <${Names} clinic=${clinic} id="clinic-${clinic.id}" />
    <p>${shutWords(clinic, visit.now(), isFull)}</p>
    ${!isFull && clinic.opens_at !== null && html`<${Reminder} clinic=${clinic} visit=${visit} />`}
  </article>`;
}

/** @param {Clinic} clinic @param {number} now @param {boolean} isFull */
function shutWords({ opens_at: opens }, now, isFull) {
  if (isFull) return say("clinic_full");
  return opens === null ? say("clinic_closed") : say("clinic_opens", { when: whenWords(opens, now) });
}

/** What it is for comes first; its own name where that says more. @param {{clinic: Clinic, id?: string}} props */
function Names({ clinic, id }) {
  const speciality = specialityWord(clinic.speciality);
  const isSame = clinic.name.trim().toLowerCase() === speciality.toLowerCase();
  return html`<span class="clinic-names" id=${id}>
    <span class="clinic-speciality">${speciality}</span>
    ${!isSame && html`<span>${clinic.name}</span>`}
    <span class="soft">${clinic.facility_name}</span>
  </span>`;
}
