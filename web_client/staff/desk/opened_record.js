// A record that is open, and whose it is: one person's who was registered twice, or two people's after all.

import { api } from "../../api.js";
import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { useLoaded } from "../asking.js";
import { useKeptFocus } from "../focus.js";
import { Loading } from "../loading.js";
import { say } from "../words.js";
import { Facts } from "./facts.js";
import { MergeStep } from "./merge_step.js";
import { oneLine, REASON_LENGTH } from "./merging.js";
import { ageAndGender, patientFacts } from "./patient_facts.js";
import { ReasonDialog } from "./reason_dialog.js";
import { RecordPrescriptions } from "./record_prescriptions.js";

/** @typedef {import("../answers.js").PatientLine} PatientLine */
/** @typedef {import("../answers.js").PatientRecord} PatientRecord */
/** @typedef {import("./name_search.js").Search} Search */

/** `isHers`: she attends where this is opened. @param {{record: PatientRecord, mayMerge: boolean, isHers: boolean, search: Search, onClose: () => void}} props */
export function OpenedRecord({ record, mayMerge, isHers, search, onClose }) {
  /** @type {{current: HTMLElement}} */
  const title = useRef(null);
  useKeptFocus(title, [record.id]);
  return html`<article class="card" aria-labelledby="record">
      <h2 id="record" tabindex="-1" ref=${title}><bdi>${record.name}</bdi></h2>
      <p class="soft">${say("record_opened")}</p>
      <${Facts} pairs=${patientFacts(record)} />
      <div class="acts"><button class="quiet" type="button" onClick=${onClose}>${say("record_close")}</button></div>
    </article>
    ${isHers && html`<${RecordPrescriptions} patient=${record.id} />`}
    ${mayMerge && html`<${Duplicates} record=${record} search=${search} />`}`;
}

/** @param {{record: PatientRecord, search: Search}} props */
function Duplicates({ record, search }) {
  const merged = useLoaded(/** @returns {Promise<readonly PatientLine[]>} */ () => api.get(`/api/patients/${record.id}/merged`).then(({ patients }) => patients), [record.id]);
  const [isMerging, setMerging] = useState(false);
  const [done, setDone] = useState(/** @type {string | null} */ (null));
  /** @type {{current: HTMLElement}} */
  const said = useRef(null);
  useKeptFocus(said, [done, isMerging]);
  const changed = (/** @type {string} */ sentence) => {
    setDone(sentence);
    setMerging(false);
    merged.again();
    search.again();
  };
  return html`<section class="card" aria-labelledby="duplicates">
      <h2 id="duplicates">${say("merge_title")}</h2>
      <div role="status">${done !== null && html`<p class="note done" tabindex="-1" ref=${said}>${done}</p>`}</div>
      <${Loading} loaded=${merged} show=${(/** @type {readonly PatientLine[]} */ parts) => html`<${Merged} parts=${parts} onApart=${changed} />`} />
      ${!isMerging && html`<div class="acts"><button class="quiet" type="button" data-merge onClick=${() => setMerging(true)}>${say("merge_begin")}</button></div>`}
    </section>
    ${isMerging && html`<${MergeStep} record=${record} found=${search.found} name=${search.name} onMerged=${changed} onClose=${() => setMerging(false)} />`}`;
}

/** What was merged into it, each to be taken apart again. @param {{parts: readonly PatientLine[], onApart: (sentence: string) => void}} props */
function Merged({ parts, onApart }) {
  const [asked, setAsked] = useState(/** @type {PatientLine | null} */ (null));
  if (parts.length === 0) return html`<p class="soft">${say("merge_none")}</p>`;
  const apart = async (/** @type {PatientLine} */ { id, name }, /** @type {string} */ reason) => {
    await api.post(`/api/patients/${id}/unmerge`, { reason: oneLine(reason) });
    onApart(say("apart_done", { name }));
  };
  return html`<p class="soft">${say("merge_parts")}</p>
    <ul class="lines">${parts.map((one) => html`<li key=${one.id}>
      <div><bdi class="name">${one.name}</bdi> <p class="soft">${ageAndGender(one)}</p></div>
      <button class="quiet" type="button" data-apart aria-label=${say("apart_of", { name: one.name })} onClick=${() => setAsked(one)}>${say("apart")}</button>
    </li>`)}</ul>
    ${asked !== null && html`<${ReasonDialog} id="apart" title=${say("apart_title", { name: asked.name })} sentence=${say("apart_means")} label=${say("reason")} word=${say("apart")}
      longest=${REASON_LENGTH} act=${(/** @type {string} */ reason) => apart(asked, reason)} onClose=${() => setAsked(null)} />`}`;
}
