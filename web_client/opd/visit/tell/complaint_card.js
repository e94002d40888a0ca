// What is wrong: in her own words, written or spoken.

import { LongField } from "../../../parts/field.js";
import { html } from "../../../vendor/preact_htm.js";
import { say } from "../../../words/words.js";
import { Voice } from "./voice.js";

/** @param {import("./card_view.js").CardProps} props */
export function ComplaintCard({ intake, wrong, tell, files }) {
  return html`<div class="form">
    <${Voice} files=${files} />
    <p class="or" role="separator"><span>${say("or_write")}</span></p>
    <${LongField} name="complaint" label=${say("complaint_write")} hint=${say("complaint_hint")} error=${wrong.includes("complaint") ? say("wrong_complaint") : undefined} maxlength="2000" value=${intake.complaint ?? ""} onWrite=${(/** @type {string} */ text) => tell({ complaint: text.trim() === "" ? null : text }, { soon: true })} />
  </div>`;
}
