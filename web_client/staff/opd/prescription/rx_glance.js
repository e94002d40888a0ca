// What will be printed: read once more before it is signed.

import { html } from "../../../vendor/preact_htm.js";
import { sayLine } from "./dosing_words.js";
import { ofOutcome } from "./still_missing.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Line} Line */

const TEXTS = /** @type {const} */ (["investigations", "diet", "worse", "referral"]);

/** @param {{rx: import("./rx_sheet.js").RxSheet, notes: import("../note_sheet.js").NoteSheet}} props */
export function RxGlance({ rx, notes }) {
  const { sheet, fields } = rx;
  if (sheet === null || fields === null) return null;
  const { diagnoses, advice } = notes.state.fields;
  const held = ofOutcome(sheet, fields, "held");
  const texts = [["rx_advice", advice], ...TEXTS.map((name) => [`rx_${name}`, fields[name]])].filter(([, text]) => text.trim() !== "");
  return html`<div class="rx-review">
    <p class="soft">${say(`rx_relation_${sheet.context.relation}`)}, ${say(`rx_mode_${sheet.context.mode}`)}</p>
    <p><span class="soft">${say("rx_diagnoses")}</span> ${diagnoses.map(({ code, title }) => html`<span key=${code} class="rx-diagnosis"><bdi class="code" dir="ltr">${code}</bdi> ${title}</span>`)}</p>
    <ol class="rx-glance">${ofOutcome(sheet, fields, "allowed").map((line) => html`<${GlanceLine} key=${line.id} line=${line} />`)}</ol>
    ${held.length > 0 && html`<section class="note warning" data-held><h3>${say("rx_held_title")}</h3><ul>${held.map((line) => html`<${GlanceLine} key=${line.id} line=${line} verdict=${sheet.verdict.lines.find((one) => one.line === line.id)} />`)}</ul></section>`}
    ${texts.map(([word, text]) => html`<p key=${word}><span class="soft">${say(word)}</span> <span dir="auto">${text}</span></p>`)}
  </div>`;
}

/** @param {{line: Line, verdict?: import("./answers.js").LineVerdict}} props */
function GlanceLine({ line, verdict }) {
  return html`<li><strong><bdi>${line.name.toUpperCase()}</bdi> <bdi>${line.strength}</bdi></strong> <span class="soft">${say(`rx_form_${line.form}`)}</span><br />${sayLine(line)} <span dir="auto">${line.instructions}</span>
    ${verdict?.rulings.map(({ code, clause }) => html`<span key=${code} class="clause">${say("rx_clause", { clause })}</span>`)}</li>`;
}
