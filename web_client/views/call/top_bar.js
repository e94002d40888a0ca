// How the line is, who is here, and the language.

import { html } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { LanguageSwitch } from "../header.js";
import { Icon } from "../icons.js";

/** @param {import("./call_view.js").CallProps} props */
export function TopBar({ call, panel, setPanel }) {
  const isOpen = panel === "people";
  const waiting = call.lobby.length;
  return html`<header class="call-top">
    <${LineMark} quality=${call.quality} />
    <button
      id="people-button" class="quiet" type="button" aria-expanded=${isOpen} onClick=${() => setPanel(isOpen ? null : "people")}
    >
      <${Icon} name="people" /> <span>${say("here_count", { count: call.people.length })}</span>
      ${waiting > 0 && html`<span class="count">+${waiting}<span class="unseen"> ${say("waiting_count", { count: waiting })}</span></span>`}
    </button>
    <${LanguageSwitch} />
  </header>`;
}

/** Three bars and a word. @param {{quality: import("../../state.js").CallState["quality"]}} props */
function LineMark({ quality }) {
  return html`<p id="line-mark" class="line-mark" data-quality=${quality}>
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect x="3" y="14" width="4.5" height="7" rx="1" /><rect x="9.75" y="9" width="4.5" height="12" rx="1" /><rect x="16.5" y="3" width="4.5" height="18" rx="1" />
    </svg>
    <span>${quality === "unknown" ? "" : say(`line_${quality}`)}</span>
  </p>`;
}
