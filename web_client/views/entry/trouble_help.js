// Why there is no camera or microphone, in plain words; what to do, step by step; and a picture of where to press.

import { html } from "../../vendor/preact_htm.js";
import { say, sayAll } from "../../words/words.js";
import { TroublePicture } from "./pictures.js";
import { platformOf } from "./platform.js";

/** @typedef {import("../../state.js").Trouble} Trouble */

/** Whose remedy differs from device to device. @type {ReadonlySet<Trouble>} */
const BY_PLATFORM = new Set(/** @type {Trouble[]} */ (["blocked", "in_app", "denied"]));

/** One of the two is there, or neither, and one can join all the same. @param {{devices: import("../../state.js").Devices}} props */
export function MissingDevice({ devices }) {
  if (devices.state !== "open" || (devices.trouble === null && (devices.hasCamera || devices.hasMicrophone))) return null;
  return html`<p class="note trouble" id="missing-device">${say(partOf(devices))}</p>`;
}

/** @param {import("../../state.js").Devices} devices */
function partOf({ hasCamera, hasMicrophone }) {
  if (!hasCamera && !hasMicrophone) return "trouble_neither";
  return hasCamera ? "trouble_no_microphone" : "trouble_no_camera";
}

/** Stands in the place of the picture that cannot be had. @param {{trouble: Trouble}} props */
export function Remedy({ trouble }) {
  const platform = platformOf(navigator.userAgent, navigator.maxTouchPoints);
  const steps = sayAll(BY_PLATFORM.has(trouble) ? `steps_${trouble}_${platform}` : `steps_${trouble}`);
  return html`<div id="trouble" class="card trouble-card" data-trouble=${trouble} data-platform=${platform}>
    <div role="alert"><h2>${say(`trouble_${trouble}`)}</h2></div>
    <${TroublePicture} trouble=${trouble} platform=${platform} />
    <ol class="steps">${steps.map((step) => html`<li>${step}</li>`)}</ol>
  </div>`;
}
