// Always in sight: whether what was written is safe.

import { problemSentence } from "../../../parts/notice.js";
import { html } from "../../../vendor/preact_htm.js";
import { say } from "./words.js";

/** @param {{rx: import("./rx_sheet.js").RxSheet}} props */
export function RxKept({ rx }) {
  const { keeping, problem, isKeptHere } = rx;
  const isTrouble = ["away", "wrong", "conflict", "late"].includes(keeping) || !isKeptHere;
  return html`<div class="rx-kept">
    <p class="kept" data-keeping=${keeping} data-trouble=${isTrouble ? "" : undefined}>
      <span class="kept-word">${say(`rx_kept_${keeping}`)}</span>
      <span class="unseen" role="status">${isTrouble ? say(`rx_kept_${keeping}`) : ""}</span>
      ${["wrong", "late"].includes(keeping) && problem !== null && html`<strong>${problemSentence(problem)}</strong>`}
      ${!isKeptHere && html`<strong>${say("rx_kept_nowhere")}</strong>`}
      ${keeping === "away" && html`<button class="link inline" type="button" onClick=${() => void rx.again()}>${say("try_again")}</button>`}
    </p>
    ${keeping === "late" && html`<p class="note trouble" role="alert">${say("rx_late_means")} <button class="small" type="button" onClick=${() => rx.letGo()} data-let-go>${say("rx_late_let_go")}</button></p>`}
  </div>`;
}
