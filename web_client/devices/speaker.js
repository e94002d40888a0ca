// A short sound, to hear whether and where one hears.

const NOTES_HZ = [523.25, 659.25];
const NOTE_SECONDS = 0.35;

/** @typedef {MediaDevices & {selectAudioOutput?: () => Promise<MediaDeviceInfo>}} SpeakerChoice */

/** Some browsers tell of speakers only in a window of their own. */
export function canAskForSpeaker() {
  return /** @type {SpeakerChoice | undefined} */ (navigator.mediaDevices)?.selectAudioOutput !== undefined;
}

/** @returns {Promise<string | null>} its id; null where none was chosen */
export async function askForSpeaker() {
  try {
    const asked = await /** @type {SpeakerChoice} */ (navigator.mediaDevices).selectAudioOutput?.();
    return asked?.deviceId ?? null;
  } catch {
    return null;
  }
}

/** @param {string} speaker its id; "" is the browser's choice @returns {Promise<void>} at the end of the sound */
export async function soundOn(speaker) {
  const context = new AudioContext();
  try {
    const output = context.createMediaStreamDestination();
    const element = new Audio();
    element.srcObject = output.stream;
    if (speaker !== "") await element.setSinkId?.(speaker).catch(() => {});
    NOTES_HZ.forEach((frequency, index) => play(context, output, frequency, context.currentTime + index * NOTE_SECONDS));
    await element.play();
    await new Promise((resolve) => setTimeout(resolve, (NOTES_HZ.length + 1) * NOTE_SECONDS * 1000));
    element.srcObject = null;
  } catch {
    // Nothing is heard: that is what the test was for.
  } finally {
    await context.close();
  }
}

/** @param {AudioContext} context @param {AudioNode} output @param {number} frequency @param {number} at */
function play(context, output, frequency, at) {
  const [tone, volume] = [context.createOscillator(), context.createGain()];
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0.3, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS);
  tone.connect(volume).connect(output);
  tone.start(at);
  tone.stop(at + NOTE_SECONDS);
}
