// How it is taken: in one line of shorthand, or by buttons and figures; below it in plain numbers what follows from it.

import { html, useState } from "../../../vendor/preact_htm.js";
import { readDosing, shorthandOf } from "./shorthand.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Dosing} Dosing */

const CODES = /** @type {const} */ (["OD", "BD", "TDS", "QID", "HS", "SOS", "STAT"]);
const TIMES = /** @type {const} */ (["morning", "noon", "evening", "night"]);
const DAYS = /** @type {const} */ ([3, 5, 7, 10, 15, 30]);
const FOODS = /** @type {const} */ (["any", "before_food", "after_food", "with_food", "empty_stomach"]);

/** @param {{dosing: Dosing, isClosed: boolean, onWrite: (dosing: Dosing) => void}} props */
export function DosingFields({ dosing, isClosed, onWrite }) {
  const [text, setText] = useState("");
  const read = (/** @type {string} */ typed) => {
    setText(typed);
    const found = readDosing(typed, dosing);
    if (found !== null) onWrite(found);
  };
  const number = (/** @type {Event} */ event) => Number(/** @type {HTMLInputElement} */ (event.target).value);
  return html`<div class="dosing">
    <label class="field short"><span>${say("rx_shorthand")}</span><input type="text" dir="ltr" autocomplete="off" spellcheck=${false} placeholder="1-0-1 x5 after food" disabled=${isClosed} value=${text} onInput=${(/** @type {Event} */ event) => read(/** @type {HTMLInputElement} */ (event.target).value)} data-shorthand /></label>
    <div class="chips" role="group" aria-label=${say("rx_frequency")}>${CODES.map((code) => html`<button key=${code} class="small" type="button" disabled=${isClosed} aria-pressed=${String(isCode(dosing, code))} onClick=${() => onWrite({ ...dosing, ...readDosing(code, { ...dosing, pattern: "times", amounts: [] }) })}>${code}</button>`)}</div>
    ${dosing.pattern === "sos"
      ? html`<div class="slots"><${Amount} word=${say("rx_sos_amount")} value=${dosing.sos_amount} isClosed=${isClosed} onWrite=${(/** @type {number} */ value) => onWrite({ ...dosing, sos_amount: value })} />
          <label class="field short"><span>${say("rx_most_a_day")}</span><input type="number" min="1" max="24" disabled=${isClosed} value=${dosing.most_a_day} onInput=${(/** @type {Event} */ event) => onWrite({ ...dosing, most_a_day: number(event) })} /></label></div>`
      : html`<div class="slots">${TIMES.map((time, place) => html`<${Amount} key=${time} word=${say(`rx_${time}`)} value=${dosing.amounts[place]} isClosed=${isClosed} onWrite=${(/** @type {number} */ value) => onWrite({ ...dosing, amounts: dosing.amounts.map((one, index) => (index === place ? value : one)) })} />`)}</div>`}
    <div class="slots">
      ${dosing.pattern !== "once" && html`<label class="field short"><span>${say("rx_days")}</span><input type="number" min="1" max="180" disabled=${isClosed} value=${dosing.days} onInput=${(/** @type {Event} */ event) => onWrite({ ...dosing, days: number(event) })} data-days /></label>
        <div class="chips" role="group" aria-label=${say("rx_days")}>${DAYS.map((days) => html`<button key=${days} class="small" type="button" disabled=${isClosed} aria-pressed=${String(dosing.days === days)} onClick=${() => onWrite({ ...dosing, days })}>${days}</button>`)}</div>`}
      <label class="field short"><span>${say("rx_food")}</span><select disabled=${isClosed} value=${dosing.food} onChange=${(/** @type {Event} */ event) => onWrite({ ...dosing, food: /** @type {HTMLSelectElement} */ (event.target).value })}>${FOODS.map((food) => html`<option key=${food} value=${food}>${say(`rx_food_${food}`)}</option>`)}</select></label>
      ${dosing.pattern === "times" && html`<label class="field short"><span>${say("rx_every")}</span><select disabled=${isClosed} value=${String(dosing.every_days)} onChange=${(/** @type {Event} */ event) => onWrite({ ...dosing, every_days: number(event) })}>${[1, 2, 7].map((every) => html`<option key=${every} value=${every}>${say(`rx_every_${every}`)}</option>`)}</select></label>`}
    </div>
  </div>`;
}

/** @param {{word: string, value: number, isClosed: boolean, onWrite: (value: number) => void}} props */
function Amount({ word, value, isClosed, onWrite }) {
  return html`<label class="field amount"><span>${word}</span><input type="number" min="0" max="100" step="0.25" disabled=${isClosed} value=${value} onInput=${(/** @type {Event} */ event) => onWrite(Number(/** @type {HTMLInputElement} */ (event.target).value))} /></label>`;
}

/** @param {Dosing} dosing @param {string} code */
function isCode(dosing, code) {
  const meant = readDosing(code, { ...dosing, pattern: "times", amounts: [] });
  return meant !== null && meant.pattern === dosing.pattern && (dosing.pattern === "sos" || shorthandOf({ ...dosing, amounts: meant.amounts }) === shorthandOf(dosing));
}
