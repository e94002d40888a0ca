// What can be told while she waits, as cards that can wait; who speaks comes first, since no doctor may speak with nobody.

import { Problem } from "../../../parts/notice.js";
import { html } from "../../../vendor/preact_htm.js";
import { Icon } from "../../../views/icons.js";
import { say } from "../../../words/words.js";
import { cardsFor, isNeeded, isTold, nextUntold } from "./card_names.js";
import { Saving } from "./saving.js";

/** @typedef {import("../pieces.js").TokenProps} TokenProps */
/** @typedef {import("../places.js").CardName} CardName */

/** @type {Record<Exclude<CardName, "check">, import("../../../views/icons.js").IconName>} */
const ICONS = { caller: "people", complaint: "microphone", symptoms: "body", since: "clock", allergies: "shield", medicines: "pill", pregnancy: "child", weight: "scale", photos: "page" };

/** @param {TokenProps} props */
export function CardList({ visit, token, parts }) {
  const { told, files } = parts.tellings.of(token.id);
  const { intake, asked, problem } = told.state;
  const open = (/** @type {CardName} */ card) => visit.goTo({ name: "token", id: token.id, card });
  if (intake === null || asked === null) {
    return html`<section class="stack" aria-labelledby="tell"><h2 id="tell">${say("tell_title_opd")}</h2>
      <${Problem} problem=${problem}><button class="quiet" type="button" onClick=${() => told.sendNow()}>${say("parts_try_again")}</button><//>
      ${problem === null && html`<p class="soft">${say("loading")}</p>`}</section>`;
  }
  const cards = cardsFor(intake, asked);
  const toldCount = cards.filter((card) => isTold(card, intake, asked, files.items)).length;
  const next = nextUntold(null, intake, asked, files.items);
  const must = isNeeded(asked);
  return html`<section class="tell stack" aria-labelledby="tell">
    <div class="tell-head"><h2 id="tell">${say("tell_title_opd")}</h2> <span class="soft">${say("told_of", { told: toldCount, all: cards.length })}</span></div>
    ${!must && next !== null && html`<button class="big" type="button" data-tell=${next} onClick=${() => open(next)}>${say(toldCount <= 1 ? "tell_begin" : "tell_go_on")}</button>`}
    <ul class="tell-cards">
      ${cards.map((card) => html`<li key=${card}><${CardRow} card=${card} done=${isTold(card, intake, asked, files.items)} onOpen=${() => open(card)} /></li>`)}
    </ul>
    <${Saving} told=${told} files=${files} />
  </section>`;
}

/** Who speaks is not told yet, or the adult is missing: right under the number. @param {TokenProps} props */
export function MustTell({ visit, token, parts }) {
  const { asked } = parts.tellings.of(token.id).told.state;
  if (asked === null || !isNeeded(asked)) return null;
  const open = () => visit.goTo({ name: "token", id: token.id, card: "caller" });
  return html`<section class="card must" aria-label=${say("must_tell_now")}><p>${say("must_tell")}</p><button class="big" type="button" data-tell="caller" onClick=${open}>${say("must_tell_now")}</button></section>`;
}

/** @param {{card: CardName, done: boolean, onOpen: () => void}} props */
function CardRow({ card, done, onOpen }) {
  return html`<button class="tell-card" type="button" data-card=${card} data-told=${done ? "" : undefined} onClick=${onOpen}>
    <${Icon} name=${ICONS[/** @type {keyof typeof ICONS} */ (card)]} />
    <span class="tell-word">${say(`card_${/** @type {keyof typeof ICONS} */ (card)}`)}</span>
    ${done && html`<span class="told-mark"><${Icon} name="done" /> <span>${say("told_mark")}</span></span>`}
  </button>`;
}
