// Opening, pausing and closing a clinic by hand: with a reason, and with what it means for those who wait.

import { api } from "../../api.js";
import { Question } from "../../parts/dialog.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { watched } from "../asking.js";
import { ReasonDialog } from "../desk/reason_dialog.js";
import { REASON_LENGTH } from "../opd/limits.js";
import { say } from "../words.js";

/** @typedef {import("./clinic.js").Clinic} Clinic */
/** @typedef {Clinic["phase"]} Phase */

const OTHERS = /** @type {readonly Phase[]} */ (["open", "paused", "closed"]);

/** @param {{clinic: Clinic, onChanged: (clinic: Clinic) => void}} props */
export function PhaseActs({ clinic, onChanged }) {
  const [asked, setAsked] = useState(/** @type {Phase | null} */ (null));
  const { name, waiting } = clinic;
  const set = async (/** @type {Phase} */ phase, reason = "") => onChanged(await api.post(`/api/clinics/${clinic.id}/phase`, { phase, reason }));
  const close = () => setAsked(null);
  return html`<div class="acts">${OTHERS.filter((phase) => phase !== clinic.phase).map((phase) => html`<button key=${phase} class=${phase === "open" ? "big" : "quiet"} type="button" data-phase-act=${phase} onClick=${() => setAsked(phase)}>${say(`phase_do_${phase}`)}</button>`)}</div>
    ${asked === "open" && html`<${Question} id="phase" isGrave=${false} title=${say("phase_title_open", { name })} sentence=${say("phase_means_open")} word=${say("phase_do_open")} act=${watched(() => set("open"))} onClose=${close} />`}
    ${(asked === "paused" || asked === "closed") && html`<${ReasonDialog} id="phase" title=${say(`phase_title_${asked}`, { name })} sentence=${html`${say(`phase_means_${asked}`)} <strong>${say(`phase_waiting_${asked}`, { count: waiting })}</strong>`} label=${say("reason")} word=${say(`phase_do_${asked}`)}
      isGrave=${asked === "closed"} longest=${REASON_LENGTH} act=${(/** @type {string} */ reason) => set(asked, reason)} onClose=${close} />`}`;
}
