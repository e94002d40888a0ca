// What a sender may use: codecs, and how much of the line.

/** Everything else is left out: seven pairs make an offer of 55 kB with it, 19 kB without. */
const CODECS = { audio: ["audio/opus"], video: ["video/vp8", "video/rtx"] };

/**
 * A second video leaves room for the face and the voice. A screen is to be read, not to move.
 * @type {Record<string, {maxBitrate: number, maxFramerate: number}>} by the track's content hint; bit/s, Hz
 */
const LIMITS = {
  detail: { maxBitrate: 500_000, maxFramerate: 8 },
  motion: { maxBitrate: 400_000, maxFramerate: 15 },
};

/** @param {RTCRtpTransceiver} transceiver @param {"audio" | "video"} kind */
export function preferOurCodecs(transceiver, kind) {
  const known = RTCRtpReceiver.getCapabilities?.(kind)?.codecs ?? [];
  const ours = known.filter(({ mimeType }) => CODECS[kind].includes(mimeType.toLowerCase()));
  if (ours.length > 0) transceiver.setCodecPreferences?.(ours);
}

/** @param {RTCRtpSender} sender */
export async function limitSender(sender) {
  const limits = LIMITS[sender.track?.contentHint ?? ""];
  if (limits === undefined) return;
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings ?? []) Object.assign(encoding, limits);
  try {
    await sender.setParameters(parameters);
  } catch {
    // Before the negotiation, or a browser that cannot: it is sent without a limit.
  }
}
