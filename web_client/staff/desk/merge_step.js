// One person registered twice: the other record is found, both are compared, and one goes into the other.

import { api, ApiProblem } from "../../api.js";
import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { useKeptFocus } from "../focus.js";
import { say } from "../words.js";
import { compared, oneLine, REASON_LENGTH } from "./merging.js";
import { NameSearch, useNameSearch } from "./name_search.js";
import { toldFacts } from "./patient_facts.js";
import { ReasonDialog } from "./reason_dialog.js";

/** @typedef {import("../answers.js").PatientLine} PatientLine */
/** @typedef {import("../answers.js").PatientRecord} PatientRecord */

/**
 * `found` and `name`: of the search by which the record was found, where its duplicate mostly stands too.
 * @param {{record: PatientRecord, found: readonly PatientLine[] | null, name: string, onMerged: (sentence: string) => void, onClose: () => void}} props
 */
export function MergeStep({ record, found, name, onMerged, onClose }) {
  const search = useNameSearch({ name, found });
  const [other, setOther] = useState(/** @type {PatientRecord | null} */ (null));
  /** @type {{current: HTMLElement}} */
  const title = useRef(null);
  useKeptFocus(title, [other]);
  const compare = async (/** @type {PatientLine} */ { id }) => {
    const opened = /** @type {PatientRecord} */ (await api.post(`/api/patients/${id}/open`));
    if (opened.id === record.id) throw new ApiProblem("same_patient"); // somebody else has merged them just now
    setOther(opened);
  };
  if (other !== null) return html`<${Compared} record=${record} other=${other} title=${title} onMerged=${onMerged} onBack=${() => setOther(null)} />`;
  return html`<h2 tabindex="-1" ref=${title}>${say("merge_choose")}</h2>
    <${NameSearch} id="duplicate-name" why=${say("merge_why")} search=${search} word=${say("merge_compare")} wordOf="merge_compare_of" without=${[record.id]} onPick=${compare} />
    <div class="acts"><button class="quiet" type="button" onClick=${onClose}>${say("parts_cancel")}</button></div>`;
}

/** @param {{record: PatientRecord, other: PatientRecord, title: {current: HTMLElement}, onMerged: (sentence: string) => void, onBack: () => void}} props */
function Compared({ record, other, title, onMerged, onBack }) {
  const [isAsked, setAsked] = useState(false);
  const merge = async (/** @type {string} */ reason) => {
    await api.post(`/api/patients/${record.id}/merge`, { duplicate: other.id, reason: oneLine(reason) });
    onMerged(say("merge_done", { name: other.name }));
  };
  return html`<section class="card" aria-labelledby="compared">
    <h2 id="compared" tabindex="-1" ref=${title}>${say("merge_compared")}</h2>
    <p class="soft">${say("merge_look")}</p>
    <${SideBySide} record=${record} other=${other} />
    <div class="acts">
      <button class="big" type="button" data-merge-both onClick=${() => setAsked(true)}>${say("merge")}</button>
      <button class="quiet" type="button" onClick=${onBack}>${say("merge_other")}</button>
    </div>
    ${isAsked && html`<${ReasonDialog} id="merge" title=${say("merge_question")} sentence=${say("merge_means", { duplicate: other.name, kept: record.name })} label=${say("merge_reason")} word=${say("merge")}
      second=${say("merge_second", { duplicate: other.name, kept: record.name })} longest=${REASON_LENGTH} act=${merge} onClose=${() => setAsked(false)} />`}
  </section>`;
}

/** @param {{record: PatientRecord, other: PatientRecord}} props */
function SideBySide({ record, other }) {
  const named = (/** @type {PatientRecord} */ one) => /** @type {import("./patient_facts.js").Fact[]} */ ([[say("full_name"), one.name], ...toldFacts(one)]);
  return html`<table class="compared">
    <thead><tr><td></td><th scope="col">${say("merge_kept")}</th><th scope="col">${say("merge_duplicate")}</th></tr></thead>
    <tbody>${compared(named(record), named(other)).map(({ fact, one, two, differs }) => html`<tr key=${fact}>
      <th scope="row">${fact}${differs && html` <span class="chip">${say("merge_differs")}</span>`}</th><td><bdi>${one ?? "–"}</bdi></td><td><bdi>${two ?? "–"}</bdi></td>
    </tr>`)}</tbody>
  </table>`;
}
