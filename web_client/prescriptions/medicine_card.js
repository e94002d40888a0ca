// One medicine, large: what it is, how much of it when, by pictures and in words.

import { html } from "../vendor/preact_htm.js";
import { say, sayHere } from "./words.js";

/** @typedef {import("./answers.js").Medicine} Medicine */

const TIMES = /** @type {const} */ (["morning", "noon", "evening", "night"]);
const QUARTERS = Object.freeze({ 0.25: "¼", 0.5: "½", 0.75: "¾" });

/** @param {{medicine: Medicine, number: number}} props */
export function MedicineCard({ medicine, number }) {
  const { name, strength, form, dosing, sentences, instructions, units, unit } = medicine;
  return html`<li class="card medicine">
    <h3><span class="number">${number}</span> <bdi>${name}</bdi> <span class="strength"><bdi>${strength}</bdi> ${form !== "other" && say(`form_${form}`)}</span></h3>
    ${dosing.pattern !== "sos" && html`<${Day} dosing=${dosing} />`}
    <p class="large">${sayHere(sentences)}</p>
    ${instructions !== "" && html`<p dir="auto">${instructions}</p>`}
    <p class="soft">${say("medicine_total", { count: amountWords(units), unit: say(`unit_${unit}`) })}</p>
  </li>`;
}

/** @param {{dosing: import("./answers.js").Dosing}} props */
function Day({ dosing: { amounts, food } }) {
  return html`<div class="day" aria-hidden="true">
    ${TIMES.map((time, place) => (amounts[place] > 0 || time !== "night") && html`<figure key=${time} data-none=${amounts[place] > 0 ? undefined : ""}>
      <img src="/prescriptions/pictograms/${time}.svg" alt="" width="48" height="48" /><figcaption>${amounts[place] > 0 ? amountWords(amounts[place]) : "–"}</figcaption>
    </figure>`)}
    ${food !== "any" && html`<figure class="food"><img src="/prescriptions/pictograms/${food}.svg" alt="" width="48" height="48" /></figure>`}
  </div>`;
}

/** 1, ½, 2.5 @param {number} amount */
export function amountWords(amount) {
  return QUARTERS[/** @type {keyof typeof QUARTERS} */ (amount)] ?? String(amount);
}
