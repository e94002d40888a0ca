// What was agreed to, and taking it back: as easy as giving it.

import { api } from "../api.js";
import { Question } from "../parts/dialog.js";
import { useLoaded } from "../parts/loaded.js";
import { Problem } from "../parts/notice.js";
import { Whole } from "../parts/notice_text.js";
import { html, useState } from "../vendor/preact_htm.js";
import { currentLanguage, say, sayDate, sayEither } from "../words/words.js";

/** @typedef {{purpose: string, version: number, language: string, at: number, how: string, withdrawn_at: number | null}} Consent */

/** @param {{id: string}} props the patient's */
export function ConsentsCard({ id }) {
  const { value, problem, load } = useLoaded(`/api/patients/${id}/consents`);
  const [asked, setAsked] = useState(/** @type {string | null} */ (null));
  const [offered, setOffered] = useState(/** @type {string | null} */ (null));
  const consents = newestOf(value?.consents ?? []);
  const withdraw = async () => {
    await api.delete(`/api/patients/${id}/consents/${asked}`, { patient: id });
    load();
  };
  return html`<section class="card" aria-labelledby="consents">
    <h2 id="consents">${say("consents")}</h2>
    <${Problem} problem=${problem}><button class="quiet" type="button" onClick=${load}>${say("parts_try_again")}</button><//>
    ${value === null ? problem === null && html`<p class="soft">${say("loading")}</p>` : consents.length === 0 && html`<p class="soft">${say("consents_none")}</p>`}
    <ul class="rows">
      ${consents.map((consent) => html`<${ConsentRow} key=${consent.purpose} consent=${consent} onWithdraw=${() => setAsked(consent.purpose)} onGive=${() => setOffered(consent.purpose)} />`)}
    </ul>
    ${asked !== null && html`<${Question} id="withdraw" title=${say("consent_withdraw_question")} sentence=${say(asked === "sms" ? "consent_withdraw_sms_means" : "consent_withdraw_means")} word=${say("consent_withdraw")} act=${withdraw} onClose=${() => setAsked(null)} />`}
    ${offered !== null && html`<${Offer} id=${id} purpose=${offered} onGiven=${load} onClose=${() => setOffered(null)} />`}
  </section>`;
}

/** @param {{consent: Consent, onWithdraw: () => void, onGive: () => void}} props */
function ConsentRow({ consent: { purpose, at, withdrawn_at }, onWithdraw, onGive }) {
  const isGiven = withdrawn_at === null;
  const when = isGiven ? say("consent_given", { date: sayDate(at) }) : say("consent_withdrawn", { date: sayDate(withdrawn_at) });
  return html`<li class="row" data-purpose=${purpose}>
    <span class="row-words"><span>${sayEither(`consent_${purpose}`, "consent_other")}</span> <span class="soft">${when}</span></span>
    <button class="small" type="button" onClick=${isGiven ? onWithdraw : onGive}>${say(isGiven ? "consent_withdraw" : "consent_give")}</button>
  </li>`;
}

/** Agreeing anew: to the text as it is now. @param {{id: string, purpose: string, onGiven: () => void, onClose: () => void}} props */
function Offer({ id, purpose, onGiven, onClose }) {
  const { value: told, problem } = useLoaded(`/api/notices/${purpose}?language=${currentLanguage().locale.slice(0, 2)}`);
  const give = async () => {
    if (told === null) return;
    await api.post(`/api/patients/${id}/consents`, { purpose, version: told.version, language: told.language }, { patient: id });
    onGiven();
  };
  const text = html`<${Problem} problem=${problem} />${told !== null && html`<${Whole} told=${told} isOpen />`}`;
  return html`<${Question} id="agree" title=${sayEither(`consent_${purpose}`, "consent_other")} sentence=${text} word=${say("consent_give")} isGrave=${false} isReady=${told !== null} act=${give} onClose=${onClose} />`;
}

/** Of each purpose the last. @param {readonly Consent[]} consents the oldest first */
function newestOf(consents) {
  return [...new Map(consents.map((consent) => [consent.purpose, consent])).values()];
}
