// Name, birth, gender, relation: shown, and changed where they are wrong.

import { api } from "../api.js";
import { aboutWords } from "../parts/about.js";
import { BusyButton } from "../parts/busy_button.js";
import { Face } from "../parts/face.js";
import { focusFirstWrong } from "../parts/field.js";
import { useDoing } from "../parts/loaded.js";
import { fieldProblems, Problem } from "../parts/notice.js";
import { dayOf, personFrom, writtenBorn } from "../parts/person.js";
import { PersonFields, sentences } from "../parts/person_fields.js";
import { html, useRef, useState } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";

/** @typedef {import("../parts/later_cards.js").Patient} Patient */

/** @param {{patient: Patient, onSaved: (patient: Patient) => void}} props */
export function DetailsCard({ patient, onSaved }) {
  const [isOpen, setOpen] = useState(false);
  const saved = (/** @type {Patient} */ now) => {
    setOpen(false);
    onSaved(now);
  };
  return html`<section class="card" aria-labelledby="details">
    <h2 id="details">${say("details")}</h2>
    <p class="row"><span class="chosen-plain"><${Face} ...${patient} /> <span class="who-words"><bdi class="name">${patient.name}</bdi> <span class="soft">${aboutWords(patient)}</span> <span class="soft">${say(`gender_${patient.gender}`)}</span></span></span></p>
    ${isOpen
      ? html`<${DetailsForm} patient=${patient} onSaved=${saved} onClose=${() => setOpen(false)} />`
      : html`<button class="quiet" type="button" data-correct onClick=${() => setOpen(true)}>${say("correct")}</button>`}
  </section>`;
}

/** @param {{patient: Patient, onSaved: (patient: Patient) => void, onClose: () => void}} props */
function DetailsForm({ patient, onSaved, onClose }) {
  const { name, gender, relation } = patient;
  const [written, setWritten] = useState({ name, gender, relation, born: writtenBorn(patient) });
  const [isTried, setTried] = useState(false);
  const { busy, problem, run } = useDoing();
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const { person, wrongs } = personFrom(written, dayOf(new Date()));
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (person === null) return focusFirstWrong(form.current);
    run(async () => onSaved(await api.patch(`/api/patients/${patient.id}`, person, { patient: patient.id })));
  };
  return html`<form class="form" novalidate ref=${form} onSubmit=${save}>
    <${PersonFields} written=${written} wrong=${{ ...fieldProblems(problem), ...(isTried && sentences(wrongs)) }} onWrite=${setWritten} />
    <${Problem} problem=${problem} />
    <${BusyButton} word=${say("save")} busyWord=${say("saving")} busy=${busy} />
    <button class="quiet" type="button" onClick=${onClose}>${say("parts_cancel")}</button>
  </form>`;
}
