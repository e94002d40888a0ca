// To be seen in person at a facility: it is found by name or code, and the consultation ends with it.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Dialog } from "../../parts/dialog.js";
import { Field, LongField } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { useAct, useLoaded } from "../asking.js";
import { Loading } from "../loading.js";
import { say } from "../words.js";
import { REASON_LENGTH } from "./limits.js";
import { Picks } from "./transfer_dialog.js";

/** @typedef {{facilities: readonly import("../answers.js").Facility[]}} Facilities */

const TYPING_MS = 250;
const SHORTEST = 2;
/** Where patients are seen. */
const SEEN_AT = ["clinic", "hub", "spoke"];

/** @param {{consultation: import("./answers.js").Consultation, store: import("./desk_store.js").DeskStore, onClose: () => void}} props */
export function ReferDialog({ consultation, store, onClose }) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(/** @type {string | null} */ (null));
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const act = useAct();
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (chosen === null || reason.trim() === "") return /** @type {HTMLElement | null} */ (form.current.querySelector(chosen === null ? "input[type=search]" : "textarea"))?.focus();
    if (await act.run(() => store.act(consultation.id, "refer", { facility: chosen, reason: reason.trim() }))) onClose();
  };
  return html`<${Dialog} id="refer" title=${say("refer_title", { name: consultation.patient?.name ?? "" })} onClose=${onClose}>
    <form class="form" novalidate ref=${form} onSubmit=${send}>
      <p class="soft">${say("refer_means")}</p>
      <${Field} name="refer-search" type="search" label=${say("refer_find")} hint=${say("refer_find_hint")} autocomplete="off" autofocus value=${text} onWrite=${setText} />
      ${text.trim().length >= SHORTEST && html`<${Found} text=${text.trim()} chosen=${chosen} onChoose=${setChosen} />`}
      ${isTried && chosen === null && html`<p class="field-error" role="alert">${say("missing_facility")}</p>`}
      <${LongField} name="refer-reason" label=${say("refer_reason")} rows="2" maxlength=${REASON_LENGTH} value=${reason} onWrite=${setReason} error=${isTried && reason.trim() === "" ? say("missing_reason") : undefined} />
      <${Problem} problem=${act.problem} />
      <div class="answers"><button class="quiet" type="button" onClick=${onClose}>${say("parts_cancel")}</button><${BusyButton} kind="big end" word=${say("refer_do")} busy=${act.busy} /></div>
    </form>
  <//>`;
}

/** @param {{text: string, chosen: string | null, onChoose: (id: string) => void}} props */
function Found({ text, chosen, onChoose }) {
  const asked = useRested(text);
  const loaded = useLoaded(/** @returns {Promise<Facilities>} */ () => api.get(`/api/facilities?text=${encodeURIComponent(asked)}`), [asked]);
  return html`<${Loading} loaded=${loaded} show=${(/** @type {Facilities} */ { facilities }) => html`<${Picks} name="refer-facility" chosen=${chosen} onChoose=${onChoose} none=${say("nothing_found")}
    picks=${facilities.filter(({ kind }) => SEEN_AT.includes(kind)).map((one) => ({ id: one.id, name: one.name, told: [say(`kind_${one.kind}`), one.district ?? ""] }))} />`} />`;
}

/** What is written, when the writing rests. @param {string} text */
export function useRested(text) {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
