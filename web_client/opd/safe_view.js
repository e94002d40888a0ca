// No danger sign: how it goes on. Whoever is not signed in is asked for her mobile first, on the page of registration.

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
    ${step.household === null && html`<${NobodyYet} />`} ${step.household && html`<${SignedIn} household=${step.household} />`}
    <button class="link" type="button" data-back onClick=${() => visit.goBack()}>${say("safe_back")}</button>`;
}

function NobodyYet() {
  return html`<p class="lede">${say("safe_register")}</p>
    <ol class="steps card">
      ${/** @type {const} */ (["safe_step_number", "safe_step_who", "safe_step_token"]).map((key) => html`<li><span>${say(key)}</span></li>`)}
    </ol>
    <a class="big" href=${REGISTER} data-register>${say("safe_go_on")}</a>`;
}

/** @param {{household: import("./steps.js").Household}} props */
function SignedIn({ household }) {
  const chosen = household.patients.find(({ id }) => id === household.chosen);
  return html`<p class="lede">${chosen === undefined ? say("safe_who_missing") : say("safe_for", { name: chosen.name })}</p>
    <a class=${chosen === undefined ? "big" : "quiet"} href=${REGISTER} data-who>${say(chosen === undefined ? "safe_choose_who" : "safe_other_who")}</a>`;
}
