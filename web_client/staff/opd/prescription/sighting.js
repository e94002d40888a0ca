// For how long the patient's picture was decoded in this browser while the doctor could look at it, and her own word that she saw.
// It goes on whichever paper she writes on; the server is told every ten seconds.

import { api } from "../../../api.js";
import { Emitter } from "../../../emitter.js";

/** @typedef {Pick<import("../../../api.js").Api, "get" | "put">} Server */
/** @typedef {{seconds: number, attested: boolean, is_seen: boolean, seconds_needed: number}} Told */

export const LOOK_MS = 1000;
const TELL_EVERY_SECONDS = 10;
const PICTURES = "[data-video=camera][data-roles~=patient] video";

/** @extends {Emitter<{changed: {}, told: {}}>} */
export class Sighting extends Emitter {
  seconds = 0;
  attested = false;
  isSeen = false;
  /** @type {number | null} */
  needed = null;
  /** Her word did not reach the server. */
  isAway = false;
  #path;
  #api;
  #told = 0;
  /** She has spoken on this page: what the server had before counts no more. */
  #hasSpoken = false;

  /** @param {string} consultation @param {Server} server */
  constructor(consultation, server) {
    super();
    this.#path = `/api/desk/consultations/${consultation}`;
    this.#api = server;
  }

  /** A second in which the picture went on. */
  async count() {
    this.seconds += 1;
    this.emit("changed", {});
    const isReached = this.needed !== null && this.seconds >= this.needed && this.#told < this.needed;
    if (this.seconds - this.#told < TELL_EVERY_SECONDS && !isReached) return;
    this.#told = this.seconds;
    await this.#tell().catch(() => {}); // the next ten seconds say it again
  }

  /** Her own word. @param {boolean} attested */
  async attest(attested) {
    const before = this.attested;
    [this.attested, this.#hasSpoken, this.isAway] = [attested, true, false];
    this.emit("changed", {});
    try {
      await this.#tell();
    } catch {
      [this.attested, this.isAway] = [before, true];
      this.emit("changed", {});
    }
  }

  /** What the server knows of it. @param {import("./answers.js").Context} context */
  know({ seconds_seen: seconds, seconds_needed: needed, attested, is_seen: isSeen }) {
    if (this.needed === null && !this.#hasSpoken) this.attested = attested;
    this.seconds = Math.max(this.seconds, seconds);
    [this.needed, this.isSeen] = [needed, isSeen];
    this.emit("changed", {});
  }

  /** Whoever has not asked yet does not know whether she has attested: it would be taken back. */
  async #tell() {
    if (this.needed === null) this.know((await this.#api.get(`${this.#path}/prescription`)).context);
    const told = /** @type {Told} */ (await this.#api.put(`${this.#path}/sighting`, { seconds: this.seconds, attested: this.attested }));
    [this.seconds, this.attested, this.isSeen, this.needed] = [Math.max(this.seconds, told.seconds), told.attested, told.is_seen, told.seconds_needed];
    this.emit("changed", {});
    this.emit("told", {});
  }
}

/** @type {Map<string, Sighting>} */
const every = new Map();

/** One for each consultation, for as long as the page is there. @param {string} consultation */
export function sightingOf(consultation) {
  const known = every.get(consultation) ?? new Sighting(consultation, api);
  every.set(consultation, known);
  return known;
}

/** Looks at the call's own frame each second, until it is ended. @param {string} consultation @returns {() => void} */
export function watch(consultation) {
  const sighting = sightingOf(consultation);
  const frames = new WeakMap();
  const timer = setInterval(() => isGoingOn(patientsPictures(), frames) && void sighting.count(), LOOK_MS);
  return () => clearInterval(timer);
}

/** Whether one of these pictures has new frames since the last look; what nobody can look at is none. @param {readonly Pick<HTMLVideoElement, "getVideoPlaybackQuality">[]} pictures @param {WeakMap<object, number>} frames @param {DocumentVisibilityState} [visibility] */
export function isGoingOn(pictures, frames, visibility = document.visibilityState) {
  const gone = pictures.map((picture) => {
    const { totalVideoFrames: total, droppedVideoFrames: dropped } = picture.getVideoPlaybackQuality();
    const before = frames.get(picture);
    frames.set(picture, total - dropped);
    return before !== undefined && total - dropped > before;
  });
  return visibility === "visible" && gone.some(Boolean);
}

function patientsPictures() {
  const call = /** @type {HTMLIFrameElement | null} */ (document.querySelector("iframe.call-frame"))?.contentDocument;
  return /** @type {HTMLVideoElement[]} */ ([...(call?.querySelectorAll(PICTURES) ?? [])]);
}
