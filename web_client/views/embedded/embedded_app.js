// The call without what stands around it on its own page: the shortest way in, and no end of its own.

import { hearParent, tellParent } from "../../embedded.js";
import { html, render } from "../../vendor/preact_htm.js";
import { say, switchTo, words, wordsReady } from "../../words/words.js";
import { Announcer } from "../announcer.js";
import { loadCallSoon, useCallView } from "../call_loader.js";
import { Remedy } from "../entry/trouble_help.js";
import { outcomeOf } from "../outcomes.js";
import { Toast } from "../toast.js";
import { Follower, needsHer } from "./follower.js";

/** @typedef {import("../../state.js").State} State */
/** @typedef {import("../../state.js").Actions} Actions */
/** @typedef {{state: State, actions: Actions}} ViewProps */

/** @param {HTMLElement} root @param {import("../app.js").Consultation} consultation */
export async function mountEmbedded(root, consultation) {
  await wordsReady;
  const follower = new Follower(consultation.actions, tellParent);
  const actions = { ...consultation.actions, leave: () => tellParent({ paramarsh: "wants_out" }) };
  const show = () => {
    const { state } = consultation;
    document.body.dataset.screen = state.screen;
    document.body.dataset.embedded = "true";
    render(html`<${App} state=${state} actions=${actions} />`, root);
    follower.look(state);
  };
  hearParent((message) => {
    if (message.paramarsh === "leave") consultation.actions.leave();
    if (message.paramarsh === "language" && message.language !== document.documentElement.lang) void switchTo(message.language);
  });
  root.replaceChildren();
  consultation.on("changed", show);
  words.on("changed", () => {
    tellParent({ paramarsh: "language", language: document.documentElement.lang });
    show();
  });
  show();
  loadCallSoon(0);
}

/** @param {ViewProps} props */
function App(props) {
  const { state } = props;
  const isCall = state.screen === "call";
  return html`<main key=${isCall ? "call" : "before"}>
      ${!isCall && html`<${Toast} notice=${state.notice} />`}
      ${isCall ? html`<${CallScreen} ...${props} />` : needsHer(state) ? html`<${Stuck} ...${props} />` : html`<${Moment} state=${state} />`}
    </main>
    <${Announcer} state=${state} />`;
}

/** @param {ViewProps} props */
function CallScreen(props) {
  const CallView = useCallView();
  return CallView === null ? html`<h1 class="waiting-line" tabindex="-1">${say("joining")}</h1>` : html`<${CallView} ...${props} />`;
}

/** Camera and microphone are refused: how to allow them, and two ways on without. @param {ViewProps} props */
function Stuck({ state, actions }) {
  return html`<section class="page entry" id="embedded-stuck" aria-labelledby="trouble">
    <${Remedy} trouble=${state.devices.trouble} />
    <div class="main-way"><button id="open-camera" class="big" type="button" onClick=${() => actions.openDevices()}>${say("try_again")}</button></div>
    <div class="other-ways">
      <p class="soft">${say("ways_on")}</p>
      <button id="by-telephone" class="quiet" type="button" onClick=${() => tellParent({ paramarsh: "wants_telephone" })}>${say("way_telephone")}</button>
      <button id="sound-only" class="quiet" type="button" onClick=${() => actions.openMicrophoneOnly()}>${say("way_sound_only")}</button>
    </div>
  </section>`;
}

/** While it opens; after the end the page around goes on. @param {{state: State}} props */
function Moment({ state }) {
  const isAsking = state.devices.state === "asking";
  const isRefused = state.reason !== null && state.screen !== "closed";
  return html`<section class="page calm" aria-labelledby="moment-title">
    <h1 id="moment-title" tabindex="-1">${say(state.screen === "closed" ? "one_moment" : "joining")}</h1>
    <p role="status">${isAsking ? say("opening_devices") : isRefused ? say(outcomeOf(state.reason).sentence) : ""}</p>
  </section>`;
}
