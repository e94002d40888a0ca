// What she can have done with all that is kept: fetched, erased, or taken off this number's list.

import { api } from "../api.js";
import { BusyButton } from "../parts/busy_button.js";
import { Question } from "../parts/dialog.js";
import { useDoing } from "../parts/loaded.js";
import { Note, Problem } from "../parts/notice.js";
import { html, useState } from "../vendor/preact_htm.js";
import { withoutPatient } from "../register/household.js";
import { say } from "../words/words.js";

/** @typedef {import("../parts/later_cards.js").Patient} Patient */

/** @param {{patient: Patient, household: import("../register/steps.js").Household, onHousehold: (household: any) => void, onRemoved: (patient: any) => void}} props */
export function DataCards({ patient, household, onHousehold, onRemoved }) {
  return html`<${DownloadCard} patient=${patient} />
    <${ErasureCard} patient=${patient} />
    <${TakeOffCard} patient=${patient} household=${household} onHousehold=${onHousehold} onRemoved=${onRemoved} />`;
}

/** @param {{patient: Patient}} props */
function DownloadCard({ patient }) {
  const { busy, problem, run } = useDoing();
  const [isDone, setDone] = useState(false);
  const download = async () => {
    setDone(false);
    offer(await api.file(`/api/patients/${patient.id}/export`), "paramarsh.json");
    setDone(true);
  };
  return html`<section class="card" aria-labelledby="download">
    <h2 id="download">${say("download")}</h2>
    <p>${say("download_means")}</p>
    <${Problem} problem=${problem} />
    ${isDone && html`<${Note} kind="done" sentence=${say("downloaded")} />`}
    <${BusyButton} kind="quiet" type="button" word=${say("download_word")} busyWord=${say("downloading")} busy=${busy} onPress=${() => run(download)} data-download />
  </section>`;
}

/** The browser's own way of keeping a file. @param {Blob} file @param {string} name */
function offer(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {{patient: Patient}} props */
function ErasureCard({ patient }) {
  const [asks, setAsks] = useState(false);
  const [reference, setReference] = useState(/** @type {string | null} */ (null));
  const erase = async () => setReference((await api.post(`/api/patients/${patient.id}/erasure`, {}, { patient: patient.id })).reference);
  return html`<section class="card" aria-labelledby="erasure">
    <h2 id="erasure">${say("erasure")}</h2>
    <p>${say("erasure_means")}</p>
    <div role="status">${reference !== null && html`<div class="note done"><p>${say("erasure_asked")}</p><p><bdi class="reference" dir="ltr">${reference}</bdi></p></div>`}</div>
    ${reference === null && html`<button class="quiet" type="button" data-erase onClick=${() => setAsks(true)}>${say("erasure_word")}</button>`}
    ${asks && html`<${Question} id="erase" title=${say("erasure_question", { name: patient.name })} sentence=${say("erasure_question_means")} word=${say("erasure_yes")} act=${erase} onClose=${() => setAsks(false)} />`}
  </section>`;
}

/** @param {{patient: Patient, household: import("../register/steps.js").Household, onHousehold: (household: any) => void, onRemoved: (patient: any) => void}} props */
function TakeOffCard({ patient, household, onHousehold, onRemoved }) {
  const [asks, setAsks] = useState(false);
  const takeOff = async () => {
    await api.delete(`/api/patients/${patient.id}`, { patient: patient.id });
    onRemoved(patient);
    onHousehold(withoutPatient(household, patient.id));
    location.replace("#");
  };
  return html`<section class="card" aria-labelledby="take-off">
    <h2 id="take-off">${say("take_off")}</h2>
    <p>${say("take_off_means")}</p>
    <button class="quiet" type="button" data-take-off onClick=${() => setAsks(true)}>${say("take_off")}</button>
    ${asks && html`<${Question} id="take-off-question" title=${say("take_off_question", { name: patient.name })} sentence=${say("take_off_question_means")} word=${say("take_off")} act=${takeOff} onClose=${() => setAsks(false)} />`}
  </section>`;
}
