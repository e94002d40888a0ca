// Once more at a glance, for whom and what; two things that the patient has spoken; then it is signed and given.

import { BusyButton } from "../../../parts/busy_button.js";
import { Dialog } from "../../../parts/dialog.js";
import { Problem } from "../../../parts/notice.js";
import { html, useState } from "../../../vendor/preact_htm.js";
import { useAct } from "../../asking.js";
import { Identifiers } from "../identifiers.js";
import { isEnough } from "../spoken.js";
import { shorthandOf, totalOf } from "./shorthand.js";
import { say } from "./words.js";

/**
 * @param {{rx: import("./rx_sheet.js").RxSheet, notes: import("../note_sheet.js").NoteSheet, consultation: import("../answers.js").Consultation,
 *   spoken: import("../identifiers.js").Spoken, onClose: () => void}} props
 */
export function RxSignDialog({ rx, notes, consultation, spoken, onClose }) {
  const act = useAct();
  const [isTried, setTried] = useState(false);
  const [isUnsaved, setUnsaved] = useState(false);
  const ticked = spoken.of(consultation.id);
  const sheet = /** @type {import("./answers.js").Sheet} */ (rx.sheet);
  const sign = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (!isEnough(ticked)) return;
    const isDone = await act.run(async () => {
      const isKept = (await notes.flush()) && (await rx.flush());
      setUnsaved(!isKept);
      if (!isKept) return;
      const { patient, revision } = /** @type {import("./answers.js").Sheet} */ (rx.sheet);
      await rx.act("sign", { patient, revision, notes_revision: notes.revision, identifiers: ticked });
    });
    if (!isDone) return void (await notes.again(), await rx.load());
    if (rx.sheet?.signed.some(({ state }) => state === "signed")) onClose();
  };
  const { context, verdict } = sheet;
  const outcome = (/** @type {string} */ id) => verdict.lines.find(({ line }) => line === id)?.outcome;
  const lines = rx.fields?.lines ?? [];
  return html`<${Dialog} id="rx-sign" title=${say("rx_sign_title", { name: context.patient_name })} onClose=${onClose}>
    <form class="form" novalidate onSubmit=${sign}>
      <p class="large"><bdi class="name">${context.patient_name}</bdi>, ${say("rx_years", { count: context.age_years })}, ${say(`rx_gender_${context.gender}`)}</p>
      <ol class="rx-glance">${lines.filter(({ id }) => outcome(id) !== "held").map((line) => html`<li key=${line.id}><strong><bdi>${line.name.toUpperCase()}</bdi> ${line.strength}</strong> ${shorthandOf(line.dosing)} · ${say("rx_for_days", { count: line.dosing.days })} · ${say("rx_in_all", { count: line.quantity ?? totalOf(line.dosing) })} ${line.instructions}</li>`)}</ol>
      ${lines.some(({ id }) => outcome(id) === "held") && html`<p class="note warning">${say("rx_held_wait", { names: lines.filter(({ id }) => outcome(id) === "held").map(({ name }) => name).join(", ") })}</p>`}
      <${Identifiers} consultation=${consultation} spoken=${spoken} />
      ${isTried && !isEnough(ticked) && html`<p class="field-error" role="alert">${say("rx_identifiers_missing")}</p>`}
      ${isUnsaved && html`<p class="note trouble" role="alert">${say("rx_unsaved")}</p>`}
      <${Problem} problem=${act.problem} />
      <div class="answers"><button class="quiet" type="button" onClick=${onClose}>${say("parts_cancel")}</button>
        <${BusyButton} word=${say("rx_sign_and_give")} busy=${act.busy} data-rx-sign /></div>
    </form>
  <//>`;
}
