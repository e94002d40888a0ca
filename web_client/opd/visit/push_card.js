// To be rung although the page is closed, by the browser's own messages: asked for once, where this browser can.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { useDoing } from "../../parts/loaded.js";
import { Problem } from "../../parts/notice.js";
import { PushProblem, pushState, renewPush, subscribeToPush } from "../../parts/push.js";
import { html, useEffect, useState } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { say, sayEither } from "../../words/words.js";

/** What she cannot change here is not spoken of. */
const SILENT = ["push_unsupported", "push_insecure"];

export function PushCard() {
  const [isOn, setOn] = useState(/** @type {boolean | null} */ (null));
  const [refused, setRefused] = useState("");
  const { busy, problem, run } = useDoing();
  useEffect(() => void renewPush(api).then(setOn), []);
  const state = pushState();
  if (isOn === null || SILENT.includes(state) || state === "push_denied") return null;
  const switchOn = () =>
    run(async () => {
      setRefused("");
      await subscribeToPush(api).then(() => setOn(true), (thrown) => {
        if (!(thrown instanceof PushProblem)) throw thrown;
        setRefused(thrown.code);
      });
    });
  return html`<section class="push-card" aria-label=${say("push_title")}>
    <div role="status">${isOn && html`<p class="reminded"><${Icon} name="bell" /> <span>${say("push_on")}</span></p>`}</div>
    ${!isOn && (state === "push_needs_installing" ? html`<p class="soft">${say("push_needs_installing")}</p>` : html`<${BusyButton} kind="quiet" type="button" word=${html`<span class="with-icon"><${Icon} name="bell" /> ${say("push_switch")}</span>`} busy=${busy} onPress=${switchOn} data-push />`)}
    ${refused !== "" && html`<p class="note" role="alert">${sayEither(refused, "push_failed")}</p>`}
    <${Problem} problem=${problem} />
  </section>`;
}
