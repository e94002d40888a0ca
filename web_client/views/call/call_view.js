// The call: the others' pictures, what to know of now, one panel beside them, and the buttons at the thumb.

import { html, useState } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { Banners } from "./banners.js";
import { ChatPanel } from "./chat_panel.js";
import { Controls } from "./controls.js";
import { EndDialog, RemoveDialog } from "./dialogs.js";
import { useKeys } from "./keys.js";
import { MoreSheet } from "./more_sheet.js";
import { PeoplePanel } from "./people_panel.js";
import { Stage } from "./stage.js";
import { TopBar } from "./top_bar.js";
import { useSeenHeight } from "./seen_height.js";

/** @typedef {import("../../state.js").CallState} CallState */
/** @typedef {import("../../state.js").State} State */
/** @typedef {import("../../state.js").Actions} Actions */

/**
 * What every part of the call may use.
 * @typedef {Object} CallProps
 * @property {State} state @property {Actions} actions @property {CallState} call
 * @property {"chat" | "people" | null} panel which is open
 * @property {(panel: "chat" | "people" | null) => void} setPanel
 * @property {(dialog: Dialog) => void} ask
 */

/** @typedef {null | {kind: "more"} | {kind: "end"} | {kind: "remove", seat: {participant: string, people: readonly import("../../protocol.js").NamedPerson[]}}} Dialog */

/** @param {import("../app.js").ViewProps} props */
export function CallView({ state, actions }) {
  const [panel, showPanel] = useState(/** @type {CallProps["panel"]} */ (null));
  const [dialog, ask] = useState(/** @type {Dialog} */ (null));
  const setPanel = (/** @type {CallProps["panel"]} */ next) => {
    if ((next === "chat") !== (panel === "chat")) actions.setChatOpen(next === "chat");
    showPanel(next);
  };
  useSeenHeight();
  useKeys({ actions, panel, setPanel });
  if (state.call === null) return null;
  /** @type {CallProps} */
  const props = { state, actions, call: state.call, panel, setPanel, ask };
  return html`<section id="call" data-panel=${panel ?? "none"} aria-labelledby="call-title">
    <h1 id="call-title" class="unseen" tabindex="-1">${say("call_title")}</h1>
    <${TopBar} ...${props} />
    <div class="middle"><${Banners} ...${props} /><${Stage} ...${props} /></div>
    ${panel === "chat" && html`<${ChatPanel} ...${props} />`}
    ${panel === "people" && html`<${PeoplePanel} ...${props} />`}
    <${Controls} ...${props} />
    ${dialog?.kind === "more" && html`<${MoreSheet} ...${props} />`}
    ${dialog?.kind === "end" && html`<${EndDialog} ...${props} />`}
    ${dialog?.kind === "remove" && html`<${RemoveDialog} ...${props} seat=${dialog.seat} />`}
  </section>`;
}
