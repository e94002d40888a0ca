// A voice note: one button to speak, one to stop; heard again, and thrown away again.

import { html, useEffect, useMemo, useRef, useState } from "../../../vendor/preact_htm.js";
import { Icon } from "../../../views/icons.js";
import { say, sayDuration } from "../../../words/words.js";
import { FileRow } from "./file_row.js";
import { MOST } from "./files.js";
import { MOST_SECONDS, Recorder } from "./recorder.js";

/** @param {{files: import("./files.js").Files}} props */
export function Voice({ files }) {
  const recorder = useMemo(() => new Recorder(), []);
  const [, draw] = useState(0);
  useEffect(() => {
    const gone = new AbortController();
    recorder.on("changed", () => draw((turn) => turn + 1), { signal: gone.signal });
    recorder.on("recorded", (blob) => void files.add("voice", blob)); // also when she has gone on to the next card
    return () => {
      gone.abort();
      recorder.stop();
    };
  }, []);
  const notes = files.of("voice");
  const isFull = notes.length >= MOST.voice;
  return html`<section class="voice" aria-label=${say("voice_title")}>
    ${recorder.state === "recording" ? html`<${Recording} recorder=${recorder} />` : !isFull && recorder.canRecord && html`<button class="big speak" type="button" data-record disabled=${recorder.state === "asking"} onClick=${() => recorder.start()}><${Icon} name="microphone" /> <span>${say(notes.length === 0 ? "voice_begin" : "voice_more")}</span></button>`}
    <div role="status">
      ${recorder.state === "asking" && html`<p class="note">${say("voice_allow")}</p>`}
      ${recorder.state === "trouble" && html`<p class="note trouble">${say(recorder.trouble === "denied" || recorder.trouble === "blocked" ? "voice_denied" : "voice_missing")}</p>`}
      ${!recorder.canRecord && html`<p class="note">${say("voice_cannot")}</p>`}
    </div>
    ${notes.length > 0 && html`<ul class="sent-files">${notes.map((item, index) => html`<li key=${item.key}><${FileRow} item=${item} files=${files} title=${say("voice_note", { number: index + 1 })} /></li>`)}</ul>`}
  </section>`;
}

/** @param {{recorder: Recorder}} props */
function Recording({ recorder }) {
  /** @type {{current: HTMLElement}} */
  const meter = useRef(null);
  useEffect(() => recorder.watchLevel((level) => meter.current?.style.setProperty("--level", level.toFixed(2))), []);
  return html`<div class="recording">
    <p class="recording-now" role="status"><span class="recording-dot" aria-hidden="true"></span> <span>${say("voice_speak")}</span></p>
    <p class="recording-time" aria-hidden="true"><span>${sayDuration(recorder.seconds)}</span> <span class="soft">${say("voice_most", { time: sayDuration(MOST_SECONDS) })}</span></p>
    <span class="level-bar" ref=${meter} aria-hidden="true"></span>
    <button class="big" type="button" data-stop onClick=${() => recorder.stop()}><${Icon} name="done" /> <span>${say("voice_stop")}</span></button>
    <button class="link" type="button" data-cancel-voice onClick=${() => recorder.cancel()}>${say("voice_cancel")}</button>
  </div>`;
}
