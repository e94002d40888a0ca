// The first screen: is there danger? Six pictures, and "none of these" as the way on. It needs neither a line nor a clinic that is open.

import { html } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";
import { DANGER_SIGNS } from "./danger_signs.js";
import { SignPicture } from "./sign_pictures.js";
import { inWords } from "./sign_words.js";

/** @typedef {import("./danger_signs.js").Sign} Sign */

/** @param {import("./opd_page.js").ViewProps} props */
export function DangerView({ visit }) {
  const { approvedBy } = visit.state;
  return html`<div class="danger-head">
      <h1 id="title" tabindex="-1">${say("danger_title")}</h1>
      <p class="danger-lede"><span class="lede">${say("danger_lede")}</span> ${approvedBy === null && html`<span class="chip approval">${say("not_approved")}</span>`}</p>
    </div>
    <${SignTiles} onChoose=${(/** @type {string} */ sign) => visit.choose(sign)} />
    <div class="way-on"><button class="big" type="button" data-none onClick=${() => visit.noneOfThese()}>${say("danger_none")}</button></div>
    <${Approval} approvedBy=${approvedBy} />
    <details class="card fold">
      <summary><span>${say("danger_all")}</span></summary>
      <div class="all-signs">${DANGER_SIGNS.signs.map((sign) => html`<${AllOf} key=${sign.id} sign=${sign} />`)}</div>
    </details>`;
}

/** The six pictures; each is a button. @param {{onChoose: (sign: string) => void}} props */
export function SignTiles({ onChoose }) {
  return html`<ul class="danger-tiles">
    ${DANGER_SIGNS.signs.map(
      ({ id, picture, words }) => html`<li key=${id}>
        <button class="danger-tile" type="button" data-sign=${id} onClick=${() => onChoose(id)}><${SignPicture} name=${picture} /> <span>${inWords(words)}</span></button>
      </li>`,
    )}
  </ul>`;
}

/** Whether a medical officer stands behind these questions: visible, and calm. @param {{approvedBy: string | null}} props */
function Approval({ approvedBy }) {
  return html`<p class="approval soft" data-approved=${approvedBy === null ? undefined : ""}>${approvedBy === null ? say("not_approved_means") : say("approved_by", { name: approvedBy })}</p>`;
}

/** @param {{sign: Sign}} props */
function AllOf({ sign }) {
  return html`<section>
    <h2>${inWords(sign.words)}</h2>
    <ul class="plain-list">${sign.includes.map(({ words }) => html`<li>${inWords(words)}</li>`)}</ul>
  </section>`;
}
