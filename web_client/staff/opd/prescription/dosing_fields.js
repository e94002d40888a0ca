// How it is taken: in one line of shorthand, or by buttons and figures.

import { html, useRef, useState } from "../../../vendor/preact_htm.js";
import { AmountField } from "./amount_field.js";
import { readDosing, shorthandOf, unreadOf } from "./shorthand.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Dosing} Dosing */

const CODES = /** @type {const} */ (["OD", "BD", "TDS", "QID", "HS", "SOS", "STAT"]);
const TIMES = /** @type {const} */ (["morning", "noon", "evening", "night"]);
const DAYS = /** @type {const} */ ([3, 5, 7, 10, 15, 30]);
const FOODS = /** @type {const} */ (["any", "before_food", "after_food", "with_food", "empty_stomach"]);
const EVERY = /** @type {const} */ ([1, 2, 7]);

/** @param {{id: string, dosing: Dosing, isClosed: boolean, onWrite: (dosing: Dosing) => void, children?: unknown}} props `children`: what follows from it, in its last row */
export function DosingFields({ id, dosing, isClosed, onWrite, children }) {
  const line = useShorthand(dosing, onWrite);
  const put = (/** @type {Partial<Dosing>} */ changes) => {
    line.clear();
    onWrite({ ...dosing, ...changes });
  };
  const toNext = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    document.getElementById("rx-add")?.focus();
  };
  const number = (/** @type {Event} */ event) => Number(/** @type {HTMLInputElement} */ (event.target).value);
  return html`<div class="dosing">
    <div class="field"><label for="rx-dosage-${id}">${say("rx_shorthand")}</label><input id="rx-dosage-${id}" type="text" dir="auto" autocomplete="off" autocapitalize="off" spellcheck=${false} placeholder="1-0-1 x5 after food" title=${say("rx_shorthand_hint")} disabled=${isClosed} value=${line.text} onInput=${(/** @type {Event} */ event) => line.write(/** @type {HTMLInputElement} */ (event.target).value)} onKeyDown=${toNext} aria-describedby="rx-unread-${id}" data-shorthand />
      <p id="rx-unread-${id}" class="unread" role="status">${line.unread !== "" && say("rx_unread", { words: line.unread })}</p></div>
    <${Codes} dosing=${dosing} isClosed=${isClosed} onChoose=${put} />
    ${dosing.pattern === "sos"
      ? html`<div class="slots"><${AmountField} word=${say("rx_sos_amount")} value=${dosing.sos_amount} isClosed=${isClosed} onWrite=${(/** @type {number} */ value) => put({ sos_amount: value })} />
          <label class="field short"><span>${say("rx_most_a_day")}</span><input type="number" min="1" max="24" disabled=${isClosed} value=${dosing.most_a_day || ""} onInput=${(/** @type {Event} */ event) => put({ most_a_day: number(event) })} /></label></div>`
      : html`<div class="amounts">${TIMES.map((time, place) => html`<${AmountField} key=${time} word=${say(`rx_${time}`)} value=${dosing.amounts[place]} isClosed=${isClosed} onWrite=${(/** @type {number} */ value) => put({ amounts: dosing.amounts.map((one, index) => (index === place ? value : one)) })} />`)}</div>`}
    ${dosing.pattern !== "once" && html`<div class="slots">
      <label class="field few"><span>${say("rx_days")}</span><input type="number" min="1" max="180" disabled=${isClosed} value=${dosing.days || ""} onInput=${(/** @type {Event} */ event) => put({ days: number(event) })} data-days /></label>
      <div class="chips" role="group" aria-label=${say("rx_days")}>${DAYS.map((days) => html`<button key=${days} class="small" type="button" disabled=${isClosed} aria-pressed=${String(dosing.days === days)} onClick=${() => put({ days })}>${days}</button>`)}</div></div>`}
    <div class="slots">
      <label class="field short"><span>${say("rx_food")}</span><select disabled=${isClosed} value=${dosing.food} onChange=${(/** @type {Event} */ event) => put({ food: /** @type {HTMLSelectElement} */ (event.target).value })}>${FOODS.map((food) => html`<option key=${food} value=${food}>${say(`rx_food_${food}`)}</option>`)}</select></label>
      ${dosing.pattern === "times" && html`<label class="field short"><span>${say("rx_every")}</span><select disabled=${isClosed} value=${String(dosing.every_days)} onChange=${(/** @type {Event} */ event) => put({ every_days: number(event) })}>${EVERY.map((every) => html`<option key=${every} value=${every}>${say(`rx_every_${every}`)}</option>`)}</select></label>`}
      ${children}
    </div>
  </div>`;
}

/** @param {{dosing: Dosing, isClosed: boolean, onChoose: (changes: Partial<Dosing>) => void}} props */
function Codes({ dosing, isClosed, onChoose }) {
  return html`<div class="chips" role="group" aria-label=${say("rx_frequency")}>${CODES.map((code) => html`<button key=${code} class="small" type="button" disabled=${isClosed} aria-pressed=${String(isCode(dosing, code))} onClick=${() => onChoose(readDosing(code, dosing) ?? dosing)}>${code}</button>`)}</div>`;
}

/**
 * One text is one reading: each letter is read against the dosage that stood there before the first of them, so that what is rubbed
 * out again leaves nothing behind.
 * @param {Dosing} dosing @param {(dosing: Dosing) => void} onWrite
 */
function useShorthand(dosing, onWrite) {
  const [text, setText] = useState("");
  const before = useRef(/** @type {Dosing | null} */ (null));
  const clear = () => {
    before.current = null;
    setText("");
  };
  const write = (/** @type {string} */ typed) => {
    before.current ??= dosing;
    const found = readDosing(typed, before.current) ?? before.current;
    setText(typed);
    if (typed.trim() === "") before.current = null;
    onWrite(found);
  };
  return { text, write, clear, unread: unreadOf(text) };
}

/** @param {Dosing} dosing @param {string} code */
function isCode(dosing, code) {
  const meant = readDosing(code, dosing);
  return meant !== null && meant.pattern === dosing.pattern && (dosing.pattern === "sos" || shorthandOf(meant) === shorthandOf(dosing));
}
