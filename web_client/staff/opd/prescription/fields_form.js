// What stands beside the medicines: measured values, tests, food, what to do if it gets worse, where to go.

import { html } from "../../../vendor/preact_htm.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Fields} Fields */
/** @typedef {<Name extends keyof Fields>(name: Name, value: Fields[Name]) => void} Write */

const VITALS = /** @type {const} */ ([
  ["weight_kg", 0.4, 300, 0.1], ["height_cm", 20, 250, 1], ["temperature_c", 30, 45, 0.1], ["pulse_bpm", 20, 300, 1],
  ["systolic_mmhg", 40, 300, 1], ["diastolic_mmhg", 20, 200, 1], ["spo2_percent", 30, 100, 1], ["glucose_mg_dl", 10, 1000, 1],
]);
const TEXTS = /** @type {const} */ (["investigations", "diet", "worse", "referral"]);

/** @param {{fields: Fields, isClosed: boolean, onWrite: Write}} props */
export function FieldsForm({ fields, isClosed, onWrite }) {
  const measured = (/** @type {string} */ name, /** @type {string} */ text) => onWrite("vitals", { ...fields.vitals, [name]: text === "" ? null : Number(text) });
  return html`
    <details class="card fold" open=${VITALS.some(([name]) => fields.vitals[name] !== null)}><summary>${say("rx_vitals")}</summary>
      <div class="slots">${VITALS.map(([name, least, most, step]) => html`<label key=${name} class="field amount"><span>${say(`rx_${name}`)}</span><input type="number" min=${least} max=${most} step=${step} disabled=${isClosed} value=${fields.vitals[name] ?? ""} onChange=${(/** @type {Event} */ event) => measured(name, /** @type {HTMLInputElement} */ (event.target).value)} data-vital=${name} /></label>`)}</div>
    </details>
    ${TEXTS.map((name) => html`<div key=${name} class="field note-field"><label for="rx-${name}">${say(`rx_${name}`)}</label>
      <textarea id="rx-${name}" dir="auto" rows="2" maxlength="2000" readonly=${isClosed} value=${fields[name]} onInput=${(/** @type {Event} */ event) => onWrite(name, /** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea></div>`)}
    <p class="soft">${say("rx_in_notes")}</p>`;
}

/** The doctor's own word that she saw this patient in person for the same condition. @param {{inPerson: {day: string} | null, isClosed: boolean, onWrite: Write}} props */
export function InPersonField({ inPerson, isClosed, onWrite }) {
  const write = (/** @type {Event} */ event) => {
    const day = /** @type {HTMLInputElement} */ (event.target).value;
    onWrite("in_person", day === "" ? null : { day });
  };
  return html`<details class="card fold" open=${inPerson !== null}><summary>${say("rx_in_person")}</summary>
    <label class="field short"><span>${say("rx_in_person_day")}</span><input type="date" max=${new Date().toISOString().slice(0, 10)} disabled=${isClosed} value=${inPerson?.day ?? ""} onChange=${write} data-in-person /></label>
    <p class="soft">${say("rx_in_person_means")}</p></details>`;
}
