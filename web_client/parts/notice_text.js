// What is kept and why: in plain words first, and the whole text of the notice to be read.

import { api } from "../api.js";
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { currentLanguage, say } from "../words/words.js";
import { Problem } from "./notice.js";

/** @typedef {{purpose: string, version: number, language: string, text: string}} Told */
/** @typedef {{told: Told | null, problem: import("../api.js").ApiProblem | null, load: () => void}} Notice */

/** In the page's language, and anew when that changes. @param {string} purpose @returns {Notice} */
export function useNotice(purpose) {
  const [told, setTold] = useState(/** @type {Told | null} */ (null));
  const [problem, setProblem] = useState(/** @type {import("../api.js").ApiProblem | null} */ (null));
  const language = currentLanguage().locale.slice(0, 2);
  const load = () => {
    setProblem(null);
    api.get(`/api/notices/${purpose}?language=${language}`).then(setTold, setProblem);
  };
  useEffect(load, [purpose, language]);
  return { told, problem, load };
}

/** @param {{notice: Notice}} props */
export function NoticeText({ notice: { told, problem, load } }) {
  return html`<section class="card notice-text" aria-labelledby="notice-title">
    <h2 id="notice-title">${say("notice_title")}</h2>
    <ul class="ticks">
      <li>${say("notice_why")}</li>
      <li>${say("notice_who")}</li>
      <li>${say("notice_rights")}</li>
    </ul>
    <${Problem} problem=${problem}><button class="quiet" type="button" onClick=${load}>${say("parts_try_again")}</button><//>
    ${told !== null && html`<${Whole} told=${told} />`}
  </section>`;
}

/** @param {{told: Told, isOpen?: boolean}} props */
export function Whole({ told, isOpen = false }) {
  return html`<details class="fold" open=${isOpen}>
    <summary>${say("notice_whole")}</summary>
    <div class="stack" lang=${told.language}>${told.text.split(/\n\s*\n/).map((paragraph) => html`<p>${paragraph}</p>`)}</div>
  </details>`;
}
