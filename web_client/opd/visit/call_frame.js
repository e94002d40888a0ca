// The call itself in a frame: it stays as it is while everything round it changes, and says what becomes of it.

import { html, useEffect, useRef } from "../../vendor/preact_htm.js";
import { say, words } from "../../words/words.js";

const ALLOWED = "camera; microphone; display-capture; autoplay; fullscreen; screen-wake-lock; speaker-selection";

/** @typedef {import("../../embedded.js").FromCall} FromCall */

/** Another secret is another visit, and another frame. @param {{secret: string, onTold: (message: FromCall) => void}} props */
export function CallFrame({ secret, onTold }) {
  /** @type {{current: HTMLIFrameElement}} */
  const frame = useRef(null);
  const tell = useRef(onTold);
  tell.current = onTold;
  useEffect(() => {
    const hear = (/** @type {MessageEvent} */ event) => {
      const isHers = event.source === frame.current?.contentWindow && event.origin === location.origin;
      if (isHers && typeof event.data?.paramarsh === "string") tell.current(event.data);
    };
    const gone = new AbortController();
    addEventListener("message", hear, { signal: gone.signal });
    words.on("changed", () => frame.current?.contentWindow?.postMessage({ paramarsh: "language", language: document.documentElement.lang }, location.origin), { signal: gone.signal });
    return () => gone.abort();
  }, []);
  return html`<iframe key=${secret} class="call-frame" ref=${frame} src="/?embedded=1#${secret}" allow=${ALLOWED} title=${say("call_frame")}></iframe>`;
}
