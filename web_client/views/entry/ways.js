// What can be pressed before joining: one big button, and smaller ways for those who cannot or will not be seen.

import { html } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { CopyLink } from "./copy_link.js";
import { wayOut } from "./platform.js";

/** @typedef {import("../../state.js").State} State */

/** The big button. @param {import("../app.js").ViewProps} props */
export function MainWay({ state, actions }) {
  return isOpen(state) ? html`<${JoinButton} state=${state} />` : html`<${OpenButton} state=${state} actions=${actions} />`;
}

/** @param {import("../app.js").ViewProps & {join: (event?: Event) => void}} props */
export function OtherWays({ state, actions, join }) {
  const { trouble } = state.devices;
  return html`<div class="ways">
    ${trouble === "in_app" && html`<${CopyLink} />`}
    ${!isOpen(state) && html`<${WithoutCamera} isFolded=${trouble === null} actions=${actions} join=${join} />`}
    ${isOpen(state) && trouble !== null && state.screen === "entry" &&
    html`<button class="quiet" type="button" onClick=${() => actions.openDevices()}>${say("try_again_both")}</button>`}
  </div>`;
}

/** @param {State} state */
function isOpen({ devices, grants }) {
  return devices.state === "open" || !grants.includes("publish");
}

/** @param {{state: State}} props */
function JoinButton({ state }) {
  const isReady = state.isPrepared && state.screen === "entry";
  return html`<button id="join" class="big" type="submit" disabled=${!isReady}>
    ${say(state.screen === "joining" ? "joining" : joinWord(state))}
  </button>`;
}

/** @param {State} state */
function joinWord({ waits, devices, grants }) {
  if (waits) return "join_lobby";
  if (!grants.includes("publish")) return "join";
  if (!devices.hasCamera) return devices.hasMicrophone ? "join_sound_only" : "join_listening";
  return "join";
}

/** @param {import("../app.js").ViewProps} props */
function OpenButton({ state, actions }) {
  const { state: opening, trouble } = state.devices;
  const out = trouble === "in_app" ? wayOut(navigator.userAgent, location.href) : null;
  if (out !== null) return html`<a id="open-browser" class="big" href=${out}>${say("open_in_chrome")}</a>`;
  return html`<button id="open-camera" class="big" type="button" disabled=${opening === "asking"} onClick=${() => actions.openDevices()}>
    ${say(trouble === null ? "open_camera" : "try_again")}
  </button>`;
}

/** @param {{isFolded: boolean, actions: import("../../state.js").Actions, join: () => void}} props */
function WithoutCamera({ isFolded, actions, join }) {
  const buttons = html`
    <button id="sound-only" class="quiet" type="button" onClick=${() => actions.openMicrophoneOnly()}>${say("way_sound_only")}</button>
    <button id="listen-only" class="quiet" type="button" onClick=${() => join()}>${say("way_listen_only")}</button>
  `;
  if (!isFolded) return html`<div class="other-ways"><p class="soft">${say("ways_on")}</p>${buttons}</div>`;
  return html`<details class="fold"><summary>${say("ways_without_camera")}</summary><div class="other-ways">${buttons}</div></details>`;
}
