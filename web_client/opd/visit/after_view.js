// After the consultation: who it was, what now, when to worry, and the way to complain.

import { Face } from "../../parts/face.js";
import { openComplaint } from "../../parts/complaint.js";
import { html } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { say } from "../../words/words.js";
import { GivenCard } from "./given.js";
import { DoctorFace, DoctorWords, ForWhom } from "./pieces.js";
import { dayWords } from "./said.js";
import { ReportButton } from "./report_sheet.js";
import { FilesOf } from "./tell/photos_card.js";

/** @typedef {import("./pieces.js").TokenProps} TokenProps */

/** @param {TokenProps} props */
export function AfterView({ visit, token, parts }) {
  const followUp = visit.state.expected.find(({ consultation }) => consultation === token.id);
  const isReferred = token.state === "referred";
  return html`<div class="telephone-head"><${DoctorFace} />
      <h1 id="title" tabindex="-1">${say(isReferred ? "referred_title" : "after_title")}</h1>
      <${DoctorWords} doctor=${token.doctor} />
    </div>
    <${ForWhom} token=${token} />
    <${GivenCard} visit=${visit} consultation=${token.id} />
    <section class="card" aria-labelledby="now">
      <h2 id="now">${say("now_title")}</h2>
      <ul class="ticks">
        ${(isReferred ? /** @type {const} */ (["referred_go", "referred_papers"]) : /** @type {const} */ (["after_advice", "after_papers"])).map((key) => html`<li>${say(key)}</li>`)}
        ${followUp !== undefined && html`<li>${say("after_follow_up", { day: dayWords(followUp.day) })}</li>`}
      </ul>
    </section>
    <section class="card worry" aria-labelledby="worry">
      <h2 id="worry"><${Icon} name="shield" /> ${say("worry_title")}</h2>
      <p>${say("worry")}</p>
      <button class="quiet" type="button" data-danger onClick=${parts.toDanger}>${say("worry_signs")}</button>
    </section>
    <${Reports} files=${parts.tellings.of(token.id).files} />
    <button class="big" type="button" data-again onClick=${() => visit.goTo({ name: "who" })}>${say("another_number")}</button>
    <div class="ways-out">
      <button class="link" type="button" data-complain-care onClick=${() => openComplaint("care")}>${say("complain_care")}</button>
      <${ReportButton} visit=${visit} token=${token} />
    </div>`;
}

/** What comes later goes to the doctor who asked for it. @param {{files: import("./tell/files.js").Files}} props */
function Reports({ files }) {
  return html`<details class="card fold later" data-reports open=${files.of("report").length > 0}>
    <summary><span>${say("send_report")}</span></summary>
    <${FilesOf} files=${files} kind="report" icon="page" />
  </details>`;
}

const OVER = /** @type {const} */ ({ withdrawn: "withdrawn", no_show: "no_show", cancelled: "cancelled" });

/** It came to nothing: why, and the way to another number. @param {TokenProps} props */
export function OverView({ visit, token }) {
  const kind = OVER[/** @type {keyof typeof OVER} */ (token.state)] ?? "withdrawn";
  const patient = visit.state.household?.patients.find(({ id }) => id === token.patient);
  return html`<p class="sign"><${Icon} name=${kind === "withdrawn" ? "done" : "clock"} /></p>
    <h1 id="title" tabindex="-1">${say(`${kind}_title`)}</h1>
    ${patient !== undefined && html`<p class="chosen-plain small-chosen"><${Face} ...${patient} /> <bdi class="name">${patient.name}</bdi></p>`}
    <p class="large">${say(`${kind}_means`, { clinic: token.clinic_name })}</p>
    <div class="stack">
      <button class="big" type="button" data-new-number onClick=${() => visit.goTo({ name: "clinics", patient: token.patient })}>${say("take_new_number")}</button>
      <button class="quiet" type="button" onClick=${() => visit.goTo({ name: "who" })}>${say("somebody_else_too")}</button>
    </div>`;
}
