// Signing: two things that the patient has spoken, and what is signed once more at a glance.

import { BusyButton } from "../../parts/busy_button.js";
import { Dialog } from "../../parts/dialog.js";
import { Problem } from "../../parts/notice.js";
import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { useAct } from "../asking.js";
import { say } from "../words.js";
import { Identifiers } from "./identifiers.js";
import { useSheet } from "./notes_column.js";
import { isEnough } from "./spoken.js";

/**
 * `isThenNext`: the next patient is called at once.
 * @param {{consultation: import("./answers.js").Consultation, sheet: import("./note_sheet.js").NoteSheet, store: import("./desk_store.js").DeskStore,
 *   spoken: import("./identifiers.js").Spoken, isThenNext: boolean, onClose: () => void, onNext: () => void}} props
 */
export function SignDialog({ consultation, sheet, store, spoken, isThenNext, onClose, onNext }) {
  const [isTried, setTried] = useState(false);
  const act = useAct();
  const state = useSheet(sheet);
  const ticked = spoken.of(consultation.id);
  const [isUnsaved, setUnsaved] = useState(false);
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const sign = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (!isEnough(ticked)) return /** @type {HTMLElement | null} */ (form.current.querySelector("input"))?.focus();
    const isDone = await act.run(async () => {
      setUnsaved(!(await sheet.flush()));
      if (sheet.state.isUnsaved) return;
      await store.act(consultation.id, "sign", { identifiers: ticked, revision: sheet.revision });
      sheet.signed();
    });
    if (!isDone || sheet.state.keeping !== "signed") return void sheet.again();
    onClose();
    if (isThenNext) onNext();
  };
  const name = consultation.patient?.name ?? "";
  return html`<${Dialog} id="sign" title=${say("sign_title", { name })} onClose=${onClose}>
    <form class="form" novalidate ref=${form} onSubmit=${sign}>
      <${Identifiers} consultation=${consultation} spoken=${spoken} />
      ${isTried && !isEnough(ticked) && html`<p class="field-error" role="alert">${say("identifiers_missing")}</p>`}
      <${Glance} fields=${state.fields} />
      ${(state.conflicts.length > 0 || isUnsaved) && html`<p class="note trouble" role="alert">${say(state.conflicts.length > 0 ? "sign_conflict" : "sign_unsaved")}</p>`}
      <${Problem} problem=${act.problem} />
      <p class="soft">${say("sign_means")}</p>
      <div class="answers">
        <button class="quiet" type="button" onClick=${onClose}>${say("parts_cancel")}</button>
        ${isThenNext && html`<button class="quiet" type="button" data-sign-later onClick=${() => (onClose(), onNext())}>${say("sign_later")}</button>`}
        <${BusyButton} word=${say(isThenNext ? "do_sign_and_next" : "do_sign")} busy=${act.busy} data-sign autofocus=${isEnough(ticked)} />
      </div>
    </form>
  <//>`;
}

/** @param {{fields: import("./answers.js").Fields}} props */
function Glance({ fields }) {
  const texts = /** @type {const} */ (["complaint", "advice"]);
  return html`<div class="glance">
    ${fields.diagnoses.length === 0 ? html`<p class="note trouble">${say("sign_no_diagnosis")}</p>` : html`<ul>${fields.diagnoses.map(({ code, title }) => html`<li key=${code}><bdi class="code" dir="ltr">${code}</bdi> ${title}</li>`)}</ul>`}
    ${texts.map((name) => fields[name].trim() !== "" && html`<p key=${name}><span class="soft">${say(`note_${name}`)}</span> <span dir="auto">${fields[name]}</span></p>`)}
  </div>`;
}
