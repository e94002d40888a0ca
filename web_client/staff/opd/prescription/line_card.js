// One medicine of the prescription: what, how, in words, and what rules and checks say of it.

import { html } from "../../../vendor/preact_htm.js";
import { DosingFields } from "./dosing_fields.js";
import { sayLine } from "./dosing_words.js";
import { FORMS, named, ROUTES, UNIT_OF } from "./lines.js";
import { missingOf, totalOf } from "./shorthand.js";
import { LineVerdictView } from "./verdict_view.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Line} Line */
/** @typedef {import("./answers.js").LineVerdict} LineVerdict */

const PURPOSES = /** @type {const} */ (["start", "refill", "add_on"]);

/**
 * `mayContinue`: she may take it already, or it may be added to what was begun in person.
 * @param {{line: Line, verdict: LineVerdict | undefined, mayContinue: boolean, isClosed: boolean, favourite: "none" | "kept", onWrite: (line: Line) => void, onRemove: () => void, onFavourite: () => void}} props
 */
export function LineCard({ line, verdict, mayContinue, isClosed, favourite, onWrite, onRemove, onFavourite }) {
  const put = (/** @type {Partial<Line>} */ changes) => onWrite({ ...line, ...changes });
  const title = `${line.name} ${line.strength}`.trim();
  const hasPurpose = line.purpose !== "start" || mayContinue || verdict?.outcome === "refused";
  return html`<li class="rx-line" data-line=${line.id} data-outcome=${verdict?.outcome ?? "unknown"}>
    <div class="rx-line-head"><h3><bdi>${line.name.toUpperCase()}</bdi> <bdi>${line.strength}</bdi> <span class="soft">${say(`rx_form_${line.form}`)}</span></h3>
      <div class="acts"><button class="small" type="button" title=${say("rx_favourite")} aria-label="${say("rx_favourite")}: ${title}" aria-pressed=${String(favourite === "kept")} onClick=${onFavourite} data-favourite>${favourite === "kept" ? "★" : "☆"}</button>
        ${!isClosed && html`<button class="small" type="button" aria-label="${say("rx_remove")}: ${title}" onClick=${onRemove} data-remove>${say("rx_remove")}</button>`}</div></div>
    ${line.medicine === null && html`<${ByName} line=${line} isClosed=${isClosed} onWrite=${put} />`}
    <${DosingFields} id=${line.id} dosing=${line.dosing} isClosed=${isClosed} onWrite=${(/** @type {Line["dosing"]} */ dosing) => put({ dosing, quantity: null })}>
      <label class="field few"><span>${say("rx_quantity")}</span><input type="number" min="0.25" step="0.25" disabled=${isClosed} value=${(line.quantity ?? totalOf(line.dosing)) || ""} onInput=${(/** @type {Event} */ event) => put({ quantity: quantityOf(event) })} data-quantity /></label>
    <//>
    <div class="slots">
      ${hasPurpose && html`<${Choice} word=${say("rx_purpose")} names=${PURPOSES} family="rx_purpose" value=${line.purpose} isClosed=${isClosed} onWrite=${(/** @type {any} */ purpose) => put({ purpose })} />`}
      <label class="field grows"><span>${say("rx_instructions")}</span><input type="text" dir="auto" maxlength="200" disabled=${isClosed} value=${line.instructions} onInput=${(/** @type {Event} */ event) => put({ instructions: textOf(event) })} /></label>
    </div>
    <p class="rx-words" data-unsaid=${missingOf(line.dosing).length > 0 ? "" : undefined}>${sayLine(line)}</p>
    ${verdict !== undefined && html`<${LineVerdictView} line=${line} verdict=${verdict} isClosed=${isClosed} onOverride=${(/** @type {string} */ code, /** @type {string} */ reason) => put({ overrides: { ...line.overrides, [code]: reason } })} />`}
  </li>`;
}

/** Of one that no list has, everything is the doctor's own word. @param {{line: Line, isClosed: boolean, onWrite: (changes: Partial<Line>) => void}} props */
function ByName({ line, isClosed, onWrite }) {
  return html`<div class="slots">
    <label class="field grows"><span>${say("rx_name")}</span><input type="text" dir="auto" maxlength="120" spellcheck=${false} disabled=${isClosed} value=${line.name} onChange=${(/** @type {Event} */ event) => textOf(event).trim() !== "" && onWrite(named(textOf(event).trim(), line.strength))} data-name /></label>
    <label class="field short"><span>${say("rx_strength")}</span><input type="text" dir="auto" maxlength="40" spellcheck=${false} disabled=${isClosed} value=${line.strength} onChange=${(/** @type {Event} */ event) => onWrite(named(line.name, textOf(event).trim()))} data-strength /></label>
    <${Choice} word=${say("rx_form")} names=${FORMS} family="rx_form" value=${line.form} isClosed=${isClosed} onWrite=${(/** @type {keyof typeof UNIT_OF} */ form) => onWrite({ form, unit: UNIT_OF[form] })} />
    <${Choice} word=${say("rx_route")} names=${ROUTES} family="rx_route" value=${line.route} isClosed=${isClosed} onWrite=${(/** @type {string} */ route) => onWrite({ route })} /></div>`;
}

/** @param {{word: string, names: readonly string[], family: string, value: string, isClosed: boolean, onWrite: (value: any) => void}} props */
function Choice({ word, names, family, value, isClosed, onWrite }) {
  return html`<label class="field short"><span>${word}</span><select disabled=${isClosed} value=${value} onChange=${(/** @type {Event} */ event) => onWrite(/** @type {HTMLSelectElement} */ (event.target).value)}>${names.map((name) => html`<option key=${name} value=${name}>${say(`${family}_${name}`)}</option>`)}</select></label>`;
}

/** An emptied field is worked out again. @param {Event} event */
function quantityOf(event) {
  const typed = textOf(event);
  return typed === "" ? null : Number(typed);
}

/** @param {Event} event */
function textOf(event) {
  return /** @type {HTMLInputElement} */ (event.target).value;
}
