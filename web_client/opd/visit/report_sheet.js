// Reporting a doctor, and not being brought together with that one again.

import { BusyButton } from "../../parts/busy_button.js";
import { Dialog } from "../../parts/dialog.js";
import { LongField, TickBox } from "../../parts/field.js";
import { useDoing } from "../../parts/loaded.js";
import { Problem } from "../../parts/notice.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { say } from "../../words/words.js";

const TEXT_LENGTH = 2000;

/** @typedef {{visit: import("./visit.js").Visit, token: import("./token.js").Token}} Props */

/** @param {Props} props */
export function ReportButton(props) {
  const [isOpen, setOpen] = useState(false);
  if (props.token.doctor === null) return null;
  return html`<button class="link" type="button" data-report onClick=${() => setOpen(true)}>${say("report_doctor")}</button>
    ${isOpen && html`<${ReportSheet} ...${props} onClose=${() => setOpen(false)} />`}`;
}

/** @param {Props & {onClose: () => void}} props */
export function ReportSheet({ visit, token, onClose }) {
  const [text, setText] = useState("");
  const [blocks, setBlocks] = useState(false);
  const [isTried, setTried] = useState(false);
  const [isSent, setSent] = useState(false);
  const { busy, problem, run } = useDoing();
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (text.trim() === "") return;
    run(async () => {
      await visit.deeds.report(token.id, text.trim(), blocks);
      setSent(true);
    });
  };
  if (isSent) {
    return html`<${Dialog} id="report" title=${say("report_sent_title")} onClose=${onClose}>
      <p class="note done" role="status"><${Icon} name="done" /> ${say(blocks ? "report_sent_blocked" : "report_sent")}</p>
      <button class="big" type="button" onClick=${onClose}>${say("parts_close")}</button>
    <//>`;
  }
  return html`<${Dialog} id="report" title=${say("report_doctor")} onClose=${onClose}>
    <p>${say("report_means")}</p>
    <form class="form" novalidate onSubmit=${send}>
      <${LongField} name="report-text" label=${say("report_text")} error=${isTried && text.trim() === "" ? say("report_missing") : undefined} maxlength=${TEXT_LENGTH} value=${text} onWrite=${setText} />
      <${TickBox} name="report-block" label=${say("report_block", { name: token.doctor?.name ?? "" })} value=${blocks} onTick=${setBlocks} />
      <${Problem} problem=${problem} />
      <${BusyButton} word=${say("report_send")} busyWord=${say("parts_sending")} busy=${busy} />
    </form>
  <//>`;
}
