// What waits for the doctor besides patients: a colleague's question, notes that are not signed, results that came.

import { BusyButton } from "../../parts/busy_button.js";
import { Problem } from "../../parts/notice.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { sayNumber, sayTime } from "../../words/words.js";
import { useAct } from "../asking.js";
import { ReasonDialog } from "../desk/reason_dialog.js";
import { say } from "../words.js";
import { REASON_LENGTH } from "./limits.js";
import { sayPerson } from "./words_of.js";

/** @typedef {import("./answers.js").Consultation} Consultation */
/** @typedef {import("./answers.js").ResultLine} ResultLine */

/** @param {{unsigned: readonly Consultation[], opened?: string | null, undecided?: readonly string[], onOpen: (id: string) => void}} props */
export function UnsignedLines({ unsigned, opened = null, undecided = [], onOpen }) {
  return html`<ul class="to-finish">${unsigned.map((one) => html`<li key=${one.id}>
    <button class="line-button" type="button" aria-current=${one.id === opened ? "true" : undefined} onClick=${() => onOpen(one.id)}>
      <span class="queue-number">${sayNumber(one.number)}</span>
      <span><bdi class="name">${one.patient?.name ?? say("patient_unknown")}</bdi> <span class="soft">${say(one.state === "referred" ? "referred_at" : "ended_at", { time: sayTime(one.ended_at ?? 0) })}</span></span>
      ${undecided.includes(one.id) && html`<span class="mark" data-kind="turn">${say("two_writings")}</span>`}
    </button></li>`)}</ul>`;
}

/** @param {{results: readonly ResultLine[], onOpen: (result: ResultLine) => void}} props */
export function ResultLines({ results, onOpen }) {
  return html`<ul class="to-finish">${results.map((one) => html`<li key=${one.id}>
    <button class="line-button" type="button" data-result=${one.id} onClick=${() => onOpen(one)}><span><bdi class="name">${one.patient_name}</bdi> <span class="soft">${say("result_came", { time: sayTime(one.at) })}</span></span></button></li>`)}</ul>`;
}

/** Colleagues who ask to hand somebody on: always in sight. @param {{asked: readonly Consultation[], store: import("./desk_store.js").DeskStore}} props */
export function Asked({ asked, store }) {
  return html`<div class="asked-strip">${asked.map((one) => html`<${AskedOne} key=${one.id} consultation=${one} store=${store} />`)}</div>`;
}

/** @param {{consultation: Consultation, store: import("./desk_store.js").DeskStore}} props */
function AskedOne({ consultation: { id, number, patient }, store }) {
  const [isDeclining, setDeclining] = useState(false);
  const act = useAct();
  const name = patient?.name ?? "";
  return html`<section class="note asked" aria-label=${say("asked_title")}>
    <p><strong>${say("asked_title")}</strong> <span>${say("number_short", { number })} · <bdi class="name">${name}</bdi>, ${patient !== null && sayPerson(patient.age, patient.gender)}</span></p>
    <${Problem} problem=${act.problem} />
    <div class="acts">
      <${BusyButton} kind="small strong" type="button" word=${say("asked_accept")} busy=${act.busy} onPress=${() => act.run(() => store.act(id, "transfer/accept"))} />
      <button class="small" type="button" onClick=${() => setDeclining(true)}>${say("asked_decline")}</button>
    </div>
    ${isDeclining && html`<${ReasonDialog} id="decline" title=${say("decline_title", { name })} sentence=${say("decline_means")} label=${say("reason")} word=${say("asked_decline")} longest=${REASON_LENGTH}
      act=${(/** @type {string} */ reason) => store.act(id, "transfer/decline", { reason })} onClose=${() => setDeclining(false)} />`}
  </section>`;
}
