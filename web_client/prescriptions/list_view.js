// All that was prescribed to the household, the newest first.

import { useLoaded } from "../parts/loaded.js";
import { Problem } from "../parts/notice.js";
import { html } from "../vendor/preact_htm.js";
import { sayDate } from "../words/words.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Listed} Listed */

export function ListView() {
  const { value, problem, load } = useLoaded("/api/prescriptions");
  if (problem !== null) return html`<${Problem} problem=${problem}><button class="quiet" type="button" onClick=${load}>${say("parts_try_again")}</button><//>`;
  if (value === null) return html`<p class="soft" role="status">${say("parts_one_moment")}</p>`;
  const every = /** @type {readonly Listed[]} */ (value.prescriptions);
  if (every.length === 0) return html`<p class="large">${say("none_yet")}</p><a class="big" href="/opd/">${say("to_doctor")}</a>`;
  return html`<ul class="family">
    ${every.map((one) => html`<li key=${one.id}><a class="family-member" href="#${one.id}" data-state=${one.state}>
      <span class="who-words"><bdi class="name">${one.patient_name}</bdi>
        <span>${sayDate(one.signed_at)} · <bdi>${one.doctor.name}</bdi></span>
        <span class="soft">${say("how_many", { count: one.medicines })}</span>
        ${one.state !== "signed" && html`<strong class="chip">${say(one.state === "cancelled" ? "chip_cancelled" : "chip_replaced")}</strong>`}</span>
    </a></li>`)}
  </ul>`;
}
