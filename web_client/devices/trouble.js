// Why a camera or a microphone cannot be had, as what a person can do something about.

import { isInApp } from "./surroundings.js";

/** @typedef {import("../state.js").Trouble} Trouble */

/** Nobody reads and answers a question that fast: it was not asked. */
const UNASKED_MILLISECONDS = 300;

/** @type {Record<string, Trouble>} by the error's name, W3C Media Capture and Streams section 10.2.1 */
const TROUBLES = {
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/**
 * @typedef {Object} Attempt
 * @property {string} error its name
 * @property {number} milliseconds that it took
 * @property {boolean} wasBlocked what the browser said before: it would not ask
 * @property {boolean} wasDenied somebody said no before, on this page
 * @property {string} userAgent
 */

/** @param {Attempt} attempt @returns {Trouble} */
export function troubleOf({ error, milliseconds, wasBlocked, wasDenied, userAgent }) {
  if (error !== "NotAllowedError" && error !== "SecurityError") return TROUBLES[error] ?? "unknown";
  if (isInApp(userAgent)) return "in_app";
  return wasBlocked || (wasDenied && milliseconds < UNASKED_MILLISECONDS) ? "blocked" : "denied";
}

/** What can be known without asking. @returns {Trouble | null} */
export function troubleHere() {
  if (navigator.mediaDevices?.getUserMedia !== undefined) return null;
  return isInApp(navigator.userAgent) ? "in_app" : "insecure";
}

/** @param {"camera" | "microphone"} kind @returns {Promise<PermissionState | "unknown">} */
export async function permissionOf(kind) {
  try {
    return (await navigator.permissions.query({ name: /** @type {PermissionName} */ (kind) })).state;
  } catch {
    return "unknown"; // browsers that cannot be asked
  }
}
