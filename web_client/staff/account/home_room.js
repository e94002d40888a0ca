// Where somebody stands: what was decided about her, and what happens next.

import { html } from "../../vendor/preact_htm.js";
import { hrefOf } from "../rooms.js";
import { say, sayCode } from "../words.js";

/** @typedef {import("../answers.js").StaffSelf} StaffSelf */

/** @param {{staff: StaffSelf}} props */
export function HomeRoom({ staff }) {
  const isIn = staff.status === "verified";
  return html`<div class="calm-column">
    <div class="card">
      <p class="standing" data-status=${staff.status}>${say(`status_${staff.status}`)}</p>
      <p>${say(`home_${staff.status}`)}</p>
      <p class="soft">${say(`next_${staff.status}`)}</p>
      ${isIn && html`<${Places} staff=${staff} />`}
    </div>
    <p><a href=${hrefOf("account")}>${say("home_account")}</a></p>
  </div>`;
}

/** As what she works, and where. @param {{staff: StaffSelf}} props */
export function Places({ staff }) {
  return html`<ul class="places">
    ${staff.assignments.map(({ role, facility, facility_name: place }) => html`<li key="${role} ${facility}"><span class="name">${sayCode("role", role)}</span> <bdi>${facility === null ? say("whole_state") : place}</bdi></li>`)}
  </ul>`;
}
