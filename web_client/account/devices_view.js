// Where this number is signed in, and ending what one does not know.

import { api } from "../api.js";
import { useDoing, useLoaded } from "../parts/loaded.js";
import { Problem } from "../parts/notice.js";
import { html, useState } from "../vendor/preact_htm.js";
import { say, sayDate } from "../words/words.js";

/** @typedef {{id: string, started_at: number, last_used_at: number, device: string, is_this: boolean}} SignedIn */

export function DevicesView() {
  const { value, problem, load, set } = useLoaded("/api/sessions");
  const doing = useDoing();
  const [isEnded, setEnded] = useState(false);
  /** @type {SignedIn[]} */
  const sessions = value?.sessions ?? [];
  const end = async (/** @type {string} */ id) => {
    setEnded(false);
    await api.delete(`/api/sessions/${id}`);
    set({ sessions: sessions.filter((session) => session.id !== id) });
    setEnded(true);
  };
  return html`<p class="lede">${say("devices_lede")}</p>
    <p class="note" role="status">${isEnded ? say("device_ended") : ""}</p>
    <${Problem} problem=${problem ?? doing.problem}><button class="quiet" type="button" onClick=${load}>${say("parts_try_again")}</button><//>
    ${value === null && problem === null && html`<p class="soft">${say("loading")}</p>`}
    <ul class="card rows">
      ${sessions.map((session) => html`<${DeviceRow} key=${session.id} session=${session} onEnd=${() => doing.run(() => end(session.id))} />`)}
    </ul>`;
}

/** This device is left by signing out. @param {{session: SignedIn, onEnd: () => void}} props */
function DeviceRow({ session: { device, last_used_at, is_this }, onEnd }) {
  const name = device || say("device_unknown");
  return html`<li class="row">
    <span class="row-words"><span><bdi class="name">${name}</bdi> ${is_this && html`<span class="chip">${say("device_this")}</span>`}</span> <span class="soft">${say("device_used", { date: sayDate(last_used_at) })}</span></span>
    ${!is_this && html`<button class="small" type="button" aria-label=${say("device_end_word", { device: name })} onClick=${onEnd}>${say("device_end")}</button>`}
  </li>`;
}
