// What the guidelines and the checks say of a line: refused, held, warned, and what nobody could check.

import { html } from "../../../vendor/preact_htm.js";
import { say } from "./words.js";

/** @param {{line: import("./answers.js").Line, verdict: import("./answers.js").LineVerdict, isClosed: boolean, onOverride: (code: string, reason: string) => void}} props */
export function LineVerdictView({ line, verdict, isClosed, onOverride }) {
  const unchecked = Object.entries(verdict.checks).filter(([, result]) => result === "not_checked").map(([check]) => say(`rx_check_${check}`));
  return html`
    ${verdict.rulings.map((one) => html`<p key=${one.code} class="note ${verdict.outcome === "refused" ? "trouble" : "warning"}" role="status" data-ruling=${one.code}><strong>${say(`rx_outcome_${verdict.outcome}`)}</strong> ${one.words} <span class="clause">${say("rx_clause", { clause: one.clause })}</span></p>`)}
    ${verdict.warnings.map((one) => html`<div key=${one.code} class="note warning" data-warning=${one.code}><p>${one.words}</p>
      <label class="field"><span>${say("rx_override")}</span><input type="text" dir="auto" maxlength="300" disabled=${isClosed} value=${line.overrides[one.code] ?? ""} onInput=${(/** @type {Event} */ event) => onOverride(one.code, /** @type {HTMLInputElement} */ (event.target).value)} /></label></div>`)}
    ${unchecked.length > 0 && html`<p class="soft unchecked" data-unchecked>${say("rx_not_checked", { checks: unchecked.join(", ") })}</p>`}`;
}
