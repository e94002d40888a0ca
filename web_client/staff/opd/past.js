// Past consultations of this patient, and results that came after them.

import { html } from "../../vendor/preact_htm.js";
import { sayDate } from "../../words/words.js";
import { say } from "../words.js";
import { sayDay } from "./words_of.js";

/** @typedef {import("./summary.js").Past} Past */
/** @typedef {import("./summary.js").Attachment} Attachment */

/** @param {{id: string, past: readonly Past[], attachments: readonly Attachment[]}} props */
export function PastOnes({ id, past, attachments }) {
  return html`<section class="past" aria-labelledby="past-title">
    <h3 id="past-title">${say("past")}</h3>
    ${past.length === 0 ? html`<p class="soft">${say("past_none")}</p>` : html`<ol class="history">${past.map((one) => html`<${PastOne} key=${one.id} past=${one} />`)}</ol>`}
    ${attachments.length > 0 && html`<h3>${say("attachments")}</h3>
      <ul class="history">${attachments.map((one) => html`<li key=${one.id}>
        <a href=${`/api/desk/consultations/${id}/attachments/${one.id}`} download>${sayDate(one.at)}</a> ${one.note && html`<span dir="auto">${one.note}</span>`}
      </li>`)}</ul>`}
  </section>`;
}

/** @param {{past: Past}} props */
function PastOne({ past: { day, clinic_name: clinic, doctor_name: doctor, diagnoses, advice, is_signed: isSigned } }) {
  return html`<li>
    <span class="name">${sayDay(day)}</span>
    <span class="soft"><bdi>${clinic}</bdi>${doctor && html` · <bdi>${doctor}</bdi>`}</span>
    ${diagnoses.map(({ code, title }) => html`<span key=${code}><bdi dir="ltr">${code}</bdi> <span dir="auto">${title}</span></span>`)}
    ${advice && html`<span class="past-advice" dir="auto">${advice}</span>`}
    ${!isSigned && diagnoses.length === 0 && html`<span class="soft">${say("past_unsigned")}</span>`}
  </li>`;
}
