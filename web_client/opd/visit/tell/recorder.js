// The microphone for a voice note: asked for, recorded for a few minutes at most, and given back.

import { capture, soundOf } from "../../../devices/capture.js";
import { Level } from "../../../devices/level.js";
import { Emitter } from "../../../emitter.js";

/** Chromium records WebM, Firefox Ogg, Safari MP4. */
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
/** Speech is well understood with it, and three minutes are half a megabyte. */
const RATE_BPS = 24_000;
export const MOST_SECONDS = 180;

/** @typedef {"idle" | "asking" | "recording" | "trouble"} State */

/** @extends {Emitter<{changed: {}, recorded: Blob}>} */
export class Recorder extends Emitter {
  /** @type {State} */
  state = "idle";
  /** Why there is no microphone. @type {import("../../../state.js").Trouble | null} */
  trouble = null;
  /** Seconds that are recorded. */
  seconds = 0;
  #level = new Level();
  /** @type {{recorder: MediaRecorder, timer: number, isKept: boolean} | null} */
  #running = null;

  /** Whether this browser can record at all. */
  get canRecord() {
    return typeof MediaRecorder !== "undefined" && TYPES.some((type) => MediaRecorder.isTypeSupported(type));
  }

  async start() {
    if (this.state === "asking" || this.state === "recording") return;
    this.#set("asking");
    const { tracks, trouble } = await capture({ microphone: soundOf("") });
    const [track] = tracks;
    this.trouble = trouble;
    if (track === undefined) return this.#set("trouble");
    this.#record(track);
  }

  /** It is kept. */
  stop() {
    this.#end(true);
  }

  /** It is thrown away. */
  cancel() {
    this.#end(false);
  }

  /** @param {(level: number) => void} act */
  watchLevel(act) {
    return this.#level.watch(act);
  }

  /** @param {MediaStreamTrack} track */
  #record(track) {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(new MediaStream([track]), { mimeType, audioBitsPerSecond: RATE_BPS });
    /** @type {Blob[]} */
    const pieces = [];
    recorder.ondataavailable = ({ data }) => data.size > 0 && pieces.push(data);
    recorder.onstop = () => this.#stopped(track, new Blob(pieces, { type: recorder.mimeType }));
    track.addEventListener("ended", () => this.stop());
    this.seconds = 0;
    this.#level.listen(track);
    this.#running = { recorder, isKept: true, timer: setInterval(() => this.#tick(), 1000) };
    recorder.start(1000);
    this.#set("recording");
  }

  #tick() {
    this.seconds += 1;
    if (this.seconds >= MOST_SECONDS) this.stop();
    this.emit("changed", {});
  }

  /** @param {boolean} isKept */
  #end(isKept) {
    if (this.#running === null) return;
    this.#running.isKept = isKept;
    if (this.#running.recorder.state !== "inactive") this.#running.recorder.stop();
  }

  /** @param {MediaStreamTrack} track @param {Blob} recorded */
  #stopped(track, recorded) {
    const isKept = this.#running?.isKept ?? false;
    clearInterval(this.#running?.timer);
    this.#running = null;
    track.stop();
    this.#level.listen(null);
    this.#set("idle");
    if (isKept && recorded.size > 0) this.emit("recorded", recorded);
  }

  /** @param {State} state */
  #set(state) {
    this.state = state;
    this.emit("changed", {});
  }
}
