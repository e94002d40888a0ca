// The buttons at the thumb: a picture and a word each.

import { html } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { Icon } from "../icons.js";

/**
 * @typedef {Object} RoundProps
 * @property {string} id @property {import("../icons.js").IconName} icon @property {string} word
 * @property {string} [title] with the key that does the same
 * @property {() => void} onClick
 * @property {boolean} [isOff] something of yours is off
 * @property {boolean} [isExpanded] for a button that opens something
 * @property {string} [kind] @property {number} [count]
 */

/** @param {import("./call_view.js").CallProps} props */
export function Controls({ state, actions, call, panel, setPanel, ask }) {
  const publishes = state.grants.includes("publish");
  const isChatOpen = panel === "chat";
  return html`<div class="controls" role="toolbar" aria-label=${say("controls")}>
    ${publishes && html`<${Microphone} state=${state} actions=${actions} call=${call} /><${CameraButton} state=${state} actions=${actions} call=${call} />`}
    ${publishes && state.devices.canTurn &&
    html`<${Round} id="turn-camera" icon="turn_camera" word=${say("turn_camera")} onClick=${() => actions.turnCamera()} />`}
    <${Round}
      id="chat-button" icon="chat" word=${say("chat")} title=${say("chat_key")} count=${call.unread} isExpanded=${isChatOpen}
      onClick=${() => setPanel(isChatOpen ? null : "chat")}
    />
    <${Round} id="more" icon="more" word=${say("more")} isExpanded=${false} onClick=${() => ask({ kind: "more" })} />
    <${Round} id="leave" icon="leave" word=${say("leave")} title=${say("leave_title")} kind="end" onClick=${() => actions.leave()} />
  </div>`;
}

/** @param {Pick<import("./call_view.js").CallProps, "state" | "actions" | "call">} props */
function Microphone({ state, actions, call }) {
  const own = call.people.find(({ participant }) => participant === call.participant);
  const isOn = call.wish.microphone && state.devices.hasMicrophone && own?.microphone !== "muted";
  return html`<${Round}
    id="microphone" icon=${isOn ? "microphone" : "microphone_off"} word=${say(isOn ? "microphone" : "microphone_off")} title=${say("microphone_key")}
    isOff=${!isOn} onClick=${() => actions.toggleMicrophone()}
  />`;
}

/** @param {Pick<import("./call_view.js").CallProps, "state" | "actions" | "call">} props */
function CameraButton({ state, actions, call }) {
  const own = call.people.find(({ participant }) => participant === call.participant);
  const isOn = call.wish.camera && state.devices.hasCamera && own?.camera !== "muted";
  return html`<${Round}
    id="camera" icon=${isOn ? "camera" : "camera_off"} word=${say(isOn ? "camera" : "camera_off")} title=${say("camera_key")}
    isOff=${!isOn} onClick=${() => actions.toggleCamera()}
  />`;
}

/** @param {RoundProps} props */
function Round({ id, icon, word, title, onClick, isOff, isExpanded, kind = "", count = 0 }) {
  return html`<button
    id=${id} class="round ${kind}" type="button" title=${title ?? word} aria-pressed=${isOff === undefined ? undefined : String(!isOff)}
    aria-expanded=${isExpanded === undefined ? undefined : String(isExpanded)} onClick=${onClick}
  >
    <span class="disc"><${Icon} name=${icon} />${count > 0 && html`<span class="count">${count}<span class="unseen"> ${say("unread")}</span></span>`}</span>
    <span class="round-word">${word}</span>
  </button>`;
}
