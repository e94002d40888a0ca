// Questions before something that cannot be taken back.

import { html } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { namesOf } from "../names.js";
import { Sheet } from "./sheet.js";

/** @typedef {import("./call_view.js").CallProps} CallProps */

/** @param {CallProps} props */
export function EndDialog({ actions, ask }) {
  return html`<${Question} id="end-dialog" title=${say("end_question")} sentence=${say("end_means")} word=${say("end_for_all")} ask=${ask} act=${() => actions.end()} />`;
}

/** @param {CallProps & {seat: {participant: string, people: readonly import("../../protocol.js").NamedPerson[]}}} props */
export function RemoveDialog({ actions, ask, call, seat }) {
  const name = namesOf(seat.people);
  const isWaiting = call.lobby.some(({ participant }) => participant === seat.participant);
  return html`<${Question}
    id="remove-dialog" title=${say(isWaiting ? "turn_away_question" : "remove_question", { name })} sentence=${say("remove_means")}
    word=${say(isWaiting ? "turn_away" : "remove")} ask=${ask} act=${() => actions.remove(seat.participant)}
  />`;
}

/** @param {{id: string, title: string, sentence: string, word: string, ask: CallProps["ask"], act: () => void}} props */
function Question({ id, title, sentence, word, ask, act }) {
  const close = () => ask(null);
  const go = () => {
    close();
    act();
  };
  return html`<${Sheet} id=${id} title=${title} onClose=${close}>
    <p>${sentence}</p>
    <div class="answers">
      <button class="quiet" type="button" autofocus onClick=${close}>${say("cancel")}</button>
      <button class="big end" type="button" data-confirm onClick=${go}>${word}</button>
    </div>
  <//>`;
}
