// The answer, large: by a sign, a colour and a sentence; below it all that the code says, to be compared with the paper.

import { html } from "../vendor/preact_htm.js";
import { sayDate } from "../words/words.js";
import { say } from "./words.js";

/** @typedef {import("./finding.js").Finding} Finding */
/** @typedef {import("./answer.js").Answer} Answer */

const SIGNS = Object.freeze({ good: "✓", bad: "✕", careful: "!" });
/** With keys; of the others no key was tried. */
const CHECKED = ["authentic", "altered", "key_unknown"];
/** "1-0-1 5d =10" behind a name, a strength and a form. */
const DOSING = /^(.+?) ((?:STAT|SOS|(?:[\d.¼½¾]+-){2,3}[\d.¼½¾]+)(?: .*)?)$/;

/** All of it in one, for whoever hears the page. @param {Answer} answer */
export function spoken({ word, standing }) {
  const sentences = [say(word), say(`${word}_means`), ...(standing === null ? [] : [say(`status_${standing}`)])];
  return `${sentences.map((sentence) => sentence.replace(/[.।]$/, "")).join(". ")}.`;
}

/** @param {{answer: Answer}} props */
export function Sign({ answer: { mood, word, standing } }) {
  return html`<div class="answer" data-mood=${mood} data-word=${word}>
    <span class="sign" aria-hidden="true">${SIGNS[mood]}</span>
    <div>
      <h2>${say(word)}</h2>
      <p>${say(`${word}_means`)}</p>
      ${standing !== null && html`<p data-standing=${standing}>${say(`status_${standing}`)}</p>`}
    </div>
  </div>`;
}

/** What stands below the sign. @param {{finding: Finding}} props */
export function Result({ finding: { verdict, summary, keysOf } }) {
  return html`
    ${summary !== null && html`<${Told} summary=${summary} />`}
    ${keysOf !== null && CHECKED.includes(verdict) && html`<p class="soft">${say("verify_keys_of", { day: sayDate(keysOf / 1000) })}</p>`}`;
}

/** @param {{summary: import("./summary.js").Summary}} props */
function Told({ summary }) {
  const facts = [
    ["verify_patient", `${summary.patient}, ${say("verify_age", { age: summary.age })}, ${say(`gender_${summary.gender}`)}`],
    ["verify_doctor", summary.doctor],
    ["verify_registration", summary.registration],
    ["verify_facility", summary.facility],
    ["verify_signed_at", sayDate(summary.signedAt)],
  ];
  return html`<section class="card" aria-labelledby="told">
    <h2 id="told">${say("verify_compare")}</h2>
    <dl class="facts">${facts.map(([name, value]) => html`<div key=${name}><dt>${say(name)}</dt><dd><bdi>${value}</bdi></dd></div>`)}</dl>
    <h3>${say("verify_medicines")}</h3>
    <ol class="told-lines">${summary.lines.map((line, index) => html`<li key=${index}><${Line} line=${line} /></li>`)}</ol>
    ${summary.leftOut > 0 && html`<p class="note trouble">${say("verify_left_out", { count: summary.leftOut })}</p>`}
    ${summary.held > 0 && html`<p class="soft">${say("verify_held", { count: summary.held })}</p>`}
    ${summary.lines.length > 0 && html`<p class="soft">${say("verify_legend")}</p>`}
  </section>`;
}

/** @param {{line: string}} props */
function Line({ line }) {
  const [, medicine, dosing] = DOSING.exec(line) ?? [line, line, ""];
  const parts = dosing.split(" ").flatMap((part, index) => (index === 0 ? [html`<span>${part}</span>`] : [" ", html`<span>${part}</span>`]));
  return html`<bdi lang="en">${medicine}${dosing !== "" && html` <span class="dosing">${parts}</span>`}</bdi>`;
}
