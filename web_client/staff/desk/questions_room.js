// Questions that patients are asked in pictures: a medical officer reads both languages and approves them by her name.

import { api } from "../../api.js";
import { SignPicture } from "../../opd/sign_pictures.js";
import { SymptomPicture } from "../../opd/symptom_pictures.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Problem } from "../../parts/notice.js";
import { html } from "../../vendor/preact_htm.js";
import { sayDate } from "../../words/words.js";
import { useAct, useLoaded } from "../asking.js";
import { Loading } from "../loading.js";
import { say, sayCode } from "../words.js";

/** @typedef {import("../answers.js").QuestionSet} QuestionSet */
/** @typedef {import("../answers.js").QuestionSign} QuestionSign */
/** @typedef {import("../answers.js").StaffSelf} StaffSelf */

/** Adults, children, pregnant women. */
const EVERYBODY = 3;

/** @param {{staff: StaffSelf}} props */
export function QuestionsRoom({ staff }) {
  const found = useLoaded(/** @returns {Promise<{sets: readonly QuestionSet[]}>} */ () => api.get("/api/triage/question-sets"), []);
  return html`<div class="work-column">
    <p class="soft">${say("questions_lede")}</p>
    <${Loading} loaded=${found} show=${(/** @type {{sets: readonly QuestionSet[]}} */ { sets }) => sets.map((one) => html`<${OneSet} key=${one.name} set=${one} staff=${staff} onChanged=${found.again} />`)} />
  </div>`;
}

/** @param {{set: QuestionSet, staff: StaffSelf, onChanged: () => void}} props */
function OneSet({ set, staff, onChanged }) {
  const act = useAct();
  const { name, version, sha256, approval } = set;
  const approve = () => act.run(() => api.post(`/api/triage/question-sets/${name}/approve`, { version, sha256 })).then(onChanged);
  const withdraw = () => act.run(() => api.post(`/api/triage/question-sets/${name}/withdraw`)).then(onChanged);
  return html`<article class="sheet-of-one question-set" data-set=${name} aria-labelledby="set-${name}">
    <header><h2 id="set-${name}">${sayCode("questions", name)}</h2> <span class="soft">${say("questions_version", { version: String(version) })}</span></header>
    <p class="standing" data-status=${approval === null ? "applied" : "verified"}>${approval === null ? say("questions_not_approved") : say("questions_approved", { name: approval.name, date: sayDate(approval.at) })}</p>
    <div class="question-rows">${set.signs.map((sign) => html`<${OneSign} key=${sign.id} sign=${sign} />`)}</div>
    <details class="fold"><summary><span>${say("questions_sources")}</span></summary>
      <dl class="facts">${Object.entries(set.sources).map(([key, source]) => html`<div key=${key}><dt>${key}</dt><dd lang="en">${source}</dd></div>`)}</dl>
    </details>
    <${Problem} problem=${act.problem} />
    <div class="acts">
      ${approval === null
        ? html`<${BusyButton} type="button" word=${say("questions_approve", { name: staff.name })} busy=${act.busy} onPress=${approve} data-approve />`
        : html`<${BusyButton} kind="quiet" type="button" word=${say("questions_withdraw")} busy=${act.busy} onPress=${withdraw} data-withdraw />`}
    </div>
  </article>`;
}

/** Nobody where it is for everybody. @param {readonly string[]} people */
function whom(people) {
  return people.length === EVERYBODY ? [] : people.map((person) => sayCode("people", person));
}

/** The picture, and its words in both languages side by side. @param {{sign: QuestionSign}} props */
function OneSign({ sign }) {
  const Picture = sign.meanwhile.en.length > 0 ? SignPicture : SymptomPicture;
  return html`<section class="question-row">
    <div><${Picture} name=${sign.picture} /><p class="soft">${whom(sign.people).join(", ")}</p></div>
    ${/** @type {const} */ (["hi", "en"]).map((language) => html`<div key=${language} lang=${language}>
      <h3>${sign.words[language]}</h3>
      ${sign.meanwhile[language].length > 0 && html`<p class="soft" lang=${undefined}>${say("questions_meanwhile")}</p><ul class="plain-list">${sign.meanwhile[language].map((sentence) => html`<li>${sentence}</li>`)}</ul>`}
      ${sign.helpline !== null && html`<p>${sign.helpline.words[language]}: <bdi dir="ltr">${sign.helpline.name} ${sign.helpline.number}</bdi></p>`}
      ${sign.includes.length > 0 && html`<p class="soft">${say("questions_includes")}</p><ul class="plain-list">${sign.includes.map(({ words, people, source }) => html`<li>${words[language]} <span class="soft">(${[...whom(people), source].join(", ")})</span></li>`)}</ul>`}
    </div>`)}
  </section>`;
}
