// The doctor is calling: the whole page, who it is, and one green button.

import { BusyButton } from "../../parts/busy_button.js";
import { Problem } from "../../parts/notice.js";
import { html } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { say } from "../../words/words.js";
import { DoctorFace, DoctorWords } from "./pieces.js";
import { leftWords } from "./said.js";
import { useSecondsUntil } from "./ticking.js";

/** @param {import("./pieces.js").TokenProps} props */
export function RingView(props) {
  const { visit, token } = props;
  const seconds = useSecondsUntil(token.ring_ends_at, () => visit.now());
  const isVideo = token.mode === "video";
  return html`<div class="ring" role="alert" data-mode=${token.mode}>
      <${DoctorFace} />
      <h1 id="title" tabindex="-1">${say(isVideo ? "ring_title" : "ring_telephone_title")}</h1>
      <${DoctorWords} doctor=${token.doctor} />
      <p class="soft">${say("ring_for", { name: token.patient_name, number: token.number })}</p>
    </div>
    <p class="left">${leftWords(seconds)}</p>
    <${Problem} problem=${visit.state.problem} />
    ${isVideo ? html`<${AnswerWays} ...${props} />` : html`<${ByTelephone} ...${props} />`}`;
}

/** @param {import("./pieces.js").TokenProps} props */
function AnswerWays({ visit, token, parts }) {
  const { busy } = visit.state;
  const answer = () => {
    parts.sounds.switchOn();
    visit.calls.answer(token.id);
  };
  return html`<${BusyButton} kind="big answer" type="button" word=${html`<span class="with-icon"><${Icon} name="camera" /> ${say("answer")}</span>`} busyWord=${say("answering")} busy=${busy === `answer ${token.id}`} onPress=${answer} data-answer />
    <div class="ring-ways">
      ${token.can_delay && html`<${BusyButton} kind="quiet" type="button" word=${say("in_a_minute")} busy=${busy === `later ${token.id}`} onPress=${() => visit.deeds.answerLater(token.id)} data-later />`}
      <button class="quiet" type="button" data-by-telephone onClick=${() => visit.deeds.setMode(token.id, "telephone")}><${Icon} name="phone" /> <span>${say("rather_telephone")}</span></button>
      <${Elsewhere} visit=${visit} token=${token} />
    </div>`;
}

/** No page is needed: her telephone rings. @param {import("./pieces.js").TokenProps} props */
function ByTelephone({ visit, token }) {
  const { busy } = visit.state;
  return html`<p class="large pick-up"><${Icon} name="phone" /> <span>${say("pick_up")}</span></p>
    <div class="ring-ways">
      ${token.can_delay && html`<${BusyButton} kind="quiet" type="button" word=${say("in_a_minute")} busy=${busy === `later ${token.id}`} onPress=${() => visit.deeds.answerLater(token.id)} data-later />`}
      <button class="quiet" type="button" data-by-video onClick=${() => visit.deeds.setMode(token.id, "video")}><${Icon} name="camera" /> <span>${say("rather_video")}</span></button>
      <${Elsewhere} visit=${visit} token=${token} />
    </div>`;
}

/** Somebody else of the family answers on another phone. @param {{visit: import("./visit.js").Visit, token: import("./token.js").Token}} props */
function Elsewhere({ visit, token }) {
  const leave = () => {
    visit.calls.silence(token.id);
    visit.goTo({ name: "who" });
  };
  return html`<button class="link" type="button" data-not-here onClick=${leave}>${say("not_here")}</button>`;
}
