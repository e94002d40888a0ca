// Patients of one's own facility by name, and what is done with their records; any other only by breaking the glass.

import { api } from "../../api.js";
import { Field } from "../../parts/field.js";
import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { useKeptFocus } from "../focus.js";
import { may } from "../rooms.js";
import { say } from "../words.js";
import { NameSearch, useNameSearch } from "./name_search.js";
import { OpenedRecord } from "./opened_record.js";
import { ReasonDialog } from "./reason_dialog.js";
import { VouchForm } from "./vouch_form.js";

/** @typedef {import("../answers.js").PatientLine} PatientLine */
/** @typedef {import("../answers.js").PatientRecord} PatientRecord */
/** @typedef {import("../answers.js").StaffSelf} StaffSelf */

const SHORTEST_REASON = 15;

/** @param {{staff: StaffSelf}} props */
export function FindRoom({ staff }) {
  const [opened, setOpened] = useState(/** @type {{record: PatientRecord, mayMerge: boolean, isHers: boolean} | null} */ (null));
  const search = useNameSearch();
  /** @type {{current: HTMLElement}} */
  const room = useRef(null);
  const before = useRef(/** @type {HTMLElement | null} */ (null));
  useKeptFocus(before, [opened === null]);
  const open = (/** @type {PatientRecord} */ record, mayMerge = false, isHers = false) => {
    before.current = room.current.querySelector(`[data-patient="${record.id}"]`);
    setOpened({ record, mayMerge, isHers });
  };
  const openLine = async (/** @type {PatientLine} */ { id }) => open(await api.post(`/api/patients/${id}/open`), may(staff, "merge_patients"), true);
  return html`<div class="work-column" ref=${room}>
    ${opened !== null && html`<${OpenedRecord} key=${opened.record.id} record=${opened.record} mayMerge=${opened.mayMerge} isHers=${opened.isHers} search=${search} onClose=${() => setOpened(null)} />`}
    <div hidden=${opened !== null}>
      ${may(staff, "search_patient") && html`
        <${NameSearch} id="patient-name" why=${say("find_why")} search=${search} word=${say("record_open")} wordOf="record_open_of" onPick=${openLine} />
        <${VouchForm} />`}
      ${may(staff, "break_glass") && html`<${Glass} onOpened=${open} />`}
    </div>
  </div>`;
}

/** @param {{onOpened: (record: PatientRecord) => void}} props */
function Glass({ onOpened }) {
  const [id, setId] = useState("");
  const [isTried, setTried] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const plain = id.replace(/[\s-]/g, "").toLowerCase();
  const isWrong = !/^[0-9a-f]{32}$/.test(plain);
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (isWrong) document.getElementById("record-number")?.focus();
    else setAsked(true);
  };
  const act = async (/** @type {string} */ reason) => onOpened(await api.post(`/api/patients/${plain}/break-glass`, { reason }));
  return html`<form class="form card" novalidate onSubmit=${send}>
      <h2>${say("glass_title")}</h2>
      <p>${say("glass_why")}</p>
      <${Field} name="record-number" label=${say("record_number")} hint=${say("record_number_hint")} error=${isTried && isWrong ? say("wrong_record_number") : undefined} dir="ltr" autocomplete="off" autocapitalize="none" spellcheck=${false} value=${id} onWrite=${setId} />
      <div class="acts"><button class="quiet" type="submit">${say("glass_break")}</button></div>
    </form>
    ${isAsked && html`<${ReasonDialog} id="glass" title=${say("glass_question")} sentence=${html`<span class="note trouble warning">${say("glass_warning")}</span>`} label=${say("glass_reason")}
      word=${say("glass_break")} shortest=${SHORTEST_REASON} act=${act} onClose=${() => setAsked(false)} />`}`;
}
