// Your camera and microphone: opened, chosen, switched, replaced when they come and go.

import { Emitter } from "../emitter.js";
import { NO_DEVICES } from "../state.js";
import { capture, pictureOf, soundOf } from "./capture.js";
import { answerTo } from "./changes.js";
import { Level } from "./level.js";
import { knownDevices, listOf, nextCamera, rememberChoices, rememberedChoices } from "./list.js";
import { askForSpeaker, canAskForSpeaker, soundOn } from "./speaker.js";
import { troubleHere } from "./trouble.js";

/** @typedef {import("../state.js").Devices} Devices */
/** @typedef {import("./capture.js").Kind} Kind */
/** @typedef {import("./list.js").Known} Known */

/** A track that ends by itself again and again is not opened again and again. */
const REOPEN_AFTER_MILLISECONDS = 10_000;

/**
 * `track`: another one is to be sent. `lost`: it ended by itself and could not be had again.
 * @extends {Emitter<{changed: Devices, track: {kind: Kind, track: MediaStreamTrack | null}, lost: Kind,
 *   notice: {code: string, name: string}}>}
 */
export class OwnDevices extends Emitter {
  /** @type {Devices} */
  #view = { ...NO_DEVICES, chosen: rememberedChoices(), trouble: troubleHere() };
  /** @type {Record<Kind, MediaStreamTrack | null>} */
  #tracks = { microphone: null, camera: null };
  /** @type {Known[]} */
  #known = [];
  /** @type {"user" | "environment"} the side that was looked through last */
  #facing = "user";
  #reopenedAt = -Infinity;
  #isAsking = false;
  #level = new Level();

