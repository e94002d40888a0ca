// Asks the browser for tracks, and makes the best of what it gives.

import { permissionOf, troubleHere, troubleOf } from "./trouble.js";

/** @typedef {import("../state.js").Trouble} Trouble */
/** @typedef {"camera" | "microphone"} Kind */
/** @typedef {{tracks: MediaStreamTrack[], trouble: Trouble | null}} Captured */
/** @typedef {{microphone?: MediaTrackConstraints, camera?: MediaTrackConstraints}} Wanted */

const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
/** 640 × 480 is what one encoding of a call in two needs; larger pictures cost patients' data. */
const PICTURE = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 24, max: 30 } };
/** One of the two may be there even if both together are not. */
const WORTH_ALONE = new Set(["NotFoundError", "OverconstrainedError", "NotReadableError", "AbortError"]);

let wasDenied = false;

/** @param {string} id "" is the browser's choice @returns {MediaTrackConstraints} */
export function soundOf(id) {
  return { ...SOUND, ...(id === "" ? {} : { deviceId: { ideal: id } }) };
}

/** @param {string} id @param {ConstrainDOMString} facing @returns {MediaTrackConstraints} */
export function pictureOf(id, facing = { ideal: "user" }) {
  return { ...PICTURE, ...(id === "" ? { facingMode: facing } : { deviceId: { ideal: id } }) };
}

/**
 * Everything that can be had of what is wanted.
 * @param {Wanted} wanted
 * @returns {Promise<Captured>} never rejects
 */
export async function capture(wanted) {
  const trouble = troubleHere();
  if (trouble !== null) return { tracks: [], trouble };
  const [whole, error] = await attempt(wanted);
  if (error === null || wanted.camera === undefined || wanted.microphone === undefined) return whole;
  const alone = [];
  for (const kind of /** @type {Kind[]} */ (["microphone", "camera"])) {
    if (await isWorthAlone(kind, error)) alone.push((await attempt({ [kind]: wanted[kind] }))[0]);
  }
  return { tracks: alone.flatMap(({ tracks }) => tracks), trouble: whole.trouble };
}

/** Whether the browser would open both without asking. */
export async function isGranted() {
  const states = await Promise.all([permissionOf("camera"), permissionOf("microphone")]);
  return states.every((state) => state === "granted");
}

/** @param {Wanted} wanted @returns {Promise<[Captured, string | null]>} the second is the error's name */
async function attempt({ microphone, camera }) {
  const wasBlocked = await isBlocked({ microphone, camera });
  const begun = performance.now();
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: microphone ?? false, video: camera ?? false });
    return [{ tracks: stream.getTracks(), trouble: null }, null];
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    const milliseconds = performance.now() - begun;
    const trouble = troubleOf({ error: name, milliseconds, wasBlocked, wasDenied, userAgent: navigator.userAgent });
    wasDenied ||= name === "NotAllowedError";
    return [{ tracks: [], trouble }, name];
  }
}

/** @param {Wanted} wanted */
async function isBlocked({ microphone, camera }) {
  const asked = await Promise.all([
    microphone === undefined ? "prompt" : permissionOf("microphone"),
    camera === undefined ? "prompt" : permissionOf("camera"),
  ]);
  return asked.includes("denied");
}

/** Whoever has just said no is not asked again; but a no to the camera leaves a microphone that was allowed. @param {Kind} kind @param {string} error */
async function isWorthAlone(kind, error) {
  return WORTH_ALONE.has(error) || (await permissionOf(kind)) === "granted";
}
