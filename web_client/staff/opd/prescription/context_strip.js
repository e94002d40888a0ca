// What must be in view while medicines are written: allergies, what she takes, pregnancy, weight, age.

import { html } from "../../../vendor/preact_htm.js";
import { say } from "./words.js";

/** @param {{context: import("./answers.js").Context}} props */
export function ContextStrip({ context }) {
  const { allergies, medicines, pregnancy, last_period: period, weight_kg: weight, age_years: age, relation } = context;
  const facts = [
    ["allergies", told(allergies), allergies !== null && allergies !== "none"],
    ["medicines", told(medicines), false],
    ["pregnancy", pregnancy === null ? say("rx_not_asked") : say(`rx_pregnancy_${pregnancy}`) + (period === null ? "" : ` (${period})`), pregnancy === "yes" || pregnancy === "unsure"],
    ["weight", weight === null ? say("rx_not_told") : `${weight} kg`, false],
    ["age", say("rx_years", { count: age }), age < 18],
    ["relation", say(`rx_relation_${relation}`), false],
  ];
  return html`<dl class="rx-context">${facts.map(([name, value, isGrave]) => html`<div key=${name} data-fact=${name} data-grave=${isGrave ? "" : undefined}><dt>${say(`rx_fact_${name}`)}</dt><dd dir="auto">${value}</dd></div>`)}</dl>`;
}

/** @param {string | null} words */
function told(words) {
  return words === null ? say("rx_not_asked") : words === "none" ? say("rx_none_known") : words;
}
