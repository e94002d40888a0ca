// A <video> that shows a stream and sounds where it should. Everything with a stream goes through it.

import { html, useEffect, useLayoutEffect, useRef } from "../vendor/preact_htm.js";

/**
 * @typedef {Object} MediaVideoProps
 * @property {MediaStream | null} stream
 * @property {string} [id]
 * @property {string} [label] what is seen there, for those who do not see it
 * @property {boolean} [isMuted] one's own picture never sounds
 * @property {boolean} [isMirrored]
 * @property {string} [speaker] id of the speaker; "" is the browser's choice
 * @property {(hasPicture: boolean) => void} [onPicture]
 * @property {() => void} [onBlocked] the browser does not let it sound before a tap
 * @property {number} [taps] grows with every tap that may let it sound
 */

/** @param {MediaVideoProps} props */
export function MediaVideo({ stream, id, label, isMuted = false, isMirrored = false, speaker = "", onPicture, onBlocked, taps = 0 }) {
  /** @type {{current: HTMLVideoElement}} */
  const video = useRef(null);
  const told = useRef({ onPicture, onBlocked });
  told.current = { onPicture, onBlocked };

  useLayoutEffect(() => { // within the tap itself: a browser may not count what comes after the next frame as hers
    const element = video.current;
    if (element.srcObject !== stream) {
      told.current.onPicture?.(false);
      element.srcObject = stream;
    }
    if (stream !== null) play(element, isMuted, () => told.current.onBlocked?.());
  }, [stream, taps]);
  useEffect(() => () => void (video.current.srcObject = null), []);
  useEffect(() => chooseSpeaker(video.current, speaker), [speaker]);

  const look = () => told.current.onPicture?.(video.current.videoWidth > 0);
  return html`<video
    ref=${video} id=${id} class=${isMirrored ? "mirrored" : ""} aria-label=${label} autoplay playsinline muted=${isMuted}
    disablepictureinpicture onLoadedData=${look} onResize=${look}
  />`;
}

/** @param {HTMLVideoElement} video @param {boolean} isMuted @param {() => void} blocked */
async function play(video, isMuted, blocked) {
  video.muted = isMuted;
  try {
    await video.play();
  } catch (error) {
    if (isMuted || /** @type {Error} */ (error).name !== "NotAllowedError") return; // replaced or removed meanwhile
    video.muted = true; // the picture at least
    video.play().catch(() => {});
    blocked();
  }
}

/** @param {HTMLVideoElement} video @param {string} speaker */
function chooseSpeaker(video, speaker) {
  if (!("setSinkId" in video) || video.sinkId === speaker) return;
  video.setSinkId(speaker).catch(() => {}); // it has gone: the browser's own choice goes on
}
