// Keep it, give it on, print it, hear it.

import { api } from "../api.js";
import { BusyButton } from "../parts/busy_button.js";
import { useDoing } from "../parts/loaded.js";
import { Problem } from "../parts/notice.js";
import { html, useRef, useState } from "../vendor/preact_htm.js";
import { Icon } from "../views/icons.js";
import { Listen } from "./listen.js";
import { fileOf, shared } from "./sharing.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Given} Given */

/** A document over the slowest line. */
const PATIENCE_SECONDS = 180;
const SAID = Object.freeze({ shared: null, closed: null, press_again: "share_again", cannot: "share_not" });

/** @param {{given: Given}} props */
export function Deeds({ given }) {
  const { busy, problem, run } = useDoing();
  const [told, setTold] = useState(/** @type {string | null} */ (null));
  const kept = useRef(/** @type {File | null} */ (null));
  const language = document.documentElement.lang;
  const share = async () => {
    kept.current ??= fileOf(await api.file(given.document, { timeoutSeconds: PATIENCE_SECONDS }), given.signed_at);
    setTold(SAID[await shared(kept.current, navigator)]);
  };
  return html`<section class="card deeds" aria-label=${say("deeds")}>
    <a class="big" href=${given.document} download data-download><${Icon} name="page" /> <span>${say("rx_download")}</span></a>
    <div class="acts">
      <${BusyButton} kind="quiet" type="button" word=${say("share")} busyWord=${say("on_its_way")} busy=${busy} onPress=${() => run(share)} data-share />
      <a class="quiet" href="${given.document}?inline=1" target="_blank" rel="noopener" data-print>${say("print")}</a>
    </div>
    <p class=${told === null ? "unseen" : "note"} role="status">${told !== null && say(told)}</p>
    <${Problem} problem=${problem} />
    ${given.lines.length > 0 && html`<${Listen} key=${language} id=${given.id} language=${language} />`}
  </section>`;
}
