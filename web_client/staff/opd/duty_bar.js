// Above the columns: whether she is on duty and where, what is unfinished, and the one thing to do next.

import { html } from "../../vendor/preact_htm.js";
import { say } from "../words.js";
import { ActionButton } from "./action_button.js";

/** @typedef {import("./answers.js").Desk} Desk */

/** `word`: what "next" means now; none: it is said elsewhere. Children: what has happened just now. @param {{desk: Desk, isLive: boolean, word: string | null, doings: import("./action_button.js").Doings, children?: unknown}} props */
export function DutyBar({ desk, isLive, word, doings, children }) {
  const { duty, clinics, unsigned, results } = desk;
  const clinic = clinics.find(({ id }) => id === duty.clinic);
  return html`<div class="duty-bar" data-duty=${duty.state}>
    <${ActionButton} doings=${doings} action="duty" kind="quiet duty" word=${html`<span class="duty-state">${say(`duty_${duty.state}`)}</span>`} />
    ${clinic !== undefined && html`<p class="duty-where"><bdi>${clinic.name}</bdi> ${clinic.phase !== "open" && html`<span class="mark" data-kind="turn">${say(`phase_${clinic.phase}`)}</span>`}</p>`}
    <p class="soft live-word" role="status">${isLive ? "" : say("not_live")}</p>
    ${children}
    <div class="duty-acts">
      <${ActionButton} doings=${doings} action="unsigned" kind="small" word=${say("unsigned_count", { count: unsigned.length })} />
      <${ActionButton} doings=${doings} action="results" kind="small" word=${say("results_count", { count: results.length })} />
      <${ActionButton} doings=${doings} action="help" kind="small" />
      ${word !== null && html`<${ActionButton} doings=${doings} action="next" kind="big" word=${word} />`}
    </div>
  </div>`;
}
