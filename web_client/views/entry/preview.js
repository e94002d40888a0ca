// How she will be seen and heard. Nobody else sees it yet.

import { html, useEffect, useRef } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { Icon } from "../icons.js";
import { MediaVideo } from "../media_video.js";

/** @typedef {import("../../state.js").Devices} Devices */
/** @typedef {import("../../state.js").Actions} Actions */

/** @param {{devices: Devices, actions: Actions}} props */
export function Preview({ devices, actions }) {
  const isSeen = devices.state === "open" && devices.hasCamera && devices.stream !== null;
  return html`<figure class="preview">
    ${isSeen &&
    html`<${MediaVideo}
      id="preview" stream=${devices.stream} label=${say("own_picture")} isMuted=${true} isMirrored=${devices.facing !== "environment"}
    />`}
    <figcaption class=${isSeen ? "unseen" : ""}>
      <${Icon} name=${devices.state === "open" ? "camera_off" : "camera"} />
      <span>${say(sentenceOf(devices, isSeen))}</span>
    </figcaption>
    ${devices.state === "open" && devices.hasMicrophone && html`<${LevelMeter} actions=${actions} />`}
  </figure>`;
}

/** @param {Devices} devices @param {boolean} isSeen */
function sentenceOf(devices, isSeen) {
  if (isSeen) return "preview_others";
  return devices.state === "open" ? "preview_no_camera" : "preview_why";
}

/** Moves with her voice: drawn past the state, ten times a second. @param {{actions: Actions}} props */
function LevelMeter({ actions }) {
  /** @type {{current: HTMLElement}} */
  const meter = useRef(null);
  useEffect(() => actions.watchLevel((level) => meter.current?.style.setProperty("--level", level.toFixed(2))), []);
  return html`<p class="level">
    <${Icon} name="microphone" />
    <span class="level-bar" ref=${meter} aria-hidden="true"></span>
    <span>${say("level_why")}</span>
  </p>`;
}
