// The patient: who she is, the call, and what she has told.

import { html, useEffect } from "../../vendor/preact_htm.js";
import { sayNumber } from "../../words/words.js";
import { say, sayEither } from "../words.js";
import { ActionButton } from "./action_button.js";
import { Identifiers } from "./identifiers.js";
import { InHands } from "./in_hands.js";
import { SummaryView, useSummary } from "./summary.js";
import { Chips } from "./waiting_list.js";
import { sayLanguage, sayPerson } from "./words_of.js";

/** @typedef {import("./answers.js").Entry} Entry */
/** @typedef {import("./answers.js").Consultation} Consultation */
/**
 * @typedef {object} PatientProps
 * @property {import("./desk_store.js").Shown} shown
 * @property {import("./desk_store.js").State} state
 * @property {import("./action_button.js").Doings} doings
 * @property {import("./desk_store.js").DeskStore} store
 * @property {import("./identifiers.js").Spoken} spoken
 * @property {(hasVoice: boolean) => void} onVoice
 * @property {(event: KeyboardEvent) => void} onKey
 */

/** @param {PatientProps} props */
export function PatientColumn({ shown, state, doings, store, spoken, onVoice, onKey }) {
  const { kind, consultation, entry } = shown;
  const id = consultation?.id ?? entry?.id ?? "";
  const summary = useSummary(id, kind === "waiting" || consultation?.state === "called");
  const hasVoice = summary.value?.files.some((file) => file.kind === "voice") ?? false;
  useEffect(() => onVoice(hasVoice), [hasVoice, id]);
  return html`
    <${Who} patient=${consultation?.patient ?? entry} number=${consultation?.number ?? entry?.number ?? 0} language=${consultation?.language ?? entry?.language ?? ""} />
    ${entry !== null && html`<${Chips} entry=${entry} />`}
    ${entry !== null && html`<div class="acts"><${ActionButton} doings=${doings} action="call" kind="big" /><${ActionButton} doings=${doings} action="urgent" /></div>`}
    ${entry !== null && !entry.for_me && html`<p class="soft">${say(whyNotMine(entry))}</p>`}
    ${consultation !== null && html`<${Marks} consultation=${consultation} />`}
    ${kind === "hands" && html`<${InHands} key=${id} consultation=${consultation} seat=${state.seat} limit=${state.desk?.limit_seconds ?? null} doings=${doings} store=${store} onKey=${onKey} />`}
    ${kind === "finishing" && html`<${Finishing} consultation=${consultation} doings=${doings} />`}
    ${consultation !== null && consultation.state !== "called" && html`<${Identifiers} key=${id} consultation=${consultation} spoken=${spoken} />`}
    <${SummaryView} id=${id} loaded=${summary} mayKnowPast=${kind !== "waiting"} />`;
}

/** @param {{patient: {name: string, age: number | null, gender: string | null, relation?: string} | null, number: number, language: string}} props */
function Who({ patient, number, language }) {
  if (patient === null) return html`<h3>${say("number_short", { number })}</h3>`;
  const { name, age, gender, relation } = patient;
  const family = relation === undefined || relation === "self" ? "" : sayEither(`family_${relation}`, "as_it_is", { text: relation });
  return html`<header class="patient-head">
    <span class="patient-number"><span class="unseen">${say("number_label")}</span> ${sayNumber(number)}</span>
    <div><h3 class="patient-name"><bdi>${name}</bdi></h3>
      <p class="soft">${[sayPerson(age, gender), family, language === "" ? "" : say("speaks", { language: sayLanguage(language) })].filter(Boolean).join(" · ")}</p></div>
  </header>`;
}

/** @param {{consultation: Consultation}} props */
function Marks({ consultation: { is_urgent: isUrgent, is_return: isReturn, mode } }) {
  const marks = [isUrgent && say("mark_urgent"), isReturn && say("mark_return"), mode === "telephone" && say("mark_telephone")].filter(Boolean);
  return marks.length > 0 && html`<p class="marks">${marks.map((word) => html`<span key=${word} class="mark" data-kind="plain">${word}</span>`)}</p>`;
}

/** @param {{consultation: Consultation, doings: import("./action_button.js").Doings}} props */
function Finishing({ consultation: { state }, doings }) {
  return html`<section class="note finishing" aria-label=${say("finishing_title")}>
    <p><strong>${say(state === "referred" ? "finishing_referred" : "finishing_title")}</strong> ${say("finishing_means")}</p>
    <div class="acts"><${ActionButton} doings=${doings} action="sign" /><${ActionButton} doings=${doings} action="report" /></div>
  </section>`;
}

/** @param {Entry} entry */
function whyNotMine({ is_kept: isKept, is_here: isHere }) {
  if (isKept) return "not_mine_kept";
  return isHere ? "not_mine_other" : "not_mine_away";
}
