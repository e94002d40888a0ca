// Step 4: done, what happens next, and what can wait.

import { api } from "../api.js";
import { aboutWords } from "../parts/about.js";
import { Face } from "../parts/face.js";
import { LaterCards } from "../parts/later_cards.js";
import { asProblem, Problem } from "../parts/notice.js";
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";

/** @typedef {import("../parts/later_cards.js").Patient} Patient */

/** @param {import("./register_page.js").ViewProps} props */
export function RegisteredView({ registration }) {
  const { step, busy, problem } = registration.state;
  if (step.name !== "registered") return null;
  const { patient, isNew } = step;
  return html`<div class="registered-head">
      <h1 id="title" tabindex="-1">${say("registered_title")}</h1>
      <p class="chosen"><${Face} ...${patient} /> <span class="who-words"><bdi class="name">${patient.name}</bdi> <span class="soft">${aboutWords(patient)}</span></span></p>
      <${Problem} problem=${problem} />
      <button class="link" type="button" data-wrong-person aria-busy=${busy === "undoing" ? "true" : undefined} onClick=${() => registration.undo()}>${say(isNew ? "wrong_person_new" : "wrong_person")}</button>
    </div>
    <section class="card" aria-labelledby="next">
      <h2 id="next">${say("next_title")}</h2>
      <ol class="steps">
        ${/** @type {const} */ (["next_link", "next_phone", "next_papers"]).map((key) => html`<li><span>${say(key)}</span></li>`)}
      </ol>
    </section>
    <button class="quiet another" type="button" data-another onClick=${() => registration.someoneElse()}>${say("another_too")}</button>
    <${Later} key=${patient.id} id=${patient.id} state=${step.household.state} onSaved=${(/** @type {Patient} */ saved) => registration.patientChanged(saved)} />`;
}

/** The rest, which is asked of the server only now. @param {{id: string, state: number | null, onSaved: (patient: Patient) => void}} props */
function Later({ id, state, onSaved }) {
  const [patient, setPatient] = useState(/** @type {Patient | null} */ (null));
  const [problem, setProblem] = useState(/** @type {import("../api.js").ApiProblem | null} */ (null));
  const load = () => {
    setProblem(null);
    api.get(`/api/patients/${id}`).then(setPatient, (/** @type {unknown} */ thrown) => setProblem(asProblem(thrown)));
  };
  useEffect(load, [id]);
  const saved = (/** @type {Patient} */ now) => {
    setPatient(now);
    onSaved(now);
  };
  return html`<section class="stack" aria-labelledby="later">
    <h2 id="later">${say("later_title")}</h2>
    <p class="lede">${say("later_lede")}</p>
    <${Problem} problem=${problem}><button class="quiet" type="button" onClick=${load}>${say("parts_try_again")}</button><//>
    ${patient === null ? problem === null && html`<p class="soft">${say("loading")}</p>` : html`<${LaterCards} patient=${patient} state=${state} onSaved=${saved} />`}
  </section>`;
}
