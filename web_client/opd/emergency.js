// Whom to call, always above everything else.

import { html } from "../vendor/preact_htm.js";
import { Icon } from "../views/icons.js";
import { say } from "../words/words.js";

/** @param {{number: string}} props */
export function EmergencyStrip({ number }) {
  return html`<a class="emergency-strip" href="tel:${number}"><${Icon} name="phone" /> <span>${say("emergency_strip", { number })}</span></a>`;
}

/** The big button, and the other number where there are two. @param {{numbers: import("./opd_visit.js").Numbers}} props */
export function CallNow({ numbers }) {
  const { first, everywhere } = numbers;
  return html`<div class="call-now">
    <a class="big end" href="tel:${first}" data-call><${Icon} name="phone" /> <span>${say("call_number", { number: first })}</span></a>
    <p class="soft">${say("call_free")} ${first !== everywhere && html`<a class="link inline" href="tel:${everywhere}">${say("call_other", { number: everywhere })}</a>`}</p>
  </div>`;
}
