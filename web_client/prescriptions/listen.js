// The fixed phrases, spoken. Whose voice it is stands beside it; where the server has none, nothing stands here.

import { api } from "../api.js";
import { BusyButton } from "../parts/busy_button.js";
import { useDoing, useLoaded } from "../parts/loaded.js";
import { Problem } from "../parts/notice.js";
import { html, useEffect, useRef, useState } from "../vendor/preact_htm.js";
import { Icon } from "../views/icons.js";
import { say } from "./words.js";

/** A hundred kilobytes over the slowest line. */
const PATIENCE_SECONDS = 120;

/** @param {{id: string, language: string}} props */
export function Listen({ id, language }) {
  const { value } = useLoaded(`/api/prescriptions/${id}/voice?language=${language}`);
  const { busy, problem, run } = useDoing();
  const [address, setAddress] = useState(/** @type {string | null} */ (null));
  const sound = useRef(/** @type {HTMLAudioElement | null} */ (null));
  useEffect(() => () => void (address !== null && URL.revokeObjectURL(address)), [address]);
  useEffect(() => void (address !== null && play(sound.current)), [address]);
  const voice = value?.voice ?? null;
  if (voice === null) return null;
  const fetchIt = () => run(async () => setAddress(URL.createObjectURL(await api.file(`/api/prescriptions/${id}/spoken?language=${language}`, { timeoutSeconds: PATIENCE_SECONDS }))));
  return html`<div class="listen">
    ${address === null ? html`<${BusyButton} kind="quiet" type="button" word=${html`<${Icon} name="speaker" /> ${say("listen")}`} busyWord=${say("on_its_way")} busy=${busy} onPress=${fetchIt} data-listen />` : html`<audio ref=${sound} src=${address} controls aria-label=${say("listen")}></audio>`}
    <p class="soft">${say(voice === "recorded" ? "spoken_by_people" : "spoken_by_machine")}</p>
    <${Problem} problem=${problem} />
  </div>`;
}

/** Where the press is too long ago the player waits for another. @param {HTMLAudioElement | null} sound */
function play(sound) {
  sound?.play().catch(() => {});
}
