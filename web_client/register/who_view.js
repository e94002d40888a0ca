// Step 3 for a family that is known: faces with names, and "someone else".

import { aboutWords } from "../parts/about.js";
import { Face, NewFace } from "../parts/face.js";
import { Problem } from "../parts/notice.js";
import { html } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";

/** @param {import("./register_page.js").ViewProps} props */
export function WhoView({ registration }) {
  const { step, busy, problem } = registration.state;
  if (step.name !== "who") return null;
  return html`<h1 id="title" tabindex="-1">${say("who_title")}</h1>
    <${Removed} registration=${registration} />
    <p class="lede">${say("who_lede")}</p>
    <${Problem} problem=${problem} />
    <ul class="family">
      ${step.household.patients.map(
        (patient) => html`<li key=${patient.id}>
          <button class="family-member" type="button" data-patient=${patient.id} aria-busy=${busy === `choosing ${patient.id}` ? "true" : undefined} onClick=${() => registration.choose(patient)}>
            <${Face} ...${patient} /> <span class="who-words"><bdi class="name">${patient.name}</bdi> <span class="soft">${aboutWords(patient)}</span></span>
          </button>
        </li>`,
      )}
      <li>
        <button class="family-member" type="button" data-someone-else onClick=${() => registration.someoneElse()}>
          <${NewFace} /> <span class="who-words"><span class="name">${say("someone_else")}</span> <span class="soft">${say("someone_else_means")}</span></span>
        </button>
      </li>
    </ul>
    <${Reached} mobile=${step.household.mobile} registration=${registration} />`;
}

/** Somebody was taken away just now: the way back. @param {import("./register_page.js").ViewProps} props */
export function Removed({ registration }) {
  const { removed } = registration.state;
  return html`<div role="status">
    ${removed !== null &&
    html`<div class="note">
      <p>${say("removed", { name: removed.name })}</p>
      <button class="quiet" type="button" data-restore onClick=${() => registration.restore()}>${say("restore")}</button>
    </div>`}
  </div>`;
}

/** Whose phone this is just now, and how to leave a borrowed one. @param {import("./register_page.js").ViewProps & {mobile: string}} props */
function Reached({ mobile, registration }) {
  return html`<p class="soft reached">
    <span>${say("signed_in_as")} <bdi dir="ltr">${mobile}</bdi></span>
    <button class="link" type="button" data-sign-out onClick=${() => registration.signOut()}>${say("sign_out")}</button>
  </p>`;
}
