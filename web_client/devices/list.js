// Which devices there are, and which of them were chosen.

import { isReal } from "./changes.js";

/** @typedef {import("../state.js").Device} Device */
/** @typedef {import("../state.js").Devices["chosen"]} Chosen */
/** @typedef {{cameras: Device[], microphones: Device[], speakers: Device[]}} DeviceList */
/** @typedef {Pick<MediaDeviceInfo, "kind" | "deviceId" | "groupId" | "label">} Known */

const STORED_AS = "paramarsh.devices";

/** @returns {Promise<Known[]>} */
export async function knownDevices() {
  try {
    return await navigator.mediaDevices.enumerateDevices();
  } catch {
    return [];
  }
}

/** @param {Known[]} known @returns {DeviceList} */
export function listOf(known) {
  const of = (/** @type {MediaDeviceKind} */ kind) =>
    known
      .filter((device) => device.kind === kind && isReal(device.deviceId))
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { cameras: of("videoinput"), microphones: of("audioinput"), speakers: of("audiooutput") };
}

/** @returns {Chosen} */
export function rememberedChoices() {
  try {
    return { camera: "", microphone: "", speaker: "", ...JSON.parse(localStorage.getItem(STORED_AS) ?? "{}") };
  } catch {
    return { camera: "", microphone: "", speaker: "" };
  }
}

/** Ids only: they mean nothing outside of this site. @param {Chosen} chosen */
export function rememberChoices(chosen) {
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(chosen));
  } catch {
    // The next visit begins with the browser's choice.
  }
}

/** The one after this in the list, round and round. @param {Device[]} cameras @param {string} current its id */
export function nextCamera(cameras, current) {
  const at = cameras.findIndex(({ id }) => id === current);
  return cameras[(at + 1) % cameras.length]?.id ?? current;
}
