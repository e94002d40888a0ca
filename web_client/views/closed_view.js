// Nothing goes on here: what happened, what to do next, and one button where something can be done.

import { html } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";
import { outcomeOf } from "./outcomes.js";
import { Icon } from "./icons.js";

/** @param {import("./app.js").ViewProps} props */
export function ClosedView({ state, actions }) {
  const { sentence, way, icon } = outcomeOf(state.reason);
  return html`<section id="closed" class="page calm" data-reason=${state.reason} aria-labelledby="closed-title">
    <p class="sign"><${Icon} name=${icon} /></p>
    <h1 id="closed-title" tabindex="-1">${say(`${sentence}_title`)}</h1>
    <p>${say(sentence)}</p>
    ${way !== null && html`<${Way} way=${way} actions=${actions} />`}
  </section>`;
}

/** @param {{way: NonNullable<import("./outcomes.js").Outcome["way"]>, actions: import("../state.js").Actions}} props */
function Way({ way, actions }) {
  if (way === "way_opd") return html`<p>${say("or_without_link")}</p><a class="big" href="/opd/">${say(way)}</a>`;
  const go = way === "way_reload" ? () => location.reload() : () => actions.startAgain();
  return html`<button id="start-again" class="big" type="button" onClick=${go}>${say(way)}</button>`;
}
