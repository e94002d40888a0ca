// One medicine, large: what it is, how much of it when, by pictures and in words.

import { html } from "../vendor/preact_htm.js";
import { amountWords, manyOf, sentenceFor } from "./dose_words.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Medicine} Medicine */
/** @typedef {import("./answers.js").Dosing} Dosing */

const TIMES = /** @type {const} */ (["morning", "noon", "evening", "night"]);
/** Where the figure alone could be taken for spoons or bottles. */
const MEASURED = ["ml", "drop", "puff", "unit"];

/** @param {{medicine: Medicine, number: number}} props */
export function MedicineCard({ medicine, number }) {
  const { name, strength, form, dosing, sentences, instructions, units, unit } = medicine;
  const [language, sentence] = sentenceFor(sentences, document.documentElement.lang);
  return html`<li class="card medicine">
    <h3><span class="number">${number}</span> <bdi>${name}</bdi> <span class="strength"><bdi>${strength}</bdi> ${form !== "other" && say(`form_${form}`)}</span></h3>
    ${dosing.pattern !== "sos" && html`<${Day} dosing=${dosing} unit=${unit} />`}
    <p class="large" lang=${language} dir="auto">${sentence}</p>
    ${instructions !== "" && html`<p dir="auto">${instructions}</p>`}
    <p class="soft">${say("medicine_total", { amount: inUnits(units, unit) })}</p>
  </li>`;
}

/** All of it stands in the sentence too. @param {{dosing: Dosing, unit: string}} props */
function Day({ dosing, unit }) {
  const { amounts, food } = dosing;
  const often = howOften(dosing);
  return html`<div class="day" aria-hidden="true">
    ${often !== null && html`<p class="often">${say(often)}</p>`}
    ${TIMES.map((time, place) => (amounts[place] > 0 || time !== "night") && html`<${Moment} key=${time} time=${time} amount=${amounts[place]} unit=${unit} />`)}
    ${food !== "any" && html`<figure class="food"><img src="/prescriptions/pictograms/${food}.svg" alt="" width="48" height="48" /><figcaption>${say(`food_${food}`)}</figcaption></figure>`}
  </div>`;
}

/** @param {{time: string, amount: number, unit: string}} props */
function Moment({ time, amount, unit }) {
  const isGiven = amount > 0;
  return html`<figure data-none=${isGiven ? undefined : ""}>
    <img src="/prescriptions/pictograms/${time}.svg" alt="" width="48" height="48" /><figcaption>${say(`time_${time}`)}</figcaption>
    <strong>${!isGiven ? "–" : MEASURED.includes(unit) ? inUnits(amount, unit) : amountWords(amount)}</strong>
  </figure>`;
}

/** Pictures of a day are taken for every day's. @param {Dosing} dosing */
function howOften({ pattern, every_days: days }) {
  if (pattern === "once") return "often_once";
  return pattern === "times" && days > 1 ? `often_${days}` : null;
}

/** "10 tablets" @param {number} amount @param {string} unit */
function inUnits(amount, unit) {
  return say(`unit_${unit}`, { count: manyOf(amount), amount: amountWords(amount) });
}
