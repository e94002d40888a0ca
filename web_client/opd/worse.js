// "I am worse", from the waiting room: the same signs and the same way as on the first screen, over the page that waits.

import { api } from "../api.js";
import { Dialog } from "../parts/dialog.js";
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";
import { SignTiles } from "./danger_view.js";
import { DangerAlert } from "./danger_alert.js";
import { GoNow } from "./go_now_view.js";
import { signOf } from "./sign_words.js";
import { TellDoctor } from "./tell_doctor.js";

/**
 * `consultation`: hers, who is signed in: her clinic is told that she is worse, and a doctor decides what follows.
 * @param {{consultation: string, numbers: import("./opd_visit.js").Numbers, state?: number | null, onClose: () => void}} props
 */
export function WorseDialog({ consultation, numbers, state = null, onClose }) {
  const [sign, setSign] = useState(/** @type {string | null} */ (null));
  return html`<${Dialog} id="worse" title=${say(sign === null ? "worse_title" : "go_now_title")} onClose=${onClose}>
    ${sign === null ? html`<${Choosing} onChoose=${setSign} onClose=${onClose} />` : html`<${Worse} key=${sign} sign=${sign} consultation=${consultation} numbers=${numbers} state=${state} onBack=${() => setSign(null)} />`}
  <//>`;
}

/** @param {{onChoose: (sign: string) => void, onClose: () => void}} props */
function Choosing({ onChoose, onClose }) {
  return html`<p class="lede">${say("worse_lede")}</p>
    <${SignTiles} onChoose=${onChoose} />
    <button class="quiet" type="button" data-none onClick=${onClose}>${say("worse_none")}</button>`;
}

/** @param {{sign: string, consultation: string, numbers: import("./opd_visit.js").Numbers, state: number | null, onBack: () => void}} props */
function Worse({ sign, consultation, numbers, state, onBack }) {
  const [alert] = useState(() => new DangerAlert(api));
  useEffect(() => () => alert.stop(), []);
  return html`<${GoNow} sign=${signOf(sign)} numbers=${numbers} hasTitle=${false} />
    <${TellDoctor} alert=${alert} sign=${sign} state=${state} number=${numbers.first} consultation=${consultation} />
    <button class="link" type="button" data-back onClick=${onBack}>${say("go_now_mistake")}</button>`;
}
