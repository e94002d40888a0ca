// Handing the patient on: to one colleague, or to whoever is on duty in a clinic. One of them must accept; the token stays.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Dialog } from "../../parts/dialog.js";
import { Choice, Field, LongField } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { sayList } from "../../words/words.js";
import { useAct, useLoaded } from "../asking.js";
import { useChoices } from "../desk/choices.js";
import { Loading } from "../loading.js";
import { say } from "../words.js";
import { REASON_LENGTH } from "./limits.js";
import { sayLanguage } from "./words_of.js";

/** @typedef {{id: string, name: string, clinic: string, clinic_name: string, state: "on" | "break", languages: readonly string[]}} Colleague */
/** @typedef {{id: string, name: string, speciality: string, facility_name: string, doctors_on_duty: number, phase: string}} OtherClinic */
/** @typedef {{doctors: readonly Colleague[]}} Colleagues */

/** @param {{consultation: import("./answers.js").Consultation, store: import("./desk_store.js").DeskStore, onClose: () => void}} props */
export function TransferDialog({ consultation, store, onClose }) {
  const [to, setTo] = useState(/** @type {"clinic" | "doctor"} */ ("clinic"));
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(/** @type {string | null} */ (null));
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const act = useAct();
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const turn = (/** @type {"clinic" | "doctor"} */ kind) => {
    setTo(kind);
    setChosen(null);
    setText("");
  };
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (chosen === null || reason.trim() === "") return /** @type {HTMLElement | null} */ (form.current.querySelector(chosen === null ? "input[type=search]" : "textarea"))?.focus();
    const body = { doctor: to === "doctor" ? chosen : null, clinic: to === "clinic" ? chosen : null, reason: reason.trim() };
    if (await act.run(() => store.act(consultation.id, "transfer", body))) onClose();
  };
  return html`<${Dialog} id="transfer" title=${say("transfer_title", { name: consultation.patient?.name ?? "" })} onClose=${onClose}>
    <form class="form" novalidate ref=${form} onSubmit=${send}>
      <p class="soft">${say("transfer_means")}</p>
      <${Choice} name="transfer-to" label=${say("transfer_to")} value=${to} options=${[{ value: "clinic", word: say("transfer_clinic") }, { value: "doctor", word: say("transfer_doctor") }]} onChoose=${turn} />
      <${Field} name="transfer-search" type="search" label=${say(to === "clinic" ? "transfer_find_clinic" : "transfer_find_doctor")} autocomplete="off" value=${text} onWrite=${setText} />
      ${to === "clinic" ? html`<${Clinics} text=${text} chosen=${chosen} onChoose=${setChosen} />` : html`<${Doctors} text=${text} chosen=${chosen} onChoose=${setChosen} />`}
      ${isTried && chosen === null && html`<p class="field-error" role="alert">${say("missing_transfer")}</p>`}
      <${LongField} name="transfer-reason" label=${say("reason")} rows="2" maxlength=${REASON_LENGTH} value=${reason} onWrite=${setReason} error=${isTried && reason.trim() === "" ? say("missing_reason") : undefined} />
      <${Problem} problem=${act.problem} />
      <div class="answers"><button class="quiet" type="button" onClick=${onClose}>${say("parts_cancel")}</button><${BusyButton} word=${say("transfer_ask")} busy=${act.busy} /></div>
    </form>
  <//>`;
}

/** @typedef {{text: string, chosen: string | null, onChoose: (id: string) => void}} PickProps */

/** Where somebody is on duty. @param {PickProps} props */
function Clinics({ text, chosen, onChoose }) {
  const loaded = useLoaded(/** @returns {Promise<{clinics: readonly OtherClinic[]}>} */ () => api.get("/api/opd/clinics"), []);
  const { speciality } = useChoices();
  return html`<${Loading} loaded=${loaded} show=${(/** @type {{clinics: readonly OtherClinic[]}} */ { clinics }) => html`<${Picks} name="transfer-clinic" chosen=${chosen} onChoose=${onChoose} none=${say("transfer_no_clinic")}
    picks=${clinics.filter((one) => one.doctors_on_duty > 0).map((one) => ({ id: one.id, name: one.name, told: [speciality(one.speciality), one.facility_name, say("doctors_count", { count: one.doctors_on_duty })] })).filter((one) => has(one, text))} />`} />`;
}

/** @param {PickProps} props */
function Doctors({ text, chosen, onChoose }) {
  const loaded = useLoaded(/** @returns {Promise<Colleagues>} */ () => api.get("/api/desk/colleagues"), []);
  return html`<${Loading} loaded=${loaded} show=${(/** @type {Colleagues} */ { doctors }) => html`<${Picks} name="transfer-doctor" chosen=${chosen} onChoose=${onChoose} none=${say("transfer_no_doctor")}
    picks=${doctors.map((one) => ({ id: one.id, name: one.name, told: [one.clinic_name, one.state === "break" ? say("duty_break") : "", sayList(one.languages.map(sayLanguage))] })).filter((one) => has(one, text))} />`} />`;
}

/** @typedef {{id: string, name: string, told: readonly string[]}} Pick */

/** @param {{name: string, picks: readonly Pick[], chosen: string | null, none: string, onChoose: (id: string) => void}} props */
export function Picks({ name, picks, chosen, none, onChoose }) {
  if (picks.length === 0) return html`<p class="nothing soft" role="status">${none}</p>`;
  return html`<div class="pick-list" role="radiogroup" aria-label=${say("choose")}>${picks.map((one) => html`<label key=${one.id} class="option">
    <input type="radio" name=${name} value=${one.id} checked=${one.id === chosen} onChange=${() => onChoose(one.id)} />
    <span><bdi class="name">${one.name}</bdi> <span class="soft">${one.told.filter(Boolean).join(" · ")}</span></span>
  </label>`)}</div>`;
}

/** @param {Pick} pick @param {string} text */
function has({ name, told }, text) {
  const whole = [name, ...told].join(" ").toLocaleLowerCase();
  return text.toLocaleLowerCase().split(/\s+/).every((word) => whole.includes(word));
}
