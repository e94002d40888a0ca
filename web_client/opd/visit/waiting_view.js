// The waiting room: the number, the place, an honest wait, what happens next; and what can be done meanwhile.

import { Problem } from "../../parts/notice.js";
import { html } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { say } from "../../words/words.js";
import { CancelButton } from "./cancel_button.js";
import { ForWhom, Standing } from "./pieces.js";
import { PlaceRow } from "./place_row.js";
import { PushCard } from "./push_card.js";
import { aheadWords, waitWords } from "./said.js";
import { CardList, MustTell } from "./tell/card_list.js";
import { isSoon } from "./token.js";

/** @typedef {import("./pieces.js").TokenProps} TokenProps */
/** @typedef {import("./token.js").Token} Token */

/** @param {TokenProps} props */
export function WaitingView(props) {
  const { visit, token, parts } = props;
  const { problem } = visit.state;
  return html`<div class="ticket">
      <h1 id="title" tabindex="-1">${say("number_is")} <span class="number" data-number=${token.number}>${token.number}</span></h1>
      <${ForWhom} token=${token} />
      <div class="place">
        ${token.ahead !== null && html`<${PlaceRow} ahead=${token.ahead} />`}
        <p class="ahead" role="status">${aheadWords(token.ahead)}</p>
        <p class="wait"><${Icon} name="clock" /> <span>${waitSentence(token)}</span></p>
        <p class="soft on-duty">${token.doctors_on_duty === 0 ? say("no_doctor_here") : say("doctors_here", { count: token.doctors_on_duty })}</p>
      </div>
    </div>
    <${Standing} sentences=${standing(token, visit.memory.keptNews(token.id))} />
    <${Problem} problem=${problem} />
    <${MustTell} ...${props} />
    ${isSoon(token) && html`<${GetReady} ...${props} />`}
    <${Next} token=${token} visit=${visit} sounds=${parts.sounds} />
    <button class="worse-button" type="button" data-worse onClick=${() => parts.openWorse(token)}><${Icon} name="shield" /> <span>${say("worse_button")}</span></button>
    <${CardList} ...${props} />
    <${ByWhich} token=${token} visit=${visit} />
    <div class="ways-out">
      <button class="link" type="button" data-somebody-else onClick=${() => visit.goTo({ name: "who" })}>${say("somebody_else_too")}</button>
      <${CancelButton} token=${token} visit=${visit} />
    </div>`;
}

/** @param {Token} token */
function waitSentence({ wait, ahead, doctors_on_duty: doctors }) {
  if (wait === null && doctors === 0) return say("wait_no_doctor");
  if (ahead === 0 && wait !== null && wait.low_minutes <= 5) return say("wait_next", { wait: waitWords(wait) });
  return waitWords(wait);
}

/** What is so just now, each in a sentence. @param {Token} token @param {import("./memory.js").Kept | null} kept */
export function standing(token, kept) {
  return [
    ...(token.is_urgent && kept === null ? [say("is_urgent")] : []),
    ...(kept === null ? [] : [say(`news_${kept}`, { number: token.number, clinic: token.clinic_name })]),
    ...(token.missed > 0 ? [token.place === 1 ? say("was_missed_next") : say("was_missed", { place: token.place ?? 2 })] : []),
    ...(token.clinic_phase === "paused" ? [say("is_paused")] : []),
    ...(token.is_return && kept === null ? [say("is_return")] : []),
  ];
}

/** Her turn is near: what to get ready, by video or by telephone. @param {TokenProps} props */
function GetReady({ visit, token }) {
  const isVideo = token.mode === "video";
  return html`<section class="card ready" aria-labelledby="ready">
    <h2 id="ready">${say("ready_title")}</h2>
    <p>${say(isVideo ? "ready_video" : "ready_telephone")}</p>
    ${isVideo && html`<button class="big turn" type="button" data-check onClick=${() => visit.goTo({ name: "token", id: token.id, card: "check" })}><${Icon} name="camera" /> <span>${say("ready_check")}</span></button>`}
  </section>`;
}

/** What happens next is always said. @param {{token: Token, visit: import("./visit.js").Visit, sounds: import("./sounds.js").Sounds}} props */
function Next({ token, visit, sounds }) {
  const mobile = visit.state.household?.mobile ?? "";
  return html`<section class="card next" aria-labelledby="next">
    <h2 id="next">${say("next_title")}</h2>
    <p>${say(token.mode === "video" ? "next_video" : "next_telephone")}</p>
    <p>${say(isSoon(token) ? "may_close_soon" : "may_close")} <bdi dir="ltr">${mobile}</bdi></p>
    ${sounds.isOn ? html`<p class="reminded"><${Icon} name="speaker" /> <span>${say("sound_is_on")}</span></p>` : html`<button class="quiet" type="button" data-sound onClick=${() => sounds.switchOn()}><${Icon} name="speaker" /> <span>${say("sound_on")}</span></button>`}
    <${PushCard} />
  </section>`;
}

/** By video or by telephone, and the other way. @param {{token: Token, visit: import("./visit.js").Visit}} props */
function ByWhich({ token, visit }) {
  const other = token.mode === "video" ? "telephone" : "video";
  const isBusy = visit.state.busy === `mode ${token.id}`;
  return html`<section class="card by-which" aria-labelledby="by-which">
    <h2 id="by-which"><${Icon} name=${token.mode === "video" ? "camera" : "phone"} /> ${say(`by_${token.mode}`)}</h2>
    <button class="quiet" type="button" data-mode=${other} aria-busy=${isBusy ? "true" : undefined} onClick=${() => visit.deeds.setMode(token.id, other)}>
      <${Icon} name=${other === "video" ? "camera" : "phone"} /> <span>${say(`rather_${other}`)}</span>
    </button>
  </section>`;
}
