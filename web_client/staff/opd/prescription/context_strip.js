// What must be in view while medicines are written: allergies, what she takes, pregnancy, weight, age.

import { html } from "../../../vendor/preact_htm.js";
import { sayDay } from "../words_of.js";
import { say } from "./words.js";

/** @param {{context: import("./answers.js").Context}} props */
export function ContextStrip({ context }) {
  const { allergies, medicines, pregnancy, last_period: period, weight_kg: weight, age_years: age, relation, mode } = context;
  const expecting = [pregnancy === null ? say("rx_not_asked") : say(`rx_pregnancy_${pregnancy}`), period === null ? "" : say("rx_last_period", { day: sayDay(period) })].filter(Boolean).join(", ");
  const isLed = pregnancy !== null || context.gender !== "male";
  const facts = [
    ["allergies", told(allergies), allergies !== null && allergies !== "none", allergies === null],
    ["medicines", told(medicines), false, medicines === null],
    ...(isLed ? [["pregnancy", expecting, pregnancy === "yes" || pregnancy === "unsure", pregnancy === null]] : []),
    ["weight", weight === null ? say("rx_not_told") : say("rx_kg", { weight }), false, weight === null],
    ["age", age === 0 ? say("age_under_one") : say("rx_years", { count: age }), false, false],
    ["relation", `${say(`rx_relation_${relation}`)}, ${say(`rx_mode_${mode}`)}`, false, false],
  ];
  return html`<dl class="rx-context">${facts.map(([name, value, isGrave, isUnknown]) => html`<div key=${name} data-fact=${name} data-grave=${isGrave ? "" : undefined} data-unknown=${isUnknown ? "" : undefined}><dt>${say(`rx_fact_${name}`)}</dt><dd dir="auto">${value}</dd></div>`)}</dl>`;
}

/** @param {string | null} words */
function told(words) {
  return words === null ? say("rx_not_asked") : words === "none" ? say("rx_none_known") : words;
}
