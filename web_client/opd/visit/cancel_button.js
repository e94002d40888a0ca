// Giving the number back: asked once.

import { Question } from "../../parts/dialog.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";

/** @param {{token: import("./token.js").Token, visit: import("./visit.js").Visit}} props */
export function CancelButton({ token, visit }) {
  const [asks, setAsks] = useState(false);
  const act = async () => {
    await visit.deeds.withdraw(token.id);
    if (visit.state.problem !== null) throw visit.state.problem;
  };
  return html`<button class="link" type="button" data-cancel onClick=${() => setAsks(true)}>${say("give_back")}</button>
    ${asks && html`<${Question} id="give-back" title=${say("give_back_question")} sentence=${say("give_back_means")} word=${say("give_back_yes")} act=${act} onClose=${() => setAsks(false)} />`}`;
}
