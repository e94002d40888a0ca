// What was told before the call, and what is known from before: read by the doctor while it rings, and in the call.

import { api } from "../../api.js";
import { html, useEffect, useState } from "../../vendor/preact_htm.js";
import { currentLanguage } from "../../words/words.js";
import { useLoaded } from "../asking.js";
import { Facts } from "../desk/facts.js";
import { Loading } from "../loading.js";
import { say, sayCode, sayEither } from "../words.js";
import { FilesOf } from "./files.js";
import { PastOnes } from "./past.js";
import { sayDay } from "./words_of.js";

/** @typedef {{relation: string | null, patient_beside: boolean | null, adult_name: string | null, adult_relation: string | null, adult_identity: {kind: string, last: string} | null, authority: {kind: string, words: string | null} | null}} Caller */
/** @typedef {{caller: Caller, complaint: string | null, since: string | null, symptoms: readonly string[] | null, allergies: string | null, medicines: string | null, pregnancy: string | null, last_period: string | null, weight_kg: number | null}} Intake */
/** @typedef {{id: string, kind: "voice" | "photo" | "report", media_type: string, size: number, at: number}} SentFile */
/** @typedef {{id: string, day: string, clinic_name: string, doctor_name: string, diagnoses: readonly import("./answers.js").Diagnosis[], advice: string, is_signed: boolean}} Past */
/** @typedef {{id: string, consultation: string, media_type: string, size: number, note: string | null, at: number, by_household: boolean}} Attachment */
/** @typedef {{intake: Intake, files: readonly SentFile[], past: readonly Past[], attachments: readonly Attachment[]}} Summary */

const NONE_KNOWN = "none";
/** She may still be telling while she waits. */
const AGAIN_MS = 20_000;

/** Asked again while she may still tell something. @param {string} id @param {boolean} isTelling */
export function useSummary(id, isTelling) {
  const loaded = useLoaded(/** @returns {Promise<Summary>} */ () => api.get(`/api/desk/consultations/${id}/summary`), [id]);
  useEffect(() => {
    if (!isTelling) return undefined;
    const timer = setInterval(loaded.again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [id, isTelling]);
  return loaded;
}

/** @param {{id: string, loaded: import("../asking.js").Loaded<Summary>, mayKnowPast: boolean}} props */
export function SummaryView({ id, loaded, mayKnowPast }) {
  return html`<div class="summary"><${Loading} loaded=${loaded} show=${(/** @type {Summary} */ summary) => html`
    <${Complaint} intake=${summary.intake} />
    <${FilesOf} id=${id} files=${summary.files} />
    <${Told} intake=${summary.intake} />
    <${WhoSpeaks} caller=${summary.intake.caller} />
    ${mayKnowPast && html`<${PastOnes} id=${id} past=${summary.past} attachments=${summary.attachments} />`}
  `} /></div>`;
}

/** @param {{intake: Intake}} props */
function Complaint({ intake: { complaint, since, symptoms } }) {
  const wordOf = useSymptomWords();
  if (complaint === null && since === null && !symptoms?.length) return html`<p class="soft">${say("told_nothing")}</p>`;
  return html`<section aria-label=${say("complaint_told")}>
    ${complaint !== null && html`<p class="told-complaint" dir="auto">${complaint}</p>`}
    ${symptoms !== null && symptoms.length > 0 && html`<p class="marks">${symptoms.map((one) => html`<span key=${one} class="mark" data-kind="plain">${wordOf(one)}</span>`)}</p>`}
    ${since !== null && html`<p class="soft">${say("since")}: <span dir="auto">${since}</span></p>`}
  </section>`;
}

/** What treatment must mind comes first, and says too that it was not asked. @param {{intake: Intake}} props */
function Told({ intake: { allergies, medicines, pregnancy, last_period: period, weight_kg: weight } }) {
  return html`<section class="minded" aria-label=${say("told_minded")}><${Facts} pairs=${[
    [say("allergies"), known(allergies)],
    [say("medicines"), known(medicines)],
    [say("pregnancy"), pregnancy !== null && say(/** @type {"pregnancy_yes"} */ (`pregnancy_${pregnancy}`))],
    [say("last_period"), period !== null && sayDay(period)],
    [say("weight"), weight !== null && say("weight_kg", { weight: new Intl.NumberFormat(currentLanguage().locale).format(weight) })],
  ]} /></section>`;
}

/** @param {string | null} text */
function known(text) {
  if (text === null) return html`<span class="soft">${say("not_told")}</span>`;
  return text === NONE_KNOWN ? say("none_known") : html`<strong dir="auto">${text}</strong>`;
}

/** @param {{caller: Caller}} props */
function WhoSpeaks({ caller: { relation, patient_beside: isBeside, adult_name: adult, adult_relation: ofAdult, adult_identity: identity, authority } }) {
  const isOther = relation !== null && relation !== "self";
  if (!isOther && adult === null) return null;
  const card = identity === null ? null : `${sayCode("identity", identity.kind)} …${identity.last}`;
  const right = authority === null ? null : [sayCode("authority", authority.kind), authority.words].filter(Boolean).join(": ");
  return html`<section aria-labelledby="who-speaks">
    <h3 id="who-speaks">${say("who_speaks")}</h3>
    <${Facts} pairs=${[
      [say("speaks_for"), isOther && sayEither(`speaks_for_${relation}`, "as_it_is", { text: relation ?? "" })],
      [say("patient_beside"), isBeside !== null && say(isBeside ? "yes" : "no")],
      [say("adult"), adult !== null && [adult, ofAdult !== null && sayEither(`adult_is_${ofAdult}`, "as_it_is", { text: ofAdult })].filter(Boolean).join(", ")],
      [say("adult_identity"), card],
      [say("authority"), right],
    ]} />
  </section>`;
}

/** @type {Map<string, Promise<Record<string, string>>>} */
const asked = new Map();

/** The words of the pictures that she has chosen. */
function useSymptomWords() {
  const language = currentLanguage().locale.slice(0, 2);
  const [words, setWords] = useState(/** @type {Record<string, string>} */ ({}));
  useEffect(() => void symptomsIn(language).then(setWords, () => {}), [language]);
  return (/** @type {string} */ id) => words[id] ?? id;
}

/** @param {string} language @returns {Promise<Record<string, string>>} */
function symptomsIn(language) {
  const before = asked.get(language);
  if (before !== undefined) return before;
  const now = api.get(`/api/triage/symptoms?language=${language}`).then(({ symptoms }) => Object.fromEntries(symptoms.map((/** @type {{id: string, words: string}} */ one) => [one.id, one.words])));
  asked.set(language, now);
  now.catch(() => asked.delete(language));
  return now;
}
