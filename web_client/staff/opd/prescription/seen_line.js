// Whether the patient was seen by video: the seconds in which her picture was decoded here, and the doctor's own word.

import { html, useEffect, useState } from "../../../vendor/preact_htm.js";
import { sightingOf } from "./sighting.js";
import { say } from "./words.js";

/** @param {{consultation: string, context: import("./answers.js").Context, isClosed: boolean, onTold: () => void}} props */
export function SeenLine({ consultation, context, isClosed, onTold }) {
  const sighting = sightingOf(consultation);
  const [, draw] = useState(0);
  useEffect(() => {
    const gone = new AbortController();
    sighting.on("changed", () => draw((before) => before + 1), { signal: gone.signal });
    sighting.on("told", onTold, { signal: gone.signal });
    return () => gone.abort();
  }, [sighting]);
  useEffect(() => sighting.know(context), [sighting, context.seconds_seen, context.is_seen]);
  const needed = Math.ceil(sighting.needed ?? context.seconds_needed);
  const attest = (/** @type {Event} */ event) => void sighting.attest(/** @type {HTMLInputElement} */ (event.target).checked);
  return html`<div class="rx-seen" data-seen=${sighting.isSeen ? "" : undefined}>
    <label class="tick"><input type="checkbox" name="rx-seen" disabled=${isClosed} checked=${sighting.attested} onChange=${attest} />
      <span>${say("rx_could_see")} <span class="soft">${say("rx_seen_seconds", { seconds: Math.min(needed, Math.floor(sighting.seconds)), needed })}</span></span></label>
    <p class="soft" role="status">${sighting.isSeen ? say("rx_counts_as_video") : say("rx_counts_until", { needed })}</p>
    ${sighting.isAway && html`<p class="note trouble" role="alert">${say("rx_sighting_away")}</p>`}
  </div>`;
}
