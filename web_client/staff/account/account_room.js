// Her own account: who she is here, and where she is signed in.

import { api } from "../../api.js";
import { Question } from "../../parts/dialog.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { sayDate } from "../../words/words.js";
import { useLoaded, watched } from "../asking.js";
import { Loading } from "../loading.js";
import { may } from "../rooms.js";
import { say } from "../words.js";
import { Places } from "./home_room.js";
import { PasswordCard } from "./password_card.js";
import { SignatureCard } from "./signature_card.js";

/** @typedef {import("../answers.js").SignedInDevice} SignedInDevice */

/** @param {{staff: import("../answers.js").StaffSelf, onLeft: () => void}} props */
export function AccountRoom({ staff, onLeft }) {
  const devices = useLoaded(/** @returns {Promise<{sessions: readonly SignedInDevice[]}>} */ () => api.get("/api/sessions"), []);
  const [asked, setAsked] = useState(/** @type {SignedInDevice | null} */ (null));
  const end = watched(async () => {
    if (asked === null) return;
    await api.delete(`/api/sessions/${asked.id}`);
    if (asked.is_this) onLeft();
    else devices.again();
  });
  return html`<div class="calm-column">
    <section class="card" aria-labelledby="who">
      <h2 id="who"><bdi>${staff.name}</bdi></h2>
      <p class="standing" data-status=${staff.status}>${say(`status_${staff.status}`)}</p>
      <${Places} staff=${staff} />
    </section>
    <section class="card" aria-labelledby="devices">
      <h2 id="devices">${say("devices")}</h2>
      <p class="soft">${say("devices_why")}</p>
      <${Loading} loaded=${devices} show=${(/** @type {{sessions: readonly SignedInDevice[]}} */ { sessions }) => html`<ul class="lines">
        ${sessions.map((one) => html`<${Device} key=${one.id} device=${one} onEnd=${() => setAsked(one)} />`)}
      </ul>`} />
    </section>
    ${may(staff, "prescribe") && html`<${SignatureCard} />`}
    <${PasswordCard} name=${staff.name} />
    ${asked !== null && html`<${Question} id="end-device" title=${say("end_device_question", { device: asked.device })} sentence=${say(asked.is_this ? "end_device_this" : "end_device_means")}
      word=${say(asked.is_this ? "sign_out" : "end_device")} act=${end} onClose=${() => setAsked(null)} />`}
  </div>`;
}

/** @param {{device: SignedInDevice, onEnd: () => void}} props */
function Device({ device, onEnd }) {
  const word = say(device.is_this ? "sign_out" : "end_device");
  return html`<li>
    <div><bdi class="name">${device.device}</bdi> ${device.is_this && html`<span class="chip">${say("this_device")}</span>`}
      <p class="soft">${say("last_used", { time: sayDate(device.last_used_at) })}</p></div>
    <button class="quiet" type="button" aria-label="${word}: ${device.device}" onClick=${onEnd}>${word}</button>
  </li>`;
}
