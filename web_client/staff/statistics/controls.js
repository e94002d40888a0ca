// Where, by which places, and which days.

import { api } from "../../api.js";
import { Field } from "../../parts/field.js";
import { Select } from "../../parts/select.js";
import { html } from "../../vendor/preact_htm.js";
import { indianDay, lastDays, spanOf, SPANS } from "./wanted.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Level} Level */
/** @typedef {import("./answers.js").Place} Place */
/** @typedef {import("./answers.js").Wanted} Wanted */

/** @type {readonly Level[]} */
const LEVELS = ["clinic", "district", "state"];

/** `places`: those that may be chosen, once they are known. @param {{wanted: Wanted, places: readonly Place[], onWant: (wanted: Wanted) => void}} props */
export function Controls({ wanted, places, onWant }) {
  const now = api.now();
  const change = (/** @type {Partial<Wanted>} */ changed) => onWant({ ...wanted, ...changed });
  const pressed = spanOf(wanted, now);
  return html`<form class="card wanted" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
    <${Select} name="where" label=${say("where")} empty=${say("everywhere")} value=${wanted.place} options=${places.map(optionOf)} onChoose=${(/** @type {string} */ place) => change({ place })} />
    <${Buttons} name="rows" label=${say("rows_of")} values=${LEVELS} chosen=${wanted.level} word=${(/** @type {Level} */ level) => say(`rows_${level}`)} onChoose=${(/** @type {Level} */ level) => change({ level })} />
    <${Buttons} name="span" label=${say("span")} values=${SPANS} chosen=${pressed} word=${(/** @type {1 | 7 | 30} */ days) => say(`span_${days}`)} onChoose=${(/** @type {number} */ days) => change(lastDays(days, now))} />
    <div class="from-to">
      <${Field} name="first-day" type="date" label=${say("first_day")} max=${indianDay(now)} value=${wanted.first} onWrite=${(/** @type {string} */ first) => change({ first })} />
      <${Field} name="last-day" type="date" label=${say("last_day")} max=${indianDay(now)} value=${wanted.last} onWrite=${(/** @type {string} */ last) => change({ last })} />
    </div>
  </form>`;
}

/** One of a few, of which all are seen. @param {{name: string, label: string, values: readonly any[], chosen: any, word: (value: any) => string, onChoose: (value: any) => void}} props */
function Buttons({ name, label, values, chosen, word, onChoose }) {
  return html`<div class="field" role="group" aria-labelledby="${name}-label">
    <span class="label" id="${name}-label">${label}</span>
    <div class="filter">${values.map((value) => html`<button class="quiet" type="button" key=${value} data-value=${value} aria-pressed=${value === chosen} onClick=${() => onChoose(value)}>${word(value)}</button>`)}</div>
  </div>`;
}

/** @param {Place} place */
function optionOf({ id, kind, name }) {
  return { value: id, word: `${name} (${say(`kind_of_${kind}`)})` };
}
