// Once more at a glance, for whom and what; two things that the patient has spoken; then it is signed and given.

import { BusyButton } from "../../../parts/busy_button.js";
import { Dialog } from "../../../parts/dialog.js";
import { Problem } from "../../../parts/notice.js";
import { html, useState } from "../../../vendor/preact_htm.js";
import { useAct } from "../../asking.js";
import { Identifiers } from "../identifiers.js";
import { isEnough } from "../spoken.js";
import { changedSince, lookAt } from "./looked_at.js";
import { RxGlance } from "./rx_glance.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Sheet} Sheet */
/**
 * `onSigned` gets where the document is.
 * @param {{rx: import("./rx_sheet.js").RxSheet, notes: import("../note_sheet.js").NoteSheet, consultation: import("../answers.js").Consultation,
 *   spoken: import("../identifiers.js").Spoken, onSigned: (document: string) => void, onClose: () => void}} props
 */
export function RxSignDialog({ rx, notes, consultation, spoken, onSigned, onClose }) {
  const act = useAct();
  const [isTried, setTried] = useState(false);
  const [isUnsaved, setUnsaved] = useState(false);
  const [looked, setLooked] = useState(() => lookAt(rx, notes));
  const [changed, setChanged] = useState(/** @type {readonly string[]} */ ([]));
  const ticked = spoken.of(consultation.id);
  /** Whether all stands as she has seen it; what does not is named. */
  const isAsSeen = () => {
    const now = lookAt(rx, notes);
    const names = changedSince(looked, now);
    setLooked(now);
    setChanged(names);
    return names.length === 0;
  };
  const give = async () => {
    const isKept = (await notes.flush()) && (await rx.flush());
    setUnsaved(!isKept);
    if (!isKept || !isAsSeen()) return;
    const { patient, revision } = /** @type {Sheet} */ (rx.sheet);
    const signed = await rx.act("sign", { patient, revision, notes_revision: notes.revision, identifiers: ticked });
    onSigned(signed.document);
    onClose();
  };
  const sign = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (!isEnough(ticked) || (await act.run(give))) return;
    await Promise.all([notes.again(), rx.load()]);
    isAsSeen();
  };
  const { context } = /** @type {Sheet} */ (rx.sheet);
  return html`<${Dialog} id="rx-sign" title=${say("rx_sign_title", { name: context.patient_name })} onClose=${onClose}>
    <form class="form" novalidate onSubmit=${sign}>
      <p class="rx-whose"><bdi class="name">${context.patient_name}</bdi>, ${context.age_years === 0 ? say("age_under_one") : say("rx_years", { count: context.age_years })}, ${say(`rx_gender_${context.gender}`)}</p>
      <${RxGlance} rx=${rx} notes=${notes} />
      <${Identifiers} consultation=${consultation} spoken=${spoken} />
      ${isTried && !isEnough(ticked) && html`<p class="field-error" role="alert">${say("rx_identifiers_missing")}</p>`}
      ${isUnsaved && html`<p class="note trouble" role="alert">${say("rx_unsaved")}</p>`}
      ${changed.length > 0 && html`<p class="note trouble" role="alert" data-changed>${say("rx_changed_meanwhile", { names: changed.map((name) => say(`rx_changed_${name}`)).join(", ") })}</p>`}
      <${Problem} problem=${act.problem} />
      <div class="answers"><button class="quiet" type="button" onClick=${onClose}>${say("parts_cancel")}</button>
        <${BusyButton} word=${say("rx_sign_and_give_to", { name: context.patient_name })} busy=${act.busy} data-rx-sign /></div>
    </form>
  <//>`;
}
