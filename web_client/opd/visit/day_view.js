// A place on another day: offered when the clinic closed before her turn, and kept once she said yes.

import { BusyButton } from "../../parts/busy_button.js";
import { Problem } from "../../parts/notice.js";
import { html } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { say } from "../../words/words.js";
import { CancelButton } from "./cancel_button.js";
import { ForWhom } from "./pieces.js";
import { dayWords, whenWords } from "./said.js";
import { CardList, MustTell } from "./tell/card_list.js";

/** @param {import("./pieces.js").TokenProps} props */
export function DayView(props) {
  const { visit, token, parts } = props;
  return html`<p class="sign"><${Icon} name="clock" /></p>
    <h1 id="title" tabindex="-1">${say(token.offer === null ? "day_kept_title" : "day_offer_title")}</h1>
    <${ForWhom} token=${token} />
    ${token.offer === null ? html`<${Kept} ...${props} />` : html`<${Offer} ...${props} />`}
    <button class="worse-button" type="button" data-worse onClick=${() => parts.openWorse(token)}><${Icon} name="shield" /> <span>${say("worse_button")}</span></button>
    ${token.offer === null && html`<${MustTell} ...${props} /><${CardList} ...${props} /><div class="ways-out"><button class="link" type="button" onClick=${() => visit.goTo({ name: "who" })}>${say("somebody_else_too")}</button> <${CancelButton} token=${token} visit=${visit} /></div>`}`;
}

/** @param {import("./pieces.js").TokenProps} props */
function Offer({ visit, token }) {
  const { busy, problem } = visit.state;
  const isBusy = busy === `offer ${token.id}`;
  return html`<p class="large">${say("day_offer", { when: whenWords(token.offer?.opens_at ?? 0, visit.now()) })}</p>
    <${Problem} problem=${problem} />
    <div class="stack">
      <${BusyButton} type="button" word=${say("day_yes")} busy=${isBusy} onPress=${() => visit.deeds.answerOffer(token.id, true)} data-offer="yes" />
      <button class="quiet" type="button" data-offer="no" onClick=${() => visit.deeds.answerOffer(token.id, false)}>${say("day_no")}</button>
    </div>
    <p class="soft">${say("day_offer_else")}</p>`;
}

/** @param {import("./pieces.js").TokenProps} props */
function Kept({ token, visit }) {
  return html`<p class="large">${say("day_kept", { day: dayWords(token.day) })}</p>
    <p>${say("day_kept_means")} <bdi dir="ltr">${visit.state.household?.mobile ?? ""}</bdi></p>
    <${Problem} problem=${visit.state.problem} />`;
}
