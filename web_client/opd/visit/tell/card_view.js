// One card on a screen of its own: the number stays in sight above, what was told is saved as it is told, and the way leads to the next card.

import { Problem } from "../../../parts/notice.js";
import { html } from "../../../vendor/preact_htm.js";
import { say } from "../../../words/words.js";
import { TokenStrip } from "../pieces.js";
import { CallerCard } from "./caller_card.js";
import { nextUntold } from "./card_names.js";
import { ComplaintCard } from "./complaint_card.js";
import { PhotosCard } from "./photos_card.js";
import { Saving } from "./saving.js";
import { AllergiesCard, MedicinesCard, PregnancyCard, SinceCard, WeightCard } from "./small_cards.js";
import { SymptomsCard } from "./symptoms_card.js";

/** @typedef {import("../pieces.js").TokenProps} TokenProps */
/** @typedef {Exclude<import("../places.js").CardName, "check">} CardName */
/** @typedef {import("./told.js").Intake} Intake */
/**
 * What each card gets.
 * @typedef {{intake: Intake, asked: import("./told.js").Asked, wrong: readonly string[], tell: import("./told.js").Told["tell"], files: import("./files.js").Files,
 *   token: import("../token.js").Token, patient: import("../../../register/steps.js").Listed | undefined}} CardProps
 */

/** @type {Record<CardName, (props: CardProps) => unknown>} */
const CARDS = { caller: CallerCard, complaint: ComplaintCard, symptoms: SymptomsCard, since: SinceCard, allergies: AllergiesCard, medicines: MedicinesCard, pregnancy: PregnancyCard, weight: WeightCard, photos: PhotosCard };

/** @param {TokenProps & {card: CardName}} props */
export function CardView({ visit, token, parts, card }) {
  const { told, files } = parts.tellings.of(token.id);
  const { intake, asked, wrong, problem } = told.state;
  const patient = visit.state.household?.patients.find(({ id }) => id === token.patient);
  const go = (/** @type {import("../places.js").CardName | null} */ to) => visit.goTo({ name: "token", id: token.id, card: to });
  const back = () => go(null);
  const isRinging = token.state === "called";
  return html`<${TokenStrip} token=${token} onBack=${back} />
    <h1 id="title" tabindex="-1">${say(`card_title_${card}`, { name: token.patient_name })}</h1>
    ${intake === null || asked === null
      ? html`<${Problem} problem=${problem}><button class="quiet" type="button" onClick=${() => told.sendNow()}>${say("parts_try_again")}</button><//>${problem === null && html`<p class="soft">${say("loading")}</p>`}`
      : html`<${CARDS[card]} intake=${intake} asked=${asked} wrong=${wrong} tell=${told.tell.bind(told)} files=${files} token=${token} patient=${patient} />
          <${Ways} visit=${visit} token=${token} card=${card} told=${told} files=${files} isRinging=${isRinging} onGo=${go} />`}`;
}

/** @param {{visit: import("../visit.js").Visit, token: import("../token.js").Token, card: CardName, told: import("./told.js").Told, files: import("./files.js").Files, isRinging: boolean, onGo: (card: import("../places.js").CardName | null) => void}} props */
function Ways({ visit, token, card, told, files, isRinging, onGo }) {
  const { intake, asked } = told.state;
  if (intake === null || asked === null) return null;
  const isAlone = card === "caller" && asked.guidance !== null; // first the helplines
  const next = isAlone ? null : nextUntold(card, intake, asked, files.items);
  const isReady = asked.needed.length === 0 && !asked.missing.includes("relation");
  return html`<div class="thumb">
    <${Saving} told=${told} files=${files} />
    <${Problem} problem=${visit.state.problem} />
    ${isRinging && html`<button class="big answer" type="button" data-answer disabled=${!isReady} onClick=${() => visit.calls.answer(token.id)}>${say("answer")}</button>`}
    ${!isRinging && next !== null && html`<button class="big" type="button" data-next onClick=${() => onGo(next)}>${say("next_card", { card: say(`card_${/** @type {CardName} */ (next)}`) })}</button>`}
    ${!isRinging && next === null && html`<button class="big" type="button" data-done onClick=${() => onGo(null)}>${say("back_to_number")}</button>`}
  </div>`;
}
