// Complaints that wait for an answer; harassment first.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { LongField } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { sayDate } from "../../words/words.js";
import { useAct, useLoaded } from "../asking.js";
import { useKeptFocus } from "../focus.js";
import { Loading } from "../loading.js";
import { hashOf, hrefOf } from "../rooms.js";
import { say, sayCode } from "../words.js";
import { Facts } from "./facts.js";

/** @typedef {import("../answers.js").Complaint} Complaint */
/** @typedef {{complaints: readonly Complaint[]}} Complaints */

/** @param {{item: string | null}} props */
export function ComplaintsRoom({ item }) {
  const list = useLoaded(/** @returns {Promise<Complaints>} */ () => api.get("/api/complaints/open"), []);
  const [answered, setAnswered] = useState(/** @type {string | null} */ (null));
  /** @type {{current: HTMLElement}} */
  const said = useRef(null);
  useKeptFocus(said, [answered]);
  const done = (/** @type {string} */ reference) => {
    setAnswered(reference);
    list.again();
    location.hash = hashOf("complaints");
  };
  return html`<div class="beside">
    <div class="list-column">
      <div role="status">${answered !== null && html`<p class="note done" tabindex="-1" ref=${said}>${say("complaint_answered", { reference: answered })}</p>`}</div>
      <${Loading} loaded=${list} show=${(/** @type {Complaints} */ { complaints }) => html`<${Lines} complaints=${complaints} open=${item} />`} />
      <button class="link" type="button" data-again disabled=${list.isLoading} onClick=${list.again}>${say("again")}</button>
    </div>
    <div class="open-column">
      <${Opened} list=${list.value} item=${item} onAnswered=${done} />
    </div>
  </div>`;
}

/** @param {{complaints: readonly Complaint[], open: string | null}} props */
function Lines({ complaints, open }) {
  if (complaints.length === 0) return html`<p class="nothing soft">${say("none_complaints")}</p>`;
  const sorted = [...complaints].sort((one, other) => rank(one) - rank(other) || one.filed_at - other.filed_at);
  return html`<ul class="picks">${sorted.map((one) => html`<li key=${one.reference}>
    <a href=${hrefOf("complaints", one.reference)} aria-current=${one.reference === open ? "true" : undefined}>
      <span class="name">${sayCode("complaint", one.kind)}${one.kind === "harassment" ? html` <span class="chip urgent">${say("first")}</span>` : ""}</span>
      <span class="excerpt" dir="auto">${one.text}</span>
      <span class="soft">${sayDate(one.filed_at)}</span>
    </a></li>`)}</ul>`;
}

/** @param {Complaint} complaint */
function rank({ kind }) {
  return kind === "harassment" ? 0 : 1;
}

/** @param {{list: Complaints | null, item: string | null, onAnswered: (reference: string) => void}} props */
function Opened({ list, item, onAnswered }) {
  const complaint = list?.complaints.find(({ reference }) => reference === item);
  if (complaint !== undefined) return html`<${OneComplaint} key=${complaint.reference} complaint=${complaint} onAnswered=${onAnswered} />`;
  if (item !== null && list !== null) return html`<p class="soft nothing-open">${say("complaint_gone")}</p>`;
  return html`<p class="soft nothing-open">${say("complaint_choose")}</p>`;
}

/** @param {{complaint: Complaint, onAnswered: (reference: string) => void}} props */
function OneComplaint({ complaint, onAnswered }) {
  const [answer, setAnswer] = useState("");
  const [isTried, setTried] = useState(false);
  const act = useAct();
  /** @type {{current: HTMLElement}} */
  const title = useRef(null);
  useEffect(() => title.current.focus(), []);
  const isMissing = answer.trim() === "";
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (isMissing) return document.getElementById("answer")?.focus();
    if (await act.run(() => api.post(`/api/complaints/${encodeURIComponent(complaint.reference)}/answer`, { answer: answer.trim() }))) onAnswered(complaint.reference);
  };
  return html`<a class="back-link" href=${hrefOf("complaints")}>${say("back_to_list")}</a>
    <article class="sheet-of-one">
      <header><h2 tabindex="-1" ref=${title}>${sayCode("complaint", complaint.kind)}</h2></header>
      <p class="quoted" dir="auto">${complaint.text}</p>
      <${Facts} pairs=${[
        [say("complaint_number"), complaint.reference],
        [say("complaint_filed"), sayDate(complaint.filed_at)],
        [say("complaint_page"), complaint.page],
        [say("complaint_contact_given"), complaint.contact ?? say("complaint_no_contact")],
      ]} />
      <form class="form" novalidate onSubmit=${send}>
        <${LongField} name="answer" label=${say("answer")} hint=${say("answer_hint")} error=${isTried && isMissing ? say("missing_answer") : undefined} maxlength="4000" value=${answer} onWrite=${setAnswer} />
        <${Problem} problem=${act.problem} />
        <div class="acts"><${BusyButton} word=${say("answer_send")} busy=${act.busy} /></div>
      </form>
    </article>`;
}
