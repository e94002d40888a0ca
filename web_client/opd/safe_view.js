// No danger sign: whoever is not signed in is asked for her mobile first, on the page of registration. The others go on to the visit.

import { Problem } from "../parts/notice.js";
import { html } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";

const REGISTER = "/register/?next=opd";

/** @param {import("./opd_page.js").ViewProps} props */
export function SafeView({ visit }) {
  const { step, problem } = visit.state;
  if (step.name !== "safe") return null;
  return html`<h1 id="title" tabindex="-1">${say(step.household === undefined ? "parts_one_moment" : "safe_title")}</h1>
    <${Problem} problem=${problem}><button class="quiet" type="button" onClick=${() => visit.lookWhoIsIn()}>${say("parts_try_again")}</button><//>
    ${step.household === null && html`<${NobodyYet} />`}
    <button class="link" type="button" data-back onClick=${() => visit.goBack()}>${say("safe_back")}</button>`;
}

function NobodyYet() {
  return html`<p class="lede">${say("safe_register")}</p>
    <ol class="steps card">
      ${/** @type {const} */ (["safe_step_number", "safe_step_who", "safe_step_token"]).map((key) => html`<li><span>${say(key)}</span></li>`)}
    </ol>
    <a class="big" href=${REGISTER} data-register>${say("safe_go_on")}</a>`;
}
