// The way in: which step is shown, and how far it is.

import { Page } from "../parts/page.js";
import { Problem } from "../parts/notice.js";
import { html, useEffect } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";
import { CodeView } from "./code_view.js";
import { FactView } from "./fact_view.js";
import { NumberView } from "./number_view.js";
import { PersonView } from "./person_view.js";
import { RegisteredView } from "./registered_view.js";
import { placeOf } from "./steps.js";
import { WhoView } from "./who_view.js";

/** @typedef {import("./registration.js").Registration} Registration */
/** @typedef {{registration: Registration}} ViewProps */

const STEPS = 4;
const ACCOUNT = "/account/";
/** Where somebody came from who had to sign in first. */
const NEXT = Object.freeze({ account: ACCOUNT, prescriptions: "/prescriptions/" });
const OPD = "/opd/#safe";

const VIEWS = { opening: OpeningView, number: NumberView, code: CodeView, second_fact: FactView, who: WhoView, person: PersonView, registered: RegisteredView };
/** @type {Record<import("./steps.js").Step["name"], import("../words/words.js").WordKey>} */
const TITLES = {
  opening: "register_title",
  number: "number_title",
  code: "code_title",
  second_fact: "fact_title",
  who: "who_title",
  person: "person_title",
  registered: "registered_title",
};

/** @param {ViewProps} props */
export function RegisterPage({ registration }) {
  const { step } = registration.state;
  const place = placeOf(step);
  const isIn = "household" in step;
  useEffect(() => {
    if (step.name === "registered" && new URLSearchParams(location.search).get("next") === "opd") location.replace(OPD);
  }, [step.name]);
  useEffect(() => {
    const next = new URLSearchParams(location.search).get("next") ?? "";
    if (isIn && !step.household.needs_second_fact && next in NEXT) location.replace(NEXT[/** @type {keyof typeof NEXT} */ (next)]);
  }, [isIn && !step.household.needs_second_fact]);
  return html`<${Page} screen=${step.name} title=${say(TITLES[step.name])} links=${html`<${Links} isIn=${isIn} />`}>
    <div class="step-head">
      <p class="crumb">${say("step_of", { step: place, steps: STEPS })}</p>
      <progress class="way" max=${STEPS} value=${place} aria-hidden="true"></progress>
    </div>
    <${VIEWS[step.name]} registration=${registration} />
  <//>`;
}

/** @param {{isIn: boolean}} props */
function Links({ isIn }) {
  return html`<a class="link emergency" href="tel:112">${say("emergency")}</a>
    <a class="link" href=${isIn ? ACCOUNT : "/register/?next=account"}>${say("my_account")}</a>`;
}

/** @param {ViewProps} props */
function OpeningView({ registration }) {
  const { problem } = registration.state;
  return html`<h1 id="title" tabindex="-1">${say(problem === null ? "parts_one_moment" : "register_title")}</h1>
    <${Problem} problem=${problem} />
    ${problem !== null && html`<button class="big" type="button" onClick=${() => registration.begin()}>${say("parts_try_again")}</button>`}`;
}
