// What can wait until she has time: address, language, ABHA. Each card is saved for itself.

import { api } from "../api.js";
import { Icon } from "../views/icons.js";
import { html, useRef, useState } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";
import { AddressFields, addressOf } from "./address_fields.js";
import { BusyButton } from "./busy_button.js";
import { digitsOf } from "./digits.js";
import { Field } from "./field.js";
import { languageOptions } from "./languages.js";
import { asProblem, fieldProblems, Problem } from "./notice.js";
import { useStates } from "./places.js";
import { Select } from "./select.js";

/**
 * @typedef {import("../register/steps.js").Listed & {birth_date: string | null, address: string | null, pin_code: string | null, state: number | null,
 *   district: string | null, language: string | null, abha_number: string | null, abha_address: string | null}} Patient
 */
/** @typedef {{patient: Patient, onSaved: (patient: Patient) => void}} CardProps */

/** @param {CardProps & {state: number | null}} props `state`: of the household, where hers is not known */
export function LaterCards({ patient, state, onSaved }) {
  return html`<div class="stack">
    <${AddressCard} patient=${patient} householdState=${state} onSaved=${onSaved} />
    <${LanguageCard} patient=${patient} householdState=${state} onSaved=${onSaved} />
    <${AbhaCard} patient=${patient} onSaved=${onSaved} />
  </div>`;
}

/** @param {CardProps & {householdState: number | null}} props */
function AddressCard({ patient, householdState, onSaved }) {
  const [written, setWritten] = useState(() => addressOf(patient, householdState));
  const changes = () => ({
    address: written.address.trim() || null,
    pin_code: digitsOf(written.pin) || null,
    state: written.state === "" ? null : Number(written.state),
    district: written.district.trim() || null,
  });
  return html`<${Card} name="address" title=${say("address")} isDone=${Boolean(patient.address)} patient=${patient} changes=${changes} onSaved=${onSaved}>
    ${(/** @type {Record<string, string>} */ wrong) => html`<${AddressFields} written=${written} wrong=${wrong} onWrite=${setWritten} />`}
  <//>`;
}

/** Those of her state stand first. @param {CardProps & {householdState: number | null}} props */
function LanguageCard({ patient, householdState, onSaved }) {
  const [language, setLanguage] = useState(patient.language ?? "");
  const { states } = useStates();
  const own = states?.find(({ code }) => code === (patient.state ?? householdState))?.language;
  const options = languageOptions([...(own === undefined ? [] : [own]), "hi", "en"]);
  return html`<${Card} name="language" title=${say("language")} isDone=${Boolean(patient.language)} patient=${patient} changes=${() => ({ language: language || null })} onSaved=${onSaved}>
    ${(/** @type {Record<string, string>} */ wrong) => html`<${Select} name="language" label=${say("language_label")} error=${wrong.language} empty=${say("choose")} value=${language} options=${options} onChoose=${setLanguage} />`}
  <//>`;
}

/** @param {CardProps} props */
function AbhaCard({ patient, onSaved }) {
  const [number, setNumber] = useState(patient.abha_number ?? "");
  const [address, setAddress] = useState(patient.abha_address ?? "");
  const changes = () => ({ abha_number: digitsOf(number) || null, abha_address: address.trim().toLowerCase() || null });
  const isDone = Boolean(patient.abha_number ?? patient.abha_address);
  return html`<${Card} name="abha" title=${say("abha")} isDone=${isDone} patient=${patient} changes=${changes} onSaved=${onSaved}>
    ${(/** @type {Record<string, string>} */ wrong) => html`
      <p>${say("abha_means")}</p>
      <${Field} name="abha_number" label=${say("abha_number")} hint=${say("abha_number_hint")} error=${wrong.abha_number} dir="ltr" inputmode="numeric" autocomplete="off" maxlength="20" value=${number} onWrite=${setNumber} />
      <${Field} name="abha_address" label=${say("abha_address")} hint=${say("abha_address_hint")} error=${wrong.abha_address} dir="ltr" type="text" inputmode="email" autocapitalize="none" autocomplete="off" spellcheck="false" maxlength="80" value=${address} onWrite=${setAddress} />
    `}
  <//>`;
}

/** @param {{name: string, title: string, isDone: boolean, patient: Patient, changes: () => Record<string, unknown>, onSaved: (patient: Patient) => void, children: (wrong: Record<string, string>) => unknown}} props */
function Card({ name, title, isDone, patient, changes, onSaved, children }) {
  const [isOpen, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [problem, setProblem] = useState(/** @type {import("../api.js").ApiProblem | null} */ (null));
  /** @type {{current: HTMLElement}} */
  const card = useRef(null);
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      onSaved(await api.patch(`/api/patients/${patient.id}`, changes(), { patient: patient.id }));
      setSaved(true);
      setOpen(false);
      /** @type {HTMLElement | null} */ (card.current.querySelector("summary"))?.focus(); // the button that had it goes
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    setBusy(false);
  };
  const toggle = (/** @type {Event} */ event) => setOpen(/** @type {HTMLDetailsElement} */ (event.target).open);
  return html`<details class="card fold later" ref=${card} data-card=${name} open=${isOpen} onToggle=${toggle}>
    <summary>${isDone && html`<span class="done-sign"><${Icon} name="done" /></span>`}<span>${title} ${isDone && html`<span class="soft">${say("filled_in")}</span>`}</span></summary>
    ${isOpen &&
    html`<form class="form" novalidate onSubmit=${save}>
      ${children(fieldProblems(problem))}
      <${Problem} problem=${problem} />
      <${BusyButton} word=${say("save")} busyWord=${say("saving")} busy=${busy} />
    </form>`}
    <p class="unseen" role="status">${isSaved && !isOpen ? say("saved") : ""}</p>
  </details>`;
}
