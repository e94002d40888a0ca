// One medicine of the prescription: what, how, and what rules and checks say of it.

import { html } from "../../../vendor/preact_htm.js";
import { DosingFields } from "./dosing_fields.js";
import { totalOf } from "./shorthand.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Line} Line */
/** @typedef {import("./answers.js").LineVerdict} LineVerdict */

const PURPOSES = /** @type {const} */ (["start", "refill", "add_on"]);
const FORMS = /** @type {const} */ (["tablet", "capsule", "syrup", "suspension", "drops", "sachet", "cream", "ointment", "gel", "lotion", "inhaler", "spray", "solution", "injection", "other"]);
const ROUTES = /** @type {const} */ (["oral", "topical", "eye", "ear", "nasal", "inhaled", "sublingual", "vaginal", "rectal", "injection", "other"]);

/** @param {{line: Line, verdict: LineVerdict | undefined, isClosed: boolean, onWrite: (line: Line) => void, onRemove: () => void, onFavourite: () => void}} props */
export function LineCard({ line, verdict, isClosed, onWrite, onRemove, onFavourite }) {
  const put = (/** @type {Partial<Line>} */ changes) => onWrite({ ...line, ...changes });
  const title = `${line.name} ${line.strength}`.trim();
  return html`<li class="rx-line" data-line=${line.id} data-outcome=${verdict?.outcome ?? "unknown"}>
    <div class="rx-line-head"><h3><bdi>${line.name.toUpperCase()}</bdi> <bdi>${line.strength}</bdi> <span class="soft">${say(`rx_form_${line.form}`)}</span></h3>
      <div class="acts"><button class="small" type="button" title=${say("rx_favourite")} aria-label="${say("rx_favourite")}: ${title}" onClick=${onFavourite}>☆</button>
        ${!isClosed && html`<button class="small" type="button" aria-label="${say("rx_remove")}: ${title}" onClick=${onRemove} data-remove>${say("rx_remove")}</button>`}</div></div>
    ${line.medicine === null && html`<div class="slots">
      <${Choice} word=${say("rx_form")} names=${FORMS} family="rx_form" value=${line.form} isClosed=${isClosed} onWrite=${(/** @type {string} */ form) => put({ form })} />
      <${Choice} word=${say("rx_route")} names=${ROUTES} family="rx_route" value=${line.route} isClosed=${isClosed} onWrite=${(/** @type {string} */ route) => put({ route })} /></div>`}
    <${DosingFields} dosing=${line.dosing} isClosed=${isClosed} onWrite=${(/** @type {Line["dosing"]} */ dosing) => put({ dosing, quantity: null })} />
    <div class="slots">
      <label class="field short"><span>${say("rx_quantity")}</span><input type="number" min="0.25" step="0.25" disabled=${isClosed} value=${line.quantity ?? totalOf(line.dosing)} onInput=${(/** @type {Event} */ event) => put({ quantity: Number(/** @type {HTMLInputElement} */ (event.target).value) })} data-quantity /></label>
      <${Choice} word=${say("rx_purpose")} names=${PURPOSES} family="rx_purpose" value=${line.purpose} isClosed=${isClosed} onWrite=${(/** @type {any} */ purpose) => put({ purpose })} />
      <label class="field grows"><span>${say("rx_instructions")}</span><input type="text" dir="auto" maxlength="200" disabled=${isClosed} value=${line.instructions} onInput=${(/** @type {Event} */ event) => put({ instructions: /** @type {HTMLInputElement} */ (event.target).value })} /></label>
    </div>
    ${verdict !== undefined && html`<${Said} line=${line} verdict=${verdict} isClosed=${isClosed} onOverride=${(/** @type {string} */ code, /** @type {string} */ reason) => put({ overrides: { ...line.overrides, [code]: reason } })} />`}
  </li>`;
}

/** @param {{word: string, names: readonly string[], family: string, value: string, isClosed: boolean, onWrite: (value: string) => void}} props */
function Choice({ word, names, family, value, isClosed, onWrite }) {
  return html`<label class="field short"><span>${word}</span><select disabled=${isClosed} value=${value} onChange=${(/** @type {Event} */ event) => onWrite(/** @type {HTMLSelectElement} */ (event.target).value)}>${names.map((name) => html`<option key=${name} value=${name}>${say(`${family}_${name}`)}</option>`)}</select></label>`;
}

/** @param {{line: Line, verdict: LineVerdict, isClosed: boolean, onOverride: (code: string, reason: string) => void}} props */
function Said({ line, verdict, isClosed, onOverride }) {
  const unchecked = Object.entries(verdict.checks).filter(([, result]) => result === "not_checked").map(([check]) => say(`rx_check_${check}`));
  return html`
    ${verdict.rulings.map((one) => html`<p key=${one.code} class="note ${verdict.outcome === "refused" ? "trouble" : "warning"}" role="status" data-ruling=${one.code}><strong>${say(`rx_outcome_${verdict.outcome}`)}</strong> ${one.words} <span class="soft">${say("rx_clause", { clause: one.clause })}</span></p>`)}
    ${verdict.warnings.map((one) => html`<div key=${one.code} class="note warning" data-warning=${one.code}><p>${one.words}</p>
      <label class="field"><span>${say("rx_override")}</span><input type="text" dir="auto" maxlength="300" disabled=${isClosed} value=${line.overrides[one.code] ?? ""} onInput=${(/** @type {Event} */ event) => onOverride(one.code, /** @type {HTMLInputElement} */ (event.target).value)} /></label></div>`)}
    ${unchecked.length > 0 && html`<p class="soft" data-unchecked>${say("rx_not_checked", { checks: unchecked.join(", ") })}</p>`}`;
}
