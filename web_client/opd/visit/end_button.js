// Ending the consultation: asked once, since the number is gone then.

import { Question } from "../../parts/dialog.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";

/** @typedef {{visit: import("./visit.js").Visit, token: import("./token.js").Token}} Props */

/** @param {Props} props */
export function EndButton(props) {
  const [asks, setAsks] = useState(false);
  return html`<button class="quiet" type="button" data-end onClick=${() => setAsks(true)}>${say("end_consultation")}</button>
    ${asks && html`<${EndQuestion} ...${props} onClose=${() => setAsks(false)} />`}`;
}

/** @param {Props & {onClose: () => void}} props */
export function EndQuestion({ visit, token, onClose }) {
  const act = async () => {
    await visit.deeds.end(token.id);
    if (visit.state.problem !== null) throw visit.state.problem;
  };
  return html`<${Question} id="end" title=${say("end_question")} sentence=${say("end_means")} word=${say("end_yes")} act=${act} onClose=${onClose} />`;
}
