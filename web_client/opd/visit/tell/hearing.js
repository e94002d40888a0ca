// Playing a voice note; one at a time on the page.

import { useEffect, useRef, useState } from "../../../vendor/preact_htm.js";

/** @type {HTMLAudioElement | null} */
let playing = null;

/** @param {() => Promise<Blob>} content @returns {{isPlaying: boolean, isLost: boolean, toggle: () => Promise<void>}} `isLost`: it could not be had or played */
export function useHearing(content) {
  const [isPlaying, setPlaying] = useState(false);
  const [isLost, setLost] = useState(false);
  const audio = useRef(/** @type {HTMLAudioElement | null} */ (null));
  useEffect(() => () => end(audio.current), []);
  const toggle = async () => {
    if (isPlaying) return audio.current?.pause();
    setLost(false);
    try {
      audio.current ??= await made(content);
      const element = audio.current;
      if (playing !== element) playing?.pause();
      playing = element;
      element.onpause = element.onended = () => setPlaying(false);
      setPlaying(true);
      await element.play();
    } catch {
      setPlaying(false);
      setLost(true);
    }
  };
  return { isPlaying, isLost, toggle };
}

/** @param {() => Promise<Blob>} content */
async function made(content) {
  return new Audio(URL.createObjectURL(await content()));
}

/** @param {HTMLAudioElement | null} audio */
function end(audio) {
  if (audio === null) return;
  audio.onpause = audio.onended = null;
  audio.pause();
  URL.revokeObjectURL(audio.src);
}
