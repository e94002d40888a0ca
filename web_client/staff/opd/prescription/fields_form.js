// What stands beside the medicines: measured values, tests, food, what to do if it gets worse, where to go.

import { html, useState } from "../../../vendor/preact_htm.js";
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
  const measured = (/** @type {string} */ name, /** @type {number | null} */ value) => onWrite("vitals", { ...fields.vitals, [name]: value });
  return html`
    <details class="fold" open=${VITALS.some(([name]) => (fields.vitals[name] ?? null) !== null)}><summary>${say("rx_vitals")}</summary>
      <div class="vitals">${VITALS.map(([name, ...range]) => html`<${Vital} key=${name} name=${name} range=${range} value=${fields.vitals[name] ?? null} isClosed=${isClosed} onWrite=${(/** @type {number | null} */ value) => measured(name, value)} />`)}</div>
    </details>
    ${TEXTS.map((name) => html`<div key=${name} class="field note-field"><label for="rx-${name}">${say(`rx_${name}`)}</label>
      <textarea id="rx-${name}" dir="auto" rows="2" maxlength="2000" readonly=${isClosed} value=${fields[name]} onInput=${(/** @type {Event} */ event) => onWrite(name, /** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea></div>`)}
    <p class="soft">${say("rx_in_notes")}</p>`;
}

/** What cannot be right stays on the page and is said; it is not sent. @param {{name: string, range: readonly number[], value: number | null, isClosed: boolean, onWrite: (value: number | null) => void}} props */
function Vital({ name, range: [least, most, step], value, isClosed, onWrite }) {
  const [wrong, setWrong] = useState(/** @type {string | null} */ (null));
  const write = (/** @type {Event} */ event) => {
    const text = /** @type {HTMLInputElement} */ (event.target).value;
    const number = Math.round(Number(text) / step) * step;
    const isRight = text === "" || (number >= least && number <= most);
    setWrong(isRight ? null : text);
    if (isRight) onWrite(text === "" ? null : Number(number.toFixed(1)));
  };
  return html`<div class="field"><label for="rx-vital-${name}">${say(`rx_${name}`)}</label>
    <input id="rx-vital-${name}" type="number" inputmode="decimal" min=${least} max=${most} step=${step} disabled=${isClosed} value=${wrong ?? value ?? ""} onChange=${write} aria-invalid=${wrong === null ? undefined : "true"} aria-describedby="rx-range-${name}" data-vital=${name} />
    <p id="rx-range-${name}" class=${wrong === null ? "unseen" : "field-error"}>${say("rx_between", { least, most })}</p></div>`;
}

/** The doctor's own word that she saw this patient in person for the same condition: a day, and the sentence ticked. @param {{inPerson: {day: string} | null, isClosed: boolean, onWrite: Write}} props */
export function InPersonField({ inPerson, isClosed, onWrite }) {
  const [day, setDay] = useState(inPerson?.day ?? "");
  const [isAttested, setAttested] = useState(inPerson !== null);
  const put = (/** @type {string} */ on, /** @type {boolean} */ attested) => {
    setDay(on);
    setAttested(attested);
    const told = attested && on !== "" ? { day: on } : null;
    if (told?.day !== inPerson?.day) onWrite("in_person", told);
  };
  return html`<details class="fold" open=${inPerson !== null}><summary>${say("rx_in_person")}</summary>
    <div class="slots"><label class="field short"><span>${say("rx_in_person_day")}</span><input type="date" max=${todayInIndia()} disabled=${isClosed} value=${day} onChange=${(/** @type {Event} */ event) => put(/** @type {HTMLInputElement} */ (event.target).value, isAttested)} data-in-person /></label></div>
    <label class="tick"><input type="checkbox" name="rx-in-person" disabled=${isClosed} checked=${isAttested} onChange=${(/** @type {Event} */ event) => put(day, /** @type {HTMLInputElement} */ (event.target).checked)} /> <span>${say("rx_in_person_sentence")}</span></label>
    <p class="soft">${say("rx_in_person_means")}</p></details>`;
}

/** ISO date. */
function todayInIndia() {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Kolkata" }).format(Date.now());
}
