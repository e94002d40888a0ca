// The answer, large: by a sign, a colour and a sentence; below it all that the code says, to be compared with the paper.

import { html } from "../vendor/preact_htm.js";
import { sayDate } from "../words/words.js";
import { say } from "./words.js";

/** @typedef {import("./finding.js").Finding} Finding */
/** @typedef {import("./finding.js").DocumentFinding} DocumentFinding */
/** @typedef {"good" | "bad" | "careful"} Mood */

const SIGNS = Object.freeze({ good: "✓", bad: "✕", careful: "!" });

/** What the sign says; the gravest word counts. @param {Finding} finding @returns {{mood: Mood, word: string}} */
export function answerOf({ verdict, standing }) {
  if (verdict !== "authentic") return { mood: verdict === "newer" ? "careful" : "bad", word: `verdict_${verdict}` };
  if (standing === "cancelled" || standing === "replaced") return { mood: "bad", word: `standing_${standing}` };
  if (standing === "signed") return { mood: "good", word: "verdict_authentic" };
  return { mood: "careful", word: "verdict_authentic" };
}

/** @param {{finding: Finding}} props */
export function Result({ finding }) {
  const { mood, word } = answerOf(finding);
  const { standing, summary, isDevelopment, keysOf } = finding;
  return html`
    <${Sign} mood=${mood} word=${word} means=${say(`${word}_means`)}>
      ${standing !== null && html`<p data-standing=${standing}>${say(`status_${standing}`)}</p>`}
    <//>
    ${isDevelopment && html`<p class="note trouble"><strong>${say("verify_development")}</strong></p>`}
    ${summary !== null && html`<${Told} summary=${summary} />`}
    ${keysOf !== null && html`<p class="soft">${say("verify_keys_of", { day: sayDate(keysOf / 1000) })}</p>`}`;
}

/** @param {{found: DocumentFinding}} props */
export function DocumentResult({ found: { seal, status } }) {
  const isGone = status === "cancelled" || status === "replaced";
  const mood = seal !== "authentic" || isGone ? "bad" : status === "signed" ? "good" : "careful";
  const word = seal === "authentic" ? (isGone ? `standing_${status}` : "seal_authentic") : `seal_${seal}`;
  return html`<${Sign} mood=${mood} word=${word} means=${say(`${word}_means`)}>
    ${seal === "authentic" && html`<p data-standing=${status}>${say(`status_${status}`)}</p>`}
  <//>`;
}

/** @param {{mood: Mood, word: string, means: string, children?: unknown}} props */
function Sign({ mood, word, means, children }) {
  return html`<div class="answer" role="status" data-mood=${mood} data-word=${word}>
    <span class="sign" aria-hidden="true">${SIGNS[mood]}</span>
    <div><h2>${say(word)}</h2><p>${means}</p>${children}</div>
  </div>`;
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
    <ol class="told-lines">${summary.lines.map((line) => html`<li key=${line}><bdi>${line}</bdi></li>`)}</ol>
    ${summary.leftOut > 0 && html`<p class="note trouble">${say("verify_left_out", { count: summary.leftOut })}</p>`}
    ${summary.held > 0 && html`<p class="soft">${say("verify_held", { count: summary.held })}</p>`}
  </section>`;
}
