// One picture of the call: who it is, how her line is, and what of hers is off.

import { html, useEffect, useState } from "../../vendor/preact_htm.js";
import { say, sayDuration } from "../../words/words.js";
import { Icon } from "../icons.js";
import { MediaVideo } from "../media_video.js";
import { letterOf, Names, namesOf } from "../names.js";

/** @typedef {import("../../state.js").Tile} TileState */
/** @typedef {import("../../state.js").Present} Present */

/**
 * @typedef {Object} TileProps
 * @property {TileState} tile
 * @property {Present} [person] not known for a moment when a pair is told before its person
 * @property {string} speaker @property {number} taps @property {() => void} onBlocked
 */

/** @param {TileProps} props */
export function Tile({ tile, person, speaker, taps, onBlocked }) {
  const [hasFrames, setFrames] = useState(false);
  const lostSeconds = useSecondsSince(person?.lostSince ?? null);
  const people = person?.people ?? [];
  const isOn = tile.video === "second" ? person?.second !== "off" : person === undefined || person.camera === "on";
  const isAway = person?.connection === "lost" || (tile.paused && isOn);
  const isSilent = tile.video === "camera" && person !== undefined && person.microphone !== "on";
  const note = noteOf(tile, person, isOn, lostSeconds);
  const classes = ["tile", hasFrames && isOn ? "has-picture" : "", isAway ? "is-away" : ""].join(" ");
  return html`<figure class=${classes} data-participant=${tile.participant} data-video=${tile.video} data-roles=${people.map(({ role }) => role).join(" ")}>
    <${MediaVideo} stream=${tile.stream} label=${namesOf(people)} speaker=${speaker} taps=${taps} onPicture=${setFrames} onBlocked=${onBlocked} />
    <span class="letter" aria-hidden="true">${tile.video === "second" ? html`<${Icon} name="screen" />` : letterOf(people)}</span>
    <p class="tile-note">${note}</p>
    <figcaption>
      ${tile.video === "second" && html`<span class="shown-word">${say(person?.second === "camera" ? "shown_camera" : "shown_screen")}</span>`}
      <${Names} people=${people} />
      ${isSilent && html`<span class="silent"><${Icon} name="microphone_off" /><span class="unseen">${say("is_silent")}</span></span>`}
    </figcaption>
  </figure>`;
}

/** @param {TileState} tile @param {Present | undefined} person @param {boolean} isOn @param {number} lostSeconds */
function noteOf({ paused, video }, person, isOn, lostSeconds) {
  if (person?.connection === "lost") return say("person_lost", { time: sayDuration(lostSeconds) });
  if (person?.connection === "joining") return say("person_joining");
  if (!isOn) return video === "camera" ? say(person?.camera === "muted" ? "camera_muted" : "camera_is_off") : "";
  return paused ? say("picture_paused") : "";
}

/** Counts while somebody is away. @param {number | null} since performance.now() of its beginning */
function useSecondsSince(since) {
  const [, setNow] = useState(0);
  useEffect(() => {
    if (since === null) return;
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return since === null ? 0 : (performance.now() - since) / 1000;
}
