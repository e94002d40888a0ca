// A field that was written in two windows: both stand side by side, and she chooses. Nothing is written over in silence.

import { html } from "../../vendor/preact_htm.js";
import { say } from "../words.js";

/** @param {{conflict: import("./note_sheet.js").Conflict, onChoose: (which: "mine" | "theirs" | "both") => void}} props */
export function TwoWritings({ conflict: { field, mine, theirs }, onChoose }) {
  return html`<section class="two-writings" role="group" aria-labelledby="two-${field}" data-conflict=${field}>
    <h3 id="two-${field}">${say(`note_${field}`)}</h3>
    <p>${say("two_writings_means")}</p>
    <div class="writings">
      <div><h4>${say("writing_here")}</h4><${Written} value=${mine} /><button class="small" type="button" data-choose="mine" onClick=${() => onChoose("mine")}>${say("writing_take")}</button></div>
      <div><h4>${say("writing_there")}</h4><${Written} value=${theirs} /><button class="small" type="button" data-choose="theirs" onClick=${() => onChoose("theirs")}>${say("writing_take")}</button></div>
    </div>
    <button class="small strong" type="button" data-choose="both" onClick=${() => onChoose("both")}>${say("writing_both")}</button>
  </section>`;
}

/** @param {{value: any}} props */
function Written({ value }) {
  if (!Array.isArray(value)) return html`<p class="quoted" dir="auto">${value || html`<span class="soft">${say("writing_empty")}</span>`}</p>`;
  return html`<ul class="quoted">${value.map(({ code, title }) => html`<li key=${code}><bdi dir="ltr">${code}</bdi> ${title}</li>`)}</ul>`;
}
