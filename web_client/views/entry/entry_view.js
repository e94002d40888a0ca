// Before joining: who comes, how she is seen and heard, and one big button.

import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { outcomeOf } from "../outcomes.js";
import { DeviceChoice } from "./device_choice.js";
import { missingName, NameFields } from "./name_fields.js";
import { Preview } from "./preview.js";
import { MissingDevice, Remedy } from "./trouble_help.js";
import { MainWay, OtherWays } from "./ways.js";

/** @typedef {import("../../state.js").State} State */

/** @param {import("../app.js").ViewProps} props */
export function EntryView({ state, actions }) {
  const [isNameMissing, setNameMissing] = useState(false);
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const publishes = state.grants.includes("publish");

  /** @param {Event} [event] */
  const join = (event) => {
    event?.preventDefault();
    if (publishes && state.devices.state !== "open" && event !== undefined) return; // Enter in a field
    const index = missingName(state);
    setNameMissing(index !== -1);
    if (index !== -1) return /** @type {HTMLElement | null} */ (form.current.querySelector(`[data-person="${index}"]`))?.focus();
    if (state.isPrepared || event === undefined) actions.join();
  };
  const isStuck = publishes && state.devices.trouble !== null && state.devices.state === "closed";
  const note = noteOf(state, isNameMissing && missingName(state) !== -1);
  return html`<section id="entry-screen" class="page entry" aria-labelledby="entry-title">
    <div class="entry-head">
      <h1 id="entry-title" tabindex="-1">${say("title")}</h1>
      <p class="soft">${say(state.waits ? "entry_waits" : "entry_goes_in")}</p>
    </div>
    ${publishes && (isStuck ? html`<${Remedy} trouble=${state.devices.trouble} />` : html`<${Preview} devices=${state.devices} actions=${actions} />`)}
    <form id="entry" novalidate ref=${form} onSubmit=${join}>
      <${NameFields} state=${state} actions=${actions} />
      ${publishes && html`<${MissingDevice} devices=${state.devices} />`}
      <div class="main-way">
        <p id="entry-note" class="note ${note.isTrouble ? "trouble" : ""}" role="status">${note.sentence}</p>
        <${MainWay} state=${state} actions=${actions} />
      </div>
      <${OtherWays} state=${state} actions=${actions} join=${join} />
      ${publishes && html`<${DeviceChoice} devices=${state.devices} actions=${actions} />`}
    </form>
  </section>`;
}

/** What the page wants of her now, in one sentence. @param {State} state @param {boolean} isNameMissing */
function noteOf(state, isNameMissing) {
  const trouble = (/** @type {string} */ sentence) => ({ sentence, isTrouble: true });
  const calm = (/** @type {string} */ sentence) => ({ sentence, isTrouble: false });
  if (state.screen === "joining") return calm(say("joining"));
  if (!state.isServerHere) return trouble(say("server_away"));
  if (isNameMissing || state.reason === "name_missing") return trouble(say("name_missing"));
  if (state.reason !== null) return trouble(say(outcomeOf(state.reason).sentence));
  if (state.devices.state === "asking") return calm(say("opening_devices"));
  if (state.devices.state === "open" && state.isPrepared) return calm(say(state.waits ? "ready_to_wait" : "ready"));
  return calm("");
}
