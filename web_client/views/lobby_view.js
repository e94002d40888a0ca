// The waiting room: calm, and always saying what happens next.

import { html } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";
import { Icon } from "./icons.js";
import { MediaVideo } from "./media_video.js";
import { useOffline } from "./opening_view.js";

/** @param {import("./app.js").ViewProps} props */
export function LobbyView({ state, actions }) {
  const isAway = useOffline() || !state.isServerHere;
  const isObserver = state.people.every(({ role }) => role === "observer");
  const { stream, hasCamera, hasMicrophone, facing } = state.devices;
  return html`<section id="lobby-screen" class="page calm lobby" aria-labelledby="lobby-title">
    <p class="sign"><${Icon} name="clock" /></p>
    <h1 id="lobby-title" tabindex="-1">${say("lobby_title")}</h1>
    <p class="large">${say(isObserver ? "lobby_next_observer" : "lobby_next")}</p>
    <p id="lobby-note" class="note ${isAway ? "trouble" : ""}" role="status">${isAway ? say("lobby_away") : ""}</p>
    ${stream !== null && hasCamera &&
    html`<figure class="lobby-preview">
      <${MediaVideo} stream=${stream} label=${say("own_picture")} isMuted=${true} isMirrored=${facing !== "environment"} />
      <figcaption>${say(hasMicrophone ? "lobby_preview" : "lobby_preview_silent")}</figcaption>
    </figure>`}
    ${!isObserver && html`<${Meanwhile} />`}
    <button id="leave" class="quiet wide" type="button" onClick=${() => actions.leave()}>${say("lobby_leave")}</button>
  </section>`;
}

function Meanwhile() {
  return html`<div class="card">
    <h2>${say("meanwhile_title")}</h2>
    <ul class="ticks">
      <li>${say("meanwhile_papers")}</li>
      <li>${say("meanwhile_place")}</li>
      <li>${say("meanwhile_pen")}</li>
    </ul>
  </div>`;
}
