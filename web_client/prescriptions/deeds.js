// Keep it, give it on, print it, hear it.

import { BusyButton } from "../parts/busy_button.js";
import { useDoing } from "../parts/loaded.js";
import { Problem } from "../parts/notice.js";
import { html, useRef, useState } from "../vendor/preact_htm.js";
import { Icon } from "../views/icons.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Given} Given */

/** @param {{given: Given}} props */
export function Deeds({ given }) {
  const { busy, problem, run } = useDoing();
  const [told, setTold] = useState("");
  return html`<section class="card deeds" aria-label=${say("deeds")}>
    <a class="big" href=${given.document} download data-download><${Icon} name="page" /> <span>${say("rx_download")}</span></a>
    <div class="acts">
      <${BusyButton} kind="quiet" type="button" word=${say("share")} busy=${busy} onPress=${() => run(async () => setTold(await share(given)))} data-share />
      <a class="quiet" href="${given.document}?inline=1" target="_blank" rel="noopener" data-print>${say("print")}</a>
      <${Listen} id=${given.id} />
    </div>
    <p class=${told === "" ? "unseen" : "note"} role="status">${told}</p>
    <${Problem} problem=${problem} />
  </section>`;
}

/** The fixed phrases, by a machine's voice or a recording; where the server has no voice, there is no button. @param {{id: string}} props */
function Listen({ id }) {
  const [isMissing, setMissing] = useState(false);
  const [isHeard, setHeard] = useState(false);
  /** @type {{current: HTMLAudioElement}} */
  const sound = useRef(null);
  if (isMissing) return null;
  const play = () => {
    setHeard(true);
    sound.current.src = `/api/prescriptions/${id}/spoken?language=${document.documentElement.lang}`;
    sound.current.play().catch(() => setMissing(true));
  };
  return html`<button class="quiet" type="button" onClick=${play} data-listen>${say("listen")}</button>
    <audio ref=${sound} hidden=${!isHeard} controls preload="none" onError=${() => isHeard && setMissing(true)}></audio>
    ${isHeard && html`<p class="soft">${say("spoken_by_machine")}</p>`}`;
}

/** The file where the phone can, else the address of this page; what is to be said of it. @param {Given} given */
async function share({ document: address, signed_at: at }) {
  const name = `prescription-${new Date(at * 1000).toISOString().slice(0, 10)}.pdf`;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  const file = new File([await answer.blob()], name, { type: "application/pdf" });
  try {
    if (navigator.canShare?.({ files: [file] })) await navigator.share({ files: [file] });
    else return say("share_not");
  } catch {
    // Closed again, which is her choice.
  }
  return "";
}
