// The page: which screen is shown, and what stands around it. Everything is drawn anew from the state.

import { html, render, useEffect, useRef } from "../vendor/preact_htm.js";
import { say, words, wordsReady } from "../words/words.js";
import { Announcer } from "./announcer.js";
import { loadCallSoon, useCallView } from "./call_loader.js";
import { ClosedView } from "./closed_view.js";
import { EntryView } from "./entry/entry_view.js";
import { Header } from "./header.js";
import { keepForLater } from "./installation.js";
import { LobbyView } from "./lobby_view.js";
import { OpeningView } from "./opening_view.js";
import { Toast } from "./toast.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../state.js").Actions} Actions */
/** @typedef {{state: State, actions: Actions, on: (name: "changed", act: (state: State) => void) => void}} Consultation */
/** @typedef {{state: State, actions: Actions}} ViewProps */

/** @type {Record<import("../state.js").Screen, (props: ViewProps) => unknown>} */
const SCREENS = { opening: OpeningView, entry: EntryView, joining: EntryView, lobby: LobbyView, call: CallScreen, closed: ClosedView };

/** @param {HTMLElement} root @param {Consultation} consultation */
export async function mountApp(root, consultation) {
  await wordsReady;
  const show = () => {
    const { state, actions } = consultation;
    document.body.dataset.screen = state.screen;
    document.body.dataset.ready = String(state.isPrepared);
    render(html`<${App} state=${state} actions=${actions} />`, root);
  };
  root.replaceChildren();
  consultation.on("changed", show);
  words.on("changed", show);
  show();
  loadCallSoon();
  keepForLater();
}

/** @param {ViewProps} props */
function App(props) {
  const { state } = props;
  const name = state.screen === "joining" ? "entry" : state.screen;
  useScreenFocus(name);
  useEffect(() => void (document.title = `${titleOf(state)} · Paramarsh`));
  return html`
    ${state.screen !== "call" && html`<${Header} />`}
    <main key=${name}>
      ${state.screen !== "call" && html`<${Toast} notice=${state.notice} />`}
      <${SCREENS[state.screen]} ...${props} />
    </main>
    ${state.screen !== "call" && html`<footer class="page-foot"><a class="complain" href="/complain/?from=/">${say("complain")}</a></footer>`}
    <${Announcer} state=${state} />
  `;
}

/** Whoever does not see the page is taken to the new screen's title. @param {string} screen */
function useScreenFocus(screen) {
  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    /** @type {HTMLElement | null} */ (document.querySelector("main h1"))?.focus();
  }, [screen]);
}

/** @param {ViewProps} props */
function CallScreen(props) {
  const CallView = useCallView();
  return CallView === null ? html`<h1 class="waiting-line" tabindex="-1">${say("joining")}</h1>` : html`<${CallView} ...${props} />`;
}

/** In the tab's name too: whoever waits may have other tabs open. @param {State} state */
function titleOf({ screen, call }) {
  if (screen === "lobby") return say("lobby_title");
  if (screen !== "call") return say("title");
  const waiting = call?.lobby.length ?? 0;
  return waiting > 0 ? say("waiting_count", { count: waiting }) : say("call_title");
}
