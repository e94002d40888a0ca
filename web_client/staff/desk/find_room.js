// A patient by name, within one's own facility; any other record only by breaking the glass.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Field } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { sayNumber } from "../../words/words.js";
import { useAct } from "../asking.js";
import { useKeptFocus } from "../focus.js";
import { may } from "../rooms.js";
import { say, sayCode } from "../words.js";
import { Facts } from "./facts.js";
import { ReasonDialog } from "./reason_dialog.js";

/** @typedef {import("../answers.js").PatientLine} PatientLine */
/** @typedef {import("../answers.js").PatientRecord} PatientRecord */
/** @typedef {import("../answers.js").StaffSelf} StaffSelf */

const SHORTEST_REASON = 15;

/** @param {{staff: StaffSelf}} props */
export function FindRoom({ staff }) {
  const [opened, setOpened] = useState(/** @type {PatientRecord | null} */ (null));
  return html`<div class="work-column">
    ${opened !== null && html`<${OpenedRecord} record=${opened} onClose=${() => setOpened(null)} />`}
    <div hidden=${opened !== null}>
      ${may(staff, "search_patient") && html`<${ByName} />`}
      ${may(staff, "break_glass") && html`<${Glass} onOpened=${setOpened} />`}
    </div>
  </div>`;
}

function ByName() {
  const [name, setName] = useState("");
  const [isTried, setTried] = useState(false);
  const [found, setFound] = useState(/** @type {readonly PatientLine[] | null} */ (null));
  const searching = useAct();
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "") return document.getElementById("patient-name")?.focus();
    await searching.run(async () => setFound((await api.get(`/api/patients?name=${encodeURIComponent(name.trim())}`)).patients));
  };
  return html`<form class="form card" novalidate role="search" onSubmit=${send}>
      <p class="soft">${say("find_why")}</p>
      <${Field} name="patient-name" type="search" label=${say("find_name")} error=${isTried && name.trim() === "" ? say("missing_find_name") : undefined} autocomplete="off" value=${name} onWrite=${setName} />
      <${Problem} problem=${searching.problem} />
      <div class="acts"><${BusyButton} word=${say("find")} busy=${searching.busy} /></div>
    </form>
    <div role="status">${found !== null && found.length === 0 && html`<p class="nothing soft">${say("find_nobody")}</p>`}</div>
    ${found !== null && found.length > 0 && html`<ul class="lines card">${found.map((one) => html`<li key=${one.id}>
      <div><bdi class="name">${one.name}</bdi> <p class="soft">${ageAndGender(one)}</p></div>
    </li>`)}</ul>`}`;
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

/** @param {{record: PatientRecord, onClose: () => void}} props */
function OpenedRecord({ record, onClose }) {
  /** @type {{current: HTMLElement}} */
  const title = useRef(null);
  useKeptFocus(title, [record.id]);
  return html`<article class="card" aria-labelledby="record">
    <h2 id="record" tabindex="-1" ref=${title}><bdi>${record.name}</bdi></h2>
    <p class="soft">${say("record_opened")}</p>
    <${Facts} pairs=${[
      [say("age_gender"), ageAndGender(record)],
      [say("birth_date"), record.birth_date],
      [say("address"), record.address],
      [say("district"), record.district],
      [say("pin_code"), record.pin_code],
      [say("abha_number"), record.abha_number],
      [say("abha_address"), record.abha_address],
      [say("record_number"), record.id],
    ]} />
    <div class="acts"><button class="quiet" type="button" onClick=${onClose}>${say("record_close")}</button></div>
  </article>`;
}

/** @param {PatientLine} patient */
function ageAndGender({ age, gender }) {
  return age === null ? sayCode("gender", gender) : say("age_and_gender", { age: sayNumber(age), gender: sayCode("gender", gender) });
}
