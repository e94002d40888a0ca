// What to know of now, over the pictures and never on a face.

import { html, useState } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { Icon } from "../icons.js";
import { namesAndRoles } from "../names.js";
import { noticeSentence } from "../toast.js";

/** @typedef {import("./call_view.js").CallProps} CallProps */

/** Notices of what is said here as long as it lasts. */
const STAYING = new Set(["microphone_muted", "camera_muted"]);

/** @param {CallProps} props */
export function Banners(props) {
  const { state, call, actions } = props;
  const own = call.people.find(({ participant }) => participant === call.participant);
  const shows = own?.second ?? call.wish.second;
  return html`<div class="banners">
    <p id="call-note" class="banner turn" role="status">${lineSentence(call)}</p>
    ${state.notice !== null && !STAYING.has(state.notice.code) && html`<p class="banner news" key=${state.notice.id}>${noticeSentence(state.notice)}</p>`}
    ${call.observersComing.map(
      ({ participant, people }) => html`<p class="banner calm observer" key=${participant}>
        <${Icon} name="people" /> <span>${say("observer_coming", { name: namesAndRoles(people) })}</span>
      </p>`,
    )}
    <${Waiting} ...${props} />
    ${own?.microphone === "muted" && html`<p class="banner calm"><${Icon} name="microphone_off" /> <span>${say("you_are_muted")}</span></p>`}
    ${own?.camera === "muted" && html`<p class="banner calm"><${Icon} name="camera_off" /> <span>${say("you_are_hidden")}</span></p>`}
    ${shows !== "off" &&
    html`<p class="banner calm sharing">
      <span>${say(shows === "screen" ? "you_share_screen" : "you_share_camera")}</span>
      <button id="stop-second" class="small" type="button" onClick=${() => actions.stopSecond()}>${say("stop")}</button>
    </p>`}
  </div>`;
}

/** @param {import("../../state.js").CallState} call */
function lineSentence({ line, quality }) {
  if (line === "broken") return say("reconnecting");
  return quality === "bad" ? say("line_is_bad") : "";
}

/** Who waits, and one tap to let her in; put aside until somebody else comes. @param {CallProps} props */
function Waiting({ call, actions, panel, setPanel }) {
  const [aside, setAside] = useState(/** @type {readonly string[]} */ ([]));
  const waiting = call.lobby.filter(({ admission, participant }) => admission === "waiting" && !aside.includes(participant));
  const [first] = waiting;
  if (first === undefined || panel === "people") return null;
  const putAside = () => setAside(call.lobby.map(({ participant }) => participant));
  return html`<div class="banner turn waiting">
    <p>${say("waits", { name: namesAndRoles(first.people) })}</p>
    <div class="banner-buttons">
      <button class="small strong" type="button" data-admit=${first.participant} onClick=${() => actions.admit(first.participant)}>${say("admit")}</button>
      <button class="small" type="button" data-later=${first.participant} onClick=${putAside}>${say("not_now")}</button>
      ${waiting.length > 1 &&
      html`<button class="small" type="button" onClick=${() => setPanel("people")}>${say("waiting_count", { count: waiting.length })}</button>`}
    </div>
  </div>`;
}
