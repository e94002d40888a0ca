// Which camera, microphone and speaker; and a sound to try the speaker with.

import { html } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { Icon } from "../icons.js";

/** @typedef {import("../../state.js").Devices} Devices */
/** @typedef {import("../../state.js").Actions} Actions */
/** @typedef {"camera" | "microphone" | "speaker"} Kind */

/** Folded: most people never need it. @param {{devices: Devices, actions: Actions}} props */
export function DeviceChoice({ devices, actions }) {
  if (devices.state !== "open") return null;
  return html`<details id="devices" class="fold">
    <summary><${Icon} name="devices" /> ${say("choose_devices")}</summary>
    <${DeviceSelects} devices=${devices} actions=${actions} />
  </details>`;
}

/** @param {{devices: Devices, actions: Actions}} props */
export function DeviceSelects({ devices, actions }) {
  /** @type {[Kind, Devices["cameras"]][]} */
  const kinds = [["camera", devices.cameras], ["microphone", devices.microphones], ["speaker", devices.speakers]];
  return html`<div class="device-selects">
    ${kinds.map(([kind, list]) => list.length > 0 && html`<${DeviceSelect} kind=${kind} list=${list} devices=${devices} actions=${actions} />`)}
    ${devices.canAskForSpeaker &&
    html`<button id="other-speaker" class="quiet" type="button" onClick=${() => actions.choose("speaker", "?")}>${say("other_speaker")}</button>`}
    <button id="test-speaker" class="quiet" type="button" onClick=${() => actions.testSpeaker()}>
      <${Icon} name="speaker" /> ${say("test_speaker")}
    </button>
  </div>`;
}

/** @param {{kind: Kind, list: Devices["cameras"], devices: Devices, actions: Actions}} props */
function DeviceSelect({ kind, list, devices, actions }) {
  const chosen = devices.chosen[kind];
  const isKnown = list.some(({ id }) => id === chosen);
  const choose = (/** @type {Event} */ event) => actions.choose(kind, /** @type {HTMLSelectElement} */ (event.target).value);
  return html`<p class="field">
    <label for="choose-${kind}">${say(`device_${kind}`)}</label>
    <select id="choose-${kind}" onChange=${choose}>
      ${!isKnown && html`<option value="" selected>${say("device_default")}</option>`}
      ${list.map(({ id, label }, index) => html`<option key=${id} value=${id} selected=${id === chosen}>${label || say(`device_${kind}_number`, { number: index + 1 })}</option>`)}
    </select>
  </p>`;
}
