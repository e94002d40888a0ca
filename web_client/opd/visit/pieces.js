// Small pieces that several screens of the visit share.

import { html } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { say } from "../../words/words.js";
import { aheadWords, qualificationWords } from "./said.js";

/** @typedef {import("./visit.js").Visit} Visit */
/** @typedef {import("./token.js").Token} Token */
/** What every screen of a token gets. @typedef {{visit: Visit, token: Token, parts: import("./visit_page.js").Parts}} TokenProps */

/** @param {{token: Token}} props */
export function ForWhom({ token }) {
  return html`<p class="for-whom"><bdi class="name">${token.patient_name}</bdi> <span class="soft">${token.clinic_name}</span></p>`;
}

/** Above the cards: the number and the place stay in sight, and lead back to them. @param {{token: Token, onBack: () => void}} props */
export function TokenStrip({ token, onBack }) {
  return html`<button class="token-strip" type="button" data-back-to-token onClick=${onBack}>
    <span class="back-arrow" aria-hidden="true"></span>
    <span class="strip-words"><span class="name">${say("your_number", { number: token.number })}</span> <span class="soft">${stripWords(token)}</span></span>
  </button>`;
}

/** @param {Token} token */
function stripWords({ state, ahead }) {
  if (state === "called") return say("ring_title");
  return state === "waiting" ? aheadWords(ahead) : "";
}

/** Who the doctor is: name, qualification, registration. @param {{doctor: import("./token.js").Doctor | null, level?: "h1" | "p"}} props */
export function DoctorWords({ doctor }) {
  if (doctor === null) return null;
  return html`<div class="doctor-words">
    <bdi class="name doctor-name">${doctor.name}</bdi>
    <span class="soft">${qualificationWords(doctor)}</span>
  </div>`;
}

/** A doctor, drawn: white coat and stethoscope. It never stands without the name. */
export function DoctorFace() {
  return html`<svg class="doctor-face" viewBox="0 0 96 96" aria-hidden="true" focusable="false">
    <circle class="face-ground" cx="48" cy="48" r="48" />
    <clipPath id="doctor-round"><circle cx="48" cy="48" r="48" /></clipPath>
    <g clip-path="url(#doctor-round)">
      <path class="doctor-coat" d="M10 98c1-22 14-32 38-32s37 10 38 32z" />
      <path class="face-cloth-a" d="M38 67h20l-10 18z" />
      <path class="face-skin" d="M40 56h16v12c-4 6-12 6-16 0z" />
      <ellipse class="face-skin" cx="48" cy="42" rx="17" ry="19" />
      <path class="face-hair" d="M30 41c-3-16 5-25 18-25s21 9 18 25l-3-9c-9 3-21 3-30 0z" />
      <circle class="face-ink" cx="41.500" cy="43" r="2" /><circle class="face-ink" cx="54.500" cy="43" r="2" />
      <path class="face-line" d="M43 52q5 4 10 0" />
      <path class="doctor-tube" d="M32 70c-2 10 4 16 10 16M64 70c2 8 1 12-2 15" /><circle class="doctor-disc" cx="62" cy="87" r="4" />
    </g>
  </svg>`;
}

/** What is true just now beside the number: calm, and heard when it comes. @param {{sentences: readonly string[]}} props */
export function Standing({ sentences }) {
  return html`<div class="standing" role="status">${sentences.map((sentence) => html`<p class="note" key=${sentence}>${sentence}</p>`)}</div>`;
}

/** A line of facts, each with its picture. @param {{icon: import("../../views/icons.js").IconName, children?: unknown}} props */
export function Fact({ icon, children }) {
  return html`<span class="fact"><${Icon} name=${icon} /> <span>${children}<span class="unseen">. </span></span></span>`;
}