  constructor() {
    super();
    this.#view.canShareScreen = navigator.mediaDevices?.getDisplayMedia !== undefined;
    this.#view.canAskForSpeaker = canAskForSpeaker();
    navigator.mediaDevices?.addEventListener("devicechange", () => this.#devicesChanged());
  }

  get view() {
    return this.#view;
  }

  /** @param {Kind} kind */
  trackOf(kind) {
    return this.#tracks[kind];
  }

  /** @param {Kind} kind */
  has(kind) {
    return this.#tracks[kind] !== null;
  }

  /** @param {{microphone?: boolean, camera?: boolean}} wanted */
  async open({ microphone = false, camera = false }) {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#change({ trouble: null });
    await this.#capture({
      ...(microphone ? { microphone: this.#constraints("microphone") } : {}),
      ...(camera ? { camera: this.#constraints("camera") } : {}),
    });
    this.#isAsking = false;
    this.#change({});
    await this.#list();
  }

  /** @param {"camera" | "microphone" | "speaker"} kind @param {string} id of a speaker `?`: the browser asks */
  async choose(kind, id) {
    const chosen = kind === "speaker" && id === "?" ? await askForSpeaker() : id;
    if (chosen === null) return;
    this.#choose({ ...this.#view.chosen, [kind]: chosen });
    if (kind !== "speaker" && this.has(kind)) await this.#reopen(kind, this.#constraints(kind));
    await this.#list();
  }

  /** The light goes out with the camera; the microphone is silent and stays open. @param {Kind} kind @param {boolean} isOn */
  async switch(kind, isOn) {
    if (kind === "camera" && !isOn) this.#drop("camera");
    else if (isOn && !this.has(kind)) await this.open({ [kind]: true });
    const track = this.#tracks[kind];
    if (track !== null) track.enabled = isOn;
  }

  /** Front or back; where the browser does not tell which is which, the next one. */
  async turnCamera() {
    const current = this.#tracks.camera?.getSettings().deviceId;
    if (current === undefined) return;
    const other = this.#view.facing === "user" ? "environment" : "user";
    this.#choose({ ...this.#view.chosen, camera: "" });
    if (this.#view.facing !== null) await this.#reopen("camera", pictureOf("", { exact: other }));
    const next = nextCamera(this.#view.cameras, current);
    if (!this.has("camera")) await this.#reopen("camera", pictureOf(next));
    if (!this.has("camera")) await this.#reopen("camera", pictureOf(current));
    if (!this.has("camera")) this.emit("lost", "camera");
  }

  async testSpeaker() {
    await soundOn(this.#view.chosen.speaker);
  }

  /** @param {(level: number) => void} act */
  watchLevel(act) {
    return this.#level.watch(act);
  }

  close() {
    this.#drop("microphone");
    this.#drop("camera");
    this.#change({ trouble: troubleHere() });
  }

  /** @param {Kind} kind */
  #constraints(kind) {
    const id = this.#view.chosen[kind];
    return kind === "camera" ? pictureOf(id, { ideal: this.#facing }) : soundOf(id);
  }

  /** @param {import("./capture.js").Wanted} wanted */
  async #capture(wanted) {
    const { tracks, trouble } = await capture(wanted);
    for (const track of tracks) this.#take(track);
    this.#change({ trouble });
  }

  /** A phone opens one camera at a time, so the old one goes first. @param {Kind} kind @param {MediaTrackConstraints} constraints */
  async #reopen(kind, constraints) {
    if (kind === "camera") this.#drop("camera");
    await this.#capture({ [kind]: constraints });
  }

  /** @param {MediaStreamTrack} track */
  #take(track) {
    const kind = track.kind === "audio" ? "microphone" : "camera";
    const before = this.#tracks[kind];
    track.enabled = before?.enabled ?? true;
    before?.stop();
    this.#tracks[kind] = track;
    if (kind === "camera") this.#facing = facingOf(track) ?? this.#facing;
    track.addEventListener("ended", () => this.#tracks[kind] === track && this.#ended(kind));
    this.#publish(kind);
  }

  /** @param {Kind} kind */
  #drop(kind) {
    const track = this.#tracks[kind];
    if (track === null) return;
    this.#tracks[kind] = null;
    track.stop();
    this.#publish(kind);
  }

  /** Unplugged, or taken by the system: another one may be there. @param {Kind} kind */
  async #ended(kind) {
    const { enabled = true, label = "" } = this.#tracks[kind] ?? {};
    this.#drop(kind);
    if (performance.now() - this.#reopenedAt > REOPEN_AFTER_MILLISECONDS) {
      this.#reopenedAt = performance.now();
      await this.#capture({ [kind]: this.#constraints(kind) });
    }
    const track = this.#tracks[kind];
    if (track === null) this.emit("lost", kind);
    else track.enabled = enabled;
    this.emit("notice", { code: track === null ? `${kind}_lost` : "device_gone", name: label });
  }

  async #devicesChanged() {
    const [before, after] = [this.#known, await knownDevices()];
    this.#known = after;
    const current = { microphone: idOf(this.#tracks.microphone), camera: idOf(this.#tracks.camera) };
    const answer = answerTo({ before, after, chosen: this.#view.chosen, current });
    this.#choose(answer.chosen);
    for (const { kind, id } of answer.open) {
      if (this.has(kind)) await this.#reopen(kind, kind === "camera" ? pictureOf(id) : soundOf(id));
    }
    if (answer.notice !== null) this.emit("notice", answer.notice);
    await this.#list();
  }

  /** @param {Kind} kind whose track is another one */
  #publish(kind) {
    const { microphone, camera } = this.#tracks;
    const tracks = [microphone, camera].filter((track) => track !== null);
    this.#level.listen(microphone);
    this.#change({
      stream: tracks.length === 0 ? null : new MediaStream(tracks),
      hasCamera: camera !== null,
      hasMicrophone: microphone !== null,
      facing: facingOf(camera),
    });
    this.emit("track", { kind, track: this.#tracks[kind] });
  }

  async #list() {
    this.#known = await knownDevices();
    const list = listOf(this.#known);
    const isPhone = matchMedia("(pointer: coarse)").matches;
    this.#change({ ...list, canTurn: list.cameras.length > 1 && (isPhone || this.#view.facing !== null) });
  }

  /** @param {Devices["chosen"]} chosen */
  #choose(chosen) {
    rememberChoices(chosen);
    this.#change({ chosen });
  }

  /** @param {Partial<Devices>} change */
  #change(change) {
    const isOpen = this.has("microphone") || this.has("camera");
    this.#view = { ...this.#view, ...change, state: this.#isAsking ? "asking" : isOpen ? "open" : "closed" };
    this.emit("changed", this.#view);
  }
}

/** @param {MediaStreamTrack | null} track */
function idOf(track) {
  return track?.getSettings().deviceId ?? "";
}

/** @param {MediaStreamTrack | null} camera @returns {Devices["facing"]} */
function facingOf(camera) {
  const facing = camera?.getSettings().facingMode;
  return facing === "user" || facing === "environment" ? facing : null;
}
