// On duty, on a break, off: and at the end of a shift what is left unfinished.

import { BusyButton } from "../../parts/busy_button.js";
import { Dialog } from "../../parts/dialog.js";
import { Choice } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { sayTime } from "../../words/words.js";
import { useAct } from "../asking.js";
import { say } from "../words.js";
import { PushLine } from "./push_line.js";
import { UnsignedLines } from "./to_finish.js";

/** @typedef {import("./answers.js").Desk} Desk */
/** @typedef {import("./answers.js").DutyState} DutyState */

const STATES = /** @type {const} */ (["on", "break", "off"]);

/** @param {{desk: Desk, store: import("./desk_store.js").DeskStore, onOpen: (id: string) => void, onClose: () => void}} props */
export function DutyDialog({ desk, store, onOpen, onClose }) {
  const [state, setState] = useState(/** @type {DutyState} */ (desk.duty.state === "off" ? "on" : desk.duty.state));
  const [clinic, setClinic] = useState(desk.duty.clinic ?? desk.clinics[0]?.id ?? null);
  const act = useAct();
  const isLeaving = state === "off" && desk.duty.state !== "off";
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (await act.run(() => store.putDuty(state, clinic))) onClose();
  };
  if (desk.clinics.length === 0) return html`<${Dialog} id="duty" title=${say("duty_title")} onClose=${onClose}><p>${say("duty_no_clinic")}</p><//>`;
  return html`<${Dialog} id="duty" title=${say("duty_title")} onClose=${onClose}>
    <form class="form" onSubmit=${send}>
      ${desk.duty.since !== null && html`<p class="soft">${say(`duty_since_${desk.duty.state}`, { time: sayTime(desk.duty.since) })}</p>`}
      <${Choice} name="duty-state" label=${say("duty_now")} isLong value=${state} options=${STATES.map((value) => ({ value, word: html`<strong>${say(`duty_${value}`)}</strong> <span class="soft">${say(`duty_${value}_means`)}</span>` }))} onChoose=${setState} />
      ${state !== "off" && desk.clinics.length > 1 && html`<${Choice} name="duty-clinic" label=${say("duty_where")} isLong value=${clinic} options=${desk.clinics.map(clinicOption)} onChoose=${setClinic} />`}
      ${isLeaving && desk.unsigned.length > 0 && html`<section class="stack" aria-labelledby="left-unsigned">
        <h3 id="left-unsigned">${say("shift_unsigned", { count: desk.unsigned.length })}</h3>
        <p class="soft">${say("shift_unsigned_means")}</p>
        <${UnsignedLines} unsigned=${desk.unsigned} onOpen=${onOpen} />
      </section>`}
      ${state !== "off" && html`<${PushLine} />`}
      <${Problem} problem=${act.problem} />
      <div class="answers">
        <button class="quiet" type="button" onClick=${onClose}>${say("parts_cancel")}</button>
        <${BusyButton} word=${say(isLeaving && desk.unsigned.length > 0 ? "duty_off_all_the_same" : `duty_do_${state}`)} busy=${act.busy} autofocus />
      </div>
    </form>
  <//>`;
}

/** @param {import("./answers.js").DeskClinic} clinic */
function clinicOption({ id, name, phase, waiting, doctors_on_duty: count }) {
  const told = [phase === "open" ? "" : say(`phase_${phase}`), say("waiting_count", { count: waiting }), say("doctors_count", { count })];
  return { value: id, word: html`<bdi class="name">${name}</bdi> <span class="soft">${told.filter(Boolean).join(" · ")}</span>` };
}
