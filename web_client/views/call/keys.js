// Keys of the laptop: m, v and c, while nothing is being written.

import { useEffect, useRef } from "../../vendor/preact_htm.js";

/** @param {Pick<import("./call_view.js").CallProps, "actions" | "panel" | "setPanel">} props */
export function useKeys(props) {
  const now = useRef(props);
  now.current = props;
  useEffect(() => {
    const press = (/** @type {KeyboardEvent} */ event) => isFree(event) && act(event.key.toLowerCase(), now.current, event);
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

/** @param {string} key @param {Pick<import("./call_view.js").CallProps, "actions" | "panel" | "setPanel">} props @param {Event} event */
function act(key, { actions, panel, setPanel }, event) {
  if (key === "m") actions.toggleMicrophone();
  else if (key === "v") actions.toggleCamera();
  else if (key === "c") setPanel(panel === "chat" ? null : "chat");
  else if (key === "escape" && panel !== null) setPanel(null);
  else return;
  event.preventDefault(); // the chat's field must not begin with a "c"
}

/** @param {KeyboardEvent} event */
function isFree({ target, key, repeat, ctrlKey, metaKey, altKey }) {
  if (repeat || ctrlKey || metaKey || altKey || document.querySelector("dialog[open]") !== null) return false;
  return key === "Escape" || !(target instanceof Element && target.matches("input, textarea, select"));
}
