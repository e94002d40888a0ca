// The call itself, in a frame of its own: it stays as it is while everything round it changes.

import { html, useEffect, useRef } from "../../vendor/preact_htm.js";
import { currentLanguage, switchTo } from "../../words/words.js";
import { say } from "../words.js";

/** @typedef {import("../../embedded.js").FromCall} FromCall */
/** `onKey`: with Alt, keys work also while the frame has the focus. @typedef {{onKey: (event: KeyboardEvent) => void, onOut: () => void, onTelephone: () => void, onClosed: (reason: string) => void}} Heard */

const ALLOWED = "camera; microphone; display-capture; autoplay; fullscreen; screen-wake-lock; speaker-selection";

/** `secret` opens the seat; another one is another visit. @param {{secret: string, name: string, heard: Heard}} props */
export function CallFrame({ secret, name, heard }) {
  /** @type {{current: HTMLIFrameElement}} */
  const frame = useRef(null);
  const latest = useRef(heard);
  latest.current = heard;
  useEffect(() => {
    const element = frame.current;
    const gone = new AbortController();
    element.addEventListener("load", () => element.contentWindow?.addEventListener("keydown", (event) => event.altKey && latest.current.onKey(event)), { signal: gone.signal });
    addEventListener("message", ({ source, origin, data }) => source === element.contentWindow && origin === location.origin && hear(data, latest.current), { signal: gone.signal });
    return () => gone.abort();
  }, [secret]);
  const language = currentLanguage().locale.slice(0, 2);
  useEffect(() => frame.current.contentWindow?.postMessage({ paramarsh: "language", language }, location.origin), [language]);
  return html`<iframe key=${secret} class="call-frame" ref=${frame} src="/?embedded=1#${secret}" allow=${ALLOWED} title=${say("call_with", { name })}></iframe>`;
}

/** @param {FromCall} message @param {Heard} heard */
function hear(message, { onOut, onTelephone, onClosed }) {
  if (message?.paramarsh === "wants_out") onOut();
  if (message?.paramarsh === "wants_telephone") onTelephone();
  if (message?.paramarsh === "closed") onClosed(message.reason);
  const isOther = message?.paramarsh === "language" && message.language !== document.documentElement.lang;
  if (isOther && (message.language === "en" || message.language === "hi")) void switchTo(message.language);
}
