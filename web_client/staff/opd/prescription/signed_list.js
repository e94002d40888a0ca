// What was signed in this consultation: opened, printed, amended, cancelled.

import { Problem } from "../../../parts/notice.js";
import { html, useState } from "../../../vendor/preact_htm.js";
import { sayDate } from "../../../words/words.js";
import { useAct } from "../../asking.js";
import { ReasonDialog } from "../../desk/reason_dialog.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Signed} Signed */
/** @typedef {import("./rx_sheet.js").RxSheet} RxSheet */

const SHORTEST_REASON = 3;

/** @param {{rx: RxSheet}} props */
export function SignedList({ rx }) {
  const [asked, setAsked] = useState(/** @type {{word: "amend" | "cancel", id: string} | null} */ (null));
  const act = useAct();
  const sheet = /** @type {import("./answers.js").Sheet} */ (rx.sheet);
  if (sheet.signed.length === 0) return null;
  const go = async (/** @type {string} */ reason) => void (asked !== null && (await rx.act(asked.word, { prescription: asked.id, reason })));
  const isAmended = (/** @type {Signed} */ { id }) => sheet.amends === id;
  return html`<section class="card" aria-labelledby="rx-signed"><h3 id="rx-signed">${say("rx_signed")}</h3>
    <ul class="lines">${sheet.signed.map((one) => html`<li key=${one.id} data-signed=${one.state}>
      <div><span class="name">${sayDate(one.signed_at)}</span> <span class="chip">${say(`rx_state_${one.state}`)}</span> ${isAmended(one) && html`<span class="chip">${say("rx_being_amended")}</span>`}${one.cancelled_because !== "" && html` <span class="soft" dir="auto">${one.cancelled_because}</span>`}</div>
      <div class="acts"><a class="small" href=${one.document} target="_blank" rel="noopener" data-document>${say("rx_open")}</a>
        ${one.state === "signed" && !isAmended(one) && sheet.amends === "" && html`<button class="small" type="button" data-amend onClick=${() => setAsked({ word: "amend", id: one.id })}>${say("rx_amend")}</button><button class="small" type="button" data-cancel onClick=${() => setAsked({ word: "cancel", id: one.id })}>${say("rx_cancel")}</button>`}
        ${isAmended(one) && html`<button class="small" type="button" data-discard onClick=${() => act.run(() => rx.act("discard", { revision: sheet.revision }))}>${say("rx_discard")}</button>`}</div></li>`)}</ul>
    <${Problem} problem=${act.problem} />
    ${asked !== null && html`<${ReasonDialog} id="rx-reason" title=${say(`rx_${asked.word}_question`)} sentence=${say(`rx_${asked.word}_means`)} label=${say("rx_reason")} word=${say(`rx_${asked.word}`)} shortest=${SHORTEST_REASON} act=${go} onClose=${() => setAsked(null)} />`}
  </section>`;
}
