// What the desk asks before it does something: one dialog at a time.

import { Question } from "../../parts/dialog.js";
import { html } from "../../vendor/preact_htm.js";
import { watched } from "../asking.js";
import { ReasonDialog } from "../desk/reason_dialog.js";
import { say } from "../words.js";
import { DutyDialog } from "./duty_dialog.js";
import { HelpDialog } from "./help_dialog.js";
import { REASON_LENGTH } from "./limits.js";
import { ReferDialog } from "./refer_dialog.js";
import { ReportDialog } from "./report_dialog.js";
import { ResultsDialog } from "./results_dialog.js";
import { SignDialog } from "./sign_dialog.js";
import { TemplatesDialog } from "./templates.js";
import { TransferDialog } from "./transfer_dialog.js";

/** @typedef {import("./answers.js").Consultation} Consultation */
/** @typedef {import("./answers.js").Entry} Entry */
/**
 * `subject`: whom it was asked about, though another may stand in front meanwhile.
 * @typedef {{kind: "call" | "urgent", entry: Entry} | {kind: "end" | "release" | "transfer" | "refer" | "report", consultation: Consultation}
 *   | {kind: "sign", consultation: Consultation, isThenNext: boolean} | {kind: "templates", consultation: Consultation}
 *   | {kind: "results", first: string | null} | {kind: "duty" | "help"}} DeskDialog
 */

/**
 * @param {{dialog: DeskDialog, open: import("./use_desk.js").Open, spoken: import("./identifiers.js").Spoken, onOpen: (id: string) => void,
 *   onNext: () => void, onTold: (word: "report_done") => void, onClose: () => void}} props
 */
export function Dialogs({ dialog, open: { store, sheets }, spoken, onOpen, onNext, onTold, onClose }) {
  const { desk } = store.state;
  if (desk === null) return null;
  if (dialog.kind === "duty") return html`<${DutyDialog} desk=${desk} store=${store} onOpen=${(/** @type {string} */ id) => (onClose(), onOpen(id))} onClose=${onClose} />`;
  if (dialog.kind === "help") return html`<${HelpDialog} onClose=${onClose} />`;
  if (dialog.kind === "results") return html`<${ResultsDialog} results=${desk.results} first=${dialog.first} store=${store} onClose=${onClose} />`;
  if ("entry" in dialog) return html`<${OfWaiting} dialog=${dialog} store=${store} onClose=${onClose} />`;
  if (!("consultation" in dialog)) return null;
  const { consultation } = dialog;
  const name = consultation.patient?.name ?? "";
  switch (dialog.kind) {
    case "sign":
      return html`<${SignDialog} consultation=${consultation} sheet=${sheets.of(consultation.id)} store=${store} spoken=${spoken} isThenNext=${dialog.isThenNext} onClose=${onClose} onNext=${onNext} />`;
    case "templates":
      return html`<${TemplatesDialog} sheet=${sheets.of(consultation.id)} onClose=${onClose} />`;
    case "transfer":
      return html`<${TransferDialog} consultation=${consultation} store=${store} onClose=${onClose} />`;
    case "refer":
      return html`<${ReferDialog} consultation=${consultation} store=${store} onClose=${onClose} />`;
    case "report":
      return html`<${ReportDialog} consultation=${consultation} store=${store} onDone=${() => onTold("report_done")} onClose=${onClose} />`;
    case "release":
      return html`<${ReasonDialog} id="release" title=${say("release_title", { name })} sentence=${say("release_means")} label=${say("reason")} word=${say("do_release")} longest=${REASON_LENGTH}
        act=${(/** @type {string} */ reason) => store.act(consultation.id, "release", { reason })} onClose=${onClose} />`;
    case "end":
      return html`<${Question} id="end" title=${say("end_title", { name })} sentence=${say("end_means")} word=${say("do_end")} act=${watched(() => store.act(consultation.id, "end"))} onClose=${onClose} />`;
  }
}

/** Of somebody who waits. @param {{dialog: {kind: "call" | "urgent", entry: Entry}, store: import("./desk_store.js").DeskStore, onClose: () => void}} props */
function OfWaiting({ dialog: { kind, entry: { id, name, number } }, store, onClose }) {
  const act = (/** @type {string} */ reason) => (kind === "call" ? store.call(id, reason) : store.act(id, "urgent", { reason }));
  return html`<${ReasonDialog} id=${kind} title=${say(`${kind}_title`, { name, number })} sentence=${say(`${kind}_means`)} label=${say(`${kind}_reason`)} word=${say(`do_${kind}`)} longest=${REASON_LENGTH} act=${act} onClose=${onClose} />`;
}
