// Who is here and who waits; where granted, let in, mute, show out.

import { html } from "../../vendor/preact_htm.js";
import { say, sayDuration } from "../../words/words.js";
import { Icon } from "../icons.js";
import { Names, namesOf } from "../names.js";
import { Panel } from "./panel.js";

/** @typedef {import("./call_view.js").CallProps} CallProps */
/** @typedef {import("../../state.js").Present} Present */

/** @param {CallProps} props */
export function PeoplePanel(props) {
  const { call, setPanel } = props;
  return html`<${Panel} id="people-panel" title=${say("people_title")} onClose=${() => setPanel(null)}>
    <div class="panel-body">
      ${call.lobby.length > 0 && html`<h3>${say("waiting_count", { count: call.lobby.length })}</h3>
        <ul class="people">${call.lobby.map((seat) => html`<${Waiting} key=${seat.participant} ...${props} seat=${seat} />`)}</ul>`}
      ${call.lobby.length > 0 && html`<h3>${say("here_title")}</h3>`}
      <ul class="people">${call.people.map((person) => html`<${Here} key=${person.participant} ...${props} person=${person} />`)}</ul>
    </div>
  <//>`;
}

/** @param {CallProps & {seat: import("../../protocol.js").WaitingPerson}} props */
function Waiting({ seat, actions, ask }) {
  const { participant, people, admission } = seat;
  return html`<li class="is-waiting">
    <div class="who"><${Names} people=${people} /></div>
    ${admission === "announced"
      ? html`<p class="soft">${say("is_announced")}</p>`
      : html`${!seat.is_here && html`<p class="soft">${say("waits_away")}</p>`}
          <div class="acts">
            <button class="small strong" type="button" data-admit=${participant} onClick=${() => actions.admit(participant)}>${say("admit")}</button>
            <button class="small" type="button" data-remove=${participant} onClick=${() => ask({ kind: "remove", seat })}>${say("turn_away")}</button>
          </div>`}
  </li>`;
}

/** @param {CallProps & {person: Present}} props */
function Here({ person, state, call, actions, ask }) {
  const { participant, people, connection, lostSince } = person;
  const isOwn = participant === call.participant;
  const mayMute = !isOwn && state.grants.includes("mute_others");
  const mayRemove = !isOwn && state.grants.includes("admit");
  const lost = lostSince === null ? "" : sayDuration((performance.now() - lostSince) / 1000);
  return html`<li data-person=${participant}>
    <div class="who"><${Names} people=${people} />${isOwn && html` <span class="soft">${say("is_you")}</span>`}</div>
    ${connection === "lost" && html`<p class="soft">${say("person_lost", { time: lost })}</p>`}
    ${!mayMute && html`<${Sources} person=${person} />`}
    ${(mayMute || mayRemove) &&
    html`<div class="acts">
      ${mayMute && html`<${Mute} person=${person} source="microphone" actions=${actions} /><${Mute} person=${person} source="camera" actions=${actions} />`}
      ${mayRemove && html`<button class="small" type="button" data-remove=${participant} onClick=${() => ask({ kind: "remove", seat: person })}>${say("remove")}</button>`}
    </div>`}
  </li>`;
}

/** @param {{person: Present}} props */
function Sources({ person: { microphone, camera } }) {
  return html`<p class="sources">
    <span><${Icon} name=${microphone === "on" ? "microphone" : "microphone_off"} /> ${say(microphone === "on" ? "microphone_on" : "microphone_off")}</span>
    <span><${Icon} name=${camera === "on" ? "camera" : "camera_off"} /> ${say(camera === "on" ? "camera_on" : "camera_off")}</span>
  </p>`;
}

/** @param {{person: Present, source: "microphone" | "camera", actions: import("../../state.js").Actions}} props */
function Mute({ person, source, actions }) {
  const isMuted = person[source] === "muted";
  const isOff = person[source] === "off";
  const mark = { [source === "microphone" ? "data-mute" : "data-mute-camera"]: person.participant };
  const word = say(isMuted ? `unmute_${source}` : isOff ? `${source}_off` : `mute_${source}`);
  return html`<button
    class="small" type="button" ...${mark} aria-pressed=${String(isMuted)} aria-label="${word}: ${namesOf(person.people)}"
    onClick=${() => actions.mute(person.participant, source, !isMuted)}
  >
    <${Icon} name=${person[source] === "on" ? source : `${source}_off`} /> <span>${word}</span>
  </button>`;
}
