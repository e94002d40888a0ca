// A patient who insults or threatens: it is told to the grievance officer, and these two may be kept apart for good.

import { BusyButton } from "../../parts/busy_button.js";
import { Dialog } from "../../parts/dialog.js";
import { LongField, TickBox } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { useAct } from "../asking.js";
import { say } from "../words.js";
import { REPORT_LENGTH } from "./limits.js";

/** @param {{consultation: import("./answers.js").Consultation, store: import("./desk_store.js").DeskStore, onDone: () => void, onClose: () => void}} props */
export function ReportDialog({ consultation, store, onDone, onClose }) {
  const [text, setText] = useState("");
  const [isBlocked, setBlocked] = useState(false);
  const [isTried, setTried] = useState(false);
  const act = useAct();
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (text.trim() === "") return document.getElementById("report-text")?.focus();
    if (!(await act.run(() => store.act(consultation.id, "report", { text: text.trim(), block: isBlocked })))) return;
    onDone();
    onClose();
  };
  return html`<${Dialog} id="report" title=${say("report_title", { name: consultation.patient?.name ?? "" })} onClose=${onClose}>
    <form class="form" novalidate onSubmit=${send}>
      <p class="soft">${say("report_means")}</p>
      <${LongField} name="report-text" label=${say("report_text")} maxlength=${REPORT_LENGTH} value=${text} onWrite=${setText} error=${isTried && text.trim() === "" ? say("missing_report") : undefined} autofocus />
      <${TickBox} name="report-block" label=${say("report_block")} value=${isBlocked} onTick=${setBlocked} />
      <${Problem} problem=${act.problem} />
      <div class="answers"><button class="quiet" type="button" onClick=${onClose}>${say("parts_cancel")}</button><${BusyButton} word=${say("report_send")} busy=${act.busy} /></div>
    </form>
  <//>`;
}
