// One of the staff: everything she wrote, her document, what was decided, and what may be decided now.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Question } from "../../parts/dialog.js";
import { Problem } from "../../parts/notice.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { sayDate, sayList } from "../../words/words.js";
import { useAct, useLoaded, watched } from "../asking.js";
import { useKeptFocus } from "../focus.js";
import { Loading } from "../loading.js";
import { hrefOf, may } from "../rooms.js";
import { say, sayCode, sayEither } from "../words.js";
import { useChoices } from "./choices.js";
import { DocumentView } from "./document_view.js";
import { Facts } from "./facts.js";
import { Invite } from "./invite.js";
import { ReasonDialog } from "./reason_dialog.js";

/** @typedef {import("../answers.js").StaffRecord} StaffRecord */
/** @typedef {import("../answers.js").StaffSelf} StaffSelf */
/** @typedef {"reject" | "suspend" | "reinstate"} ReasonedDecision */

/** @param {{id: string, staff: StaffSelf, next: string | null, onChanged: () => void}} props */
export function StaffPanel({ id, staff, next, onChanged }) {
  const record = useLoaded(/** @returns {Promise<StaffRecord>} */ () => api.get(`/api/staff/${encodeURIComponent(id)}`), [id]);
  const [isDecided, setDecided] = useState(false);
  const decided = (/** @type {StaffRecord} */ changed) => {
    setDecided(true);
    record.set(changed);
    onChanged();
  };
  return html`<a class="back-link" href=${hrefOf("verify")}>${say("back_to_list")}</a>
    <${Loading} loaded=${record} show=${(/** @type {StaffRecord} */ shown) => html`
      <${Sheet} record=${shown} reader=${staff.id} />
      <${Decisions} record=${shown} staff=${staff} isDecided=${isDecided} next=${next} onDecided=${decided} onInvited=${record.again} />`} />`;
}

/** @param {{record: StaffRecord, reader: string}} props */
function Sheet({ record, reader }) {
  const choices = useChoices();
  /** @type {{current: HTMLElement}} */
  const title = useRef(null);
  useEffect(() => title.current.focus(), [record.id]);
  return html`<article class="sheet-of-one">
    <header>
      <h2 tabindex="-1" ref=${title}><bdi>${record.name}</bdi></h2>
      <p class="standing" data-status=${record.status}>${say(`status_${record.status}`)}</p>
    </header>
    <div class="two-columns">
      <div class="stack">
        <h3>${say("panel_registration")}</h3>
        <${Facts} pairs=${[
          [say("council"), record.council],
          [say("registration_number"), record.registration_number],
          [say("registration_year"), record.registration_year],
          [say("qualification"), record.qualification],
          [say("system"), record.system && sayCode("system", record.system)],
          [say("speciality"), record.speciality && choices.speciality(record.speciality)],
        ]} />
        <h3>${say("panel_work")}</h3>
        <${Facts} pairs=${[
          [say("role"), record.role && sayCode("role", record.role)],
          [say("facility"), record.facility_name],
          [say("languages"), record.languages.length > 0 && sayList(record.languages.map(choices.language))],
          [say("gender"), record.gender && sayCode("gender", record.gender)],
          [say("mobile"), record.mobile],
          [say("email"), record.email],
          [say("applied_at"), record.applied_at && sayDate(record.applied_at)],
          [say("decision_reason"), record.reason],
        ]} />
      </div>
      <div class="stack">
        <h3>${say("document")}</h3>
        ${record.document ? html`<${DocumentView} id=${record.id} name=${record.name} />` : html`<p class="soft">${say("no_document")}</p>`}
        <${History} steps=${record.history} record=${record.id} reader=${reader} />
      </div>
    </div>
  </article>`;
}

/** @param {{steps: readonly import("../answers.js").Step[], record: string, reader: string}} props */
function History({ steps, record, reader }) {
  if (steps.length === 0) return null;
  const who = (/** @type {string} */ by) => (by === reader ? say("by_you") : by === record ? say("by_herself") : sayEither(`by_${by}`, "by_other"));
  return html`<h3>${say("history")}</h3>
    <ol class="history">${steps.map((step) => html`<li key="${step.at} ${step.action}">
      <span>${sayCode("action", step.action.replaceAll(".", "_"))}</span> <span class="soft">${sayDate(step.at)} · ${who(step.by)}</span>
    </li>`)}</ol>`;
}

/** @param {{record: StaffRecord, staff: StaffSelf, isDecided: boolean, next: string | null, onDecided: (record: StaffRecord) => void, onInvited: () => void}} props */
function Decisions({ record, staff, isDecided, next, onDecided, onInvited }) {
  const act = useAct();
  const [asked, setAsked] = useState(/** @type {ReasonedDecision | null} */ (null));
  const decide = async (/** @type {string} */ decision, /** @type {object} */ body) => onDecided(await api.post(`/api/staff/${record.id}/${decision}`, body));
  const [mayVerify, maySuspend] = [may(staff, "verify_staff"), may(staff, "suspend_staff")];
  const { name, status } = record;
  /** @type {{current: HTMLElement}} */
  const said = useRef(null);
  useKeptFocus(said, [status, asked]);
  return html`<div class="decisions">
    <div role="status">${isDecided && html`<p class="note done" tabindex="-1" ref=${said}>${say(`decided_${status}`, { name })}</p>`}</div>
    <${Problem} problem=${act.problem} />
    <div class="acts">
      ${status === "applied" && mayVerify && html`
        <${BusyButton} type="button" word=${say("verify")} busy=${act.busy} onPress=${() => act.run(() => decide("verify", {}))} />
        <button class="quiet" type="button" onClick=${() => setAsked("reject")}>${say("reject")}</button>`}
      ${status === "verified" && maySuspend && html`<button class="quiet" type="button" onClick=${() => setAsked("suspend")}>${say("suspend")}</button>`}
      ${status === "suspended" && maySuspend && html`<button class="big" type="button" onClick=${() => setAsked("reinstate")}>${say("reinstate")}</button>`}
      ${(status === "applied" || status === "verified") && mayVerify && html`<${Invite} record=${record} onInvited=${onInvited} />`}
      ${isDecided && next !== null && html`<a class="quiet" href=${hrefOf("verify", next)}>${say("next_one")}</a>`}
    </div>
    ${asked === "reinstate" && html`<${Question} id="decision" isGrave=${false} title=${say("reinstate_title", { name })} sentence=${say("reinstate_means")} word=${say("reinstate")}
      act=${watched(() => decide("reinstate", {}))} onClose=${() => setAsked(null)} />`}
    ${asked !== null && asked !== "reinstate" && html`<${ReasonDialog} id="decision" title=${say(`${asked}_title`, { name })} sentence=${say(`${asked}_means`)} label=${say("reason")} word=${say(asked)}
      second=${asked === "suspend" ? say("suspend_second", { name }) : undefined} isGrave
      act=${(/** @type {string} */ reason) => decide(asked, { reason })} onClose=${() => setAsked(null)} />`}
  </div>`;
}
