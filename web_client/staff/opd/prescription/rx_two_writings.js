// What was written in two windows at once: both stand side by side, and she chooses. Nothing is written over in silence.

import { html } from "../../../vendor/preact_htm.js";
import { sayDay } from "../words_of.js";
import { sayLine } from "./dosing_words.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Fields} Fields */
/** @typedef {import("../writings.js").Conflict<keyof Fields>} Conflict */

/** @param {{conflict: Conflict, onChoose: (which: "mine" | "theirs" | "both") => void}} props */
export function RxTwoWritings({ conflict: { field, mine, theirs }, onChoose }) {
  return html`<section class="two-writings" role="group" aria-labelledby="rx-two-${field}" data-conflict=${field}>
    <h3 id="rx-two-${field}">${say("rx_two_title", { field: say(`rx_changed_${field}`) })}</h3>
    <div class="writings">
      <div><h4>${say("rx_here")}</h4><${Written} field=${field} value=${mine} /><button class="small" type="button" data-choose="mine" onClick=${() => onChoose("mine")}>${say("rx_take")}</button></div>
      <div><h4>${say("rx_there")}</h4><${Written} field=${field} value=${theirs} /><button class="small" type="button" data-choose="theirs" onClick=${() => onChoose("theirs")}>${say("rx_take")}</button></div>
    </div>
    ${field !== "in_person" && html`<button class="small strong" type="button" data-choose="both" onClick=${() => onChoose("both")}>${say("rx_keep_both")}</button>`}
  </section>`;
}

/** @param {{field: keyof Fields, value: any}} props */
function Written({ field, value }) {
  const said = written(field, value);
  return said.length === 0 ? html`<p class="quoted soft">${say("rx_two_nothing")}</p>` : html`<ul class="quoted">${said.map((text, place) => html`<li key=${place} dir="auto">${text}</li>`)}</ul>`;
}

/** @param {keyof Fields} field @param {any} value @returns {readonly string[]} */
function written(field, value) {
  if (field === "lines") return value.map((/** @type {import("./answers.js").Line} */ line) => `${line.name.toUpperCase()} ${line.strength}: ${sayLine(line)}`);
  if (field === "vitals") return Object.entries(value).filter(([, one]) => one !== null).map(([name, one]) => `${say(`rx_${name}`)}: ${one}`);
  if (field === "in_person") return value === null ? [] : [sayDay(value.day)];
  return value.trim() === "" ? [] : [value];
}
