// Whether all that was told is with the server: always visible.

import { problemSentence } from "../../../parts/notice.js";
import { html } from "../../../vendor/preact_htm.js";
import { Icon } from "../../../views/icons.js";
import { say } from "../../../words/words.js";

/** @param {{told: import("./told.js").Told, files: import("./files.js").Files}} props */
export function Saving({ told, files }) {
  const { saving, problem, intake } = told.state;
  const isSending = files.items.some(({ state }) => state === "sending" || state === "waiting");
  const isBroken = files.items.some(({ state }) => state === "broken");
  if (intake === null) return null;
  const kind = saving === "over" ? "over" : saving === "unsent" || isBroken ? "unsent" : saving === "saving" || isSending ? "saving" : "saved";
  const isOther = saving === "unsent" && problem !== null && !["offline", "no_answer", "server_trouble"].includes(problem.code);
  return html`<p class="saving" role="status" data-saving=${kind}>
    ${kind === "saved" && html`<${Icon} name="done" />`}
    <span>${isOther && problem !== null ? problemSentence(problem) : say(`saving_${kind}`)}</span>
    ${kind === "unsent" && html`<button class="link" type="button" data-send-now onClick=${() => (told.sendNow(), files.sendNow())}>${say("parts_try_again")}</button>`}
  </p>`;
}
