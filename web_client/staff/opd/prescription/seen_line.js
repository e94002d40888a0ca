// Whether the patient was seen by video: the seconds in which her picture was decoded here, and the doctor's own word.

import { html, useEffect, useRef, useState } from "../../../vendor/preact_htm.js";
import { api } from "../../../api.js";
import { say } from "./words.js";

const LOOK_MS = 1000;
const TELL_EVERY = 10;

/** @typedef {{seconds: number, attested: boolean, is_seen: boolean, seconds_needed: number}} Sighting */

/** @param {{consultation: string, context: import("./answers.js").Context, isClosed: boolean, onTold: () => void}} props */
export function SeenLine({ consultation, context, isClosed, onTold }) {
  const [sighting, setSighting] = useState({ seconds: context.seconds_seen, attested: context.attested, is_seen: context.is_seen });
  const latest = useRef(sighting);
  latest.current = sighting;
  const tell = async (/** @type {number} */ seconds, /** @type {boolean} */ attested) => {
    const answer = await api.put(`/api/desk/consultations/${consultation}/sighting`, { seconds, attested }).catch(() => null);
    if (answer === null) return;
    setSighting((now) => ({ ...answer, seconds: Math.max(now.seconds, answer.seconds) }));
    onTold();
  };
  useEffect(() => {
    const frames = new Map();
    let untold = 0;
    const look = () => {
      if (!isDecoding(frames)) return;
      untold += 1;
      const seconds = latest.current.seconds + 1;
      setSighting((now) => ({ ...now, seconds }));
      if (untold % TELL_EVERY === 0 || Math.floor(seconds) === Math.ceil(context.seconds_needed)) void tell(seconds, latest.current.attested);
    };
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [consultation]);
  return html`<div class="rx-seen" data-seen=${sighting.is_seen ? "" : undefined}>
    <label class="tick"><input type="checkbox" name="rx-seen" disabled=${isClosed} checked=${sighting.attested} onChange=${(/** @type {Event} */ event) => tell(latest.current.seconds, /** @type {HTMLInputElement} */ (event.target).checked)} />
      <span>${say("rx_could_see")} <span class="soft">${say("rx_seen_seconds", { seconds: Math.floor(sighting.seconds), needed: Math.ceil(context.seconds_needed) })}</span></span></label>
    <p class="soft" role="status">${say(sighting.is_seen ? "rx_counts_as_video" : "rx_counts_as_audio")}</p>
  </div>`;
}

/** Whether a picture of somebody else has gone on since the last look, in the call's own frame. @param {Map<HTMLVideoElement, number>} frames */
function isDecoding(frames) {
  const call = /** @type {HTMLIFrameElement | null} */ (document.querySelector("iframe.call-frame"))?.contentDocument;
  const pictures = /** @type {HTMLVideoElement[]} */ ([...(call?.querySelectorAll("[data-participant][data-video=camera] video") ?? [])]);
  return pictures.map((video) => {
    const [before, now] = [frames.get(video) ?? 0, video.getVideoPlaybackQuality().totalVideoFrames];
    frames.set(video, now);
    return now > before;
  }).some(Boolean);
}
