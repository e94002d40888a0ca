// Camera and microphone.

/** 640 × 480 is what one encoding of a call in two needs; larger pictures cost patients' data. */
const CONSTRAINTS = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 24, max: 30 } },
};

/** @type {Record<string, import("./words.js").WordKey>} */
const REASONS = {
  NotAllowedError: "camera_denied",
  SecurityError: "camera_denied",
  NotFoundError: "camera_missing",
  OverconstrainedError: "camera_missing",
  NotReadableError: "camera_busy",
  AbortError: "camera_busy",
};

/** Why there is no picture, as a key of words.js. */
export class CameraClosed extends Error {
  /** @param {import("./words.js").WordKey} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** @returns {Promise<MediaStream>} rejects with `CameraClosed` */
export async function openCamera() {
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraClosed("camera_insecure");
  try {
    return await navigator.mediaDevices.getUserMedia(CONSTRAINTS);
  } catch (error) {
    throw new CameraClosed(REASONS[/** @type {Error} */ (error).name] ?? "camera_busy");
  }
}

/** Whether the browser would open both without asking. */
export async function isCameraGranted() {
  try {
    const names = /** @type {PermissionName[]} */ (["camera", "microphone"]);
    const states = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
    return states.every(({ state }) => state === "granted");
  } catch {
    return false; // browsers that cannot be asked
  }
}

/** @param {MediaStream} stream */
export function closeCamera(stream) {
  for (const track of stream.getTracks()) track.stop();
}
