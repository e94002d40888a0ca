// The second video: a screen, or another camera.

/** Text must be sharp; it need not move. */
const SCREEN = { frameRate: { ideal: 8, max: 15 }, width: { max: 1920 }, height: { max: 1200 } };
const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 15 } };

/** @returns {Promise<MediaStreamTrack>} rejects where it is not given */
export async function openScreen() {
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: SCREEN, audio: false });
  return hinted(stream, "detail");
}

/** @param {string} id @returns {Promise<MediaStreamTrack>} rejects where it is not given */
export async function openSecondCamera(id) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { ...CAMERA, deviceId: { exact: id } } });
  return hinted(stream, "motion");
}

/** @param {MediaStream} stream @param {"detail" | "motion"} hint */
function hinted(stream, hint) {
  const [track] = stream.getVideoTracks();
  track.contentHint = hint;
  return track;
}
