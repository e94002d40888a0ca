// What is not needed every minute.

import { html, useEffect, useState } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { DeviceSelects } from "../entry/device_choice.js";
import { Icon } from "../icons.js";
import { Sheet } from "./sheet.js";

/** @typedef {import("./call_view.js").CallProps} CallProps */

/** @param {CallProps} props */
export function MoreSheet(props) {
  const { state, actions, call, ask } = props;
  const close = () => ask(null);
  const closeAnd = (/** @type {() => void} */ act) => () => {
    close();
    act();
  };
  const mayShow = state.grants.includes("screen");
  const isShowing = call.wish.second !== "off";
  return html`<${Sheet} id="more-sheet" title=${say("more")} onClose=${close}>
    <div class="choices">
      ${isShowing && html`<${Choice} icon="close" word=${say("stop_showing")} onClick=${closeAnd(() => actions.stopSecond())} />`}
      ${mayShow && !isShowing && state.devices.canShareScreen &&
      html`<${Choice} id="share-screen" icon="screen" word=${say("share_screen")} onClick=${closeAnd(() => actions.shareScreen())} />`}
      ${mayShow && !isShowing && html`<${SecondCamera} ...${props} closeAnd=${closeAnd} />`}
      <${FullScreen} />
      ${state.grants.includes("publish") &&
      html`<details class="fold"><summary><${Icon} name="devices" /> ${say("choose_devices")}</summary>
        <${DeviceSelects} devices=${state.devices} actions=${actions} /></details>`}
      <a class="choice" href="/complain/?from=/" target="_blank" rel="noopener"><${Icon} name="chat" /> <span>${say("complain")}</span></a>
      ${state.grants.includes("end") &&
      html`<${Choice} id="end" icon="end" word=${say("end_for_all")} isDanger=${true} onClick=${() => ask({ kind: "end" })} />`}
    </div>
  <//>`;
}

/** @param {{id?: string, icon: import("../icons.js").IconName, word: string, isDanger?: boolean, onClick: () => void}} props */
function Choice({ id, icon, word, isDanger = false, onClick }) {
  return html`<button id=${id} class="choice ${isDanger ? "danger" : ""}" type="button" onClick=${onClick}><${Icon} name=${icon} /> <span>${word}</span></button>`;
}

/** Another camera than the one that shows her: for a wound, a paper, an instrument. @param {CallProps & {closeAnd: (act: () => void) => () => void}} props */
function SecondCamera({ state, actions, closeAnd }) {
  const [isChoosing, setChoosing] = useState(false);
  const { cameras, chosen, stream } = state.devices;
  const used = stream?.getVideoTracks()[0]?.getSettings().deviceId ?? chosen.camera;
  const others = cameras.filter(({ id }) => id !== used);
  if (others.length === 0) return null;
  const show = (/** @type {string} */ id) => closeAnd(() => actions.shareSecondCamera(id));
  const open = others.length === 1 ? show(others[0].id) : () => setChoosing(!isChoosing);
  return html`<${Choice} id="second-camera" icon="second_camera" word=${say("share_camera")} onClick=${open} />
    ${isChoosing &&
    html`<div class="sub-choices">
      ${others.map(({ id, label }, index) => html`<${Choice} key=${id} icon="camera" word=${label || say("device_camera_number", { number: index + 1 })} onClick=${show(id)} />`)}
    </div>`}`;
}

/** Where the browser can; iPhones cannot. */
function FullScreen() {
  const [isFull, setFull] = useState(() => document.fullscreenElement !== null);
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  if (!document.fullscreenEnabled) return null;
  const toggle = () => (isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {});
  return html`<${Choice} id="full-screen" icon="full_screen" word=${say(isFull ? "full_screen_off" : "full_screen")} onClick=${toggle} />`;
}
