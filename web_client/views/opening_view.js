// While the link is looked at; and where the server cannot be reached, what to do meanwhile.

import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";

const QUICK_MS = 3000;

/** @param {import("./app.js").ViewProps} props */
export function OpeningView({ state }) {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), QUICK_MS);
    return () => clearTimeout(timer);
  }, []);
  const isOffline = useOffline();
  const isAway = isOffline || (isSlow && !state.isServerHere);
  return html`<section class="page calm" aria-labelledby="opening-title">
    <h1 id="opening-title" tabindex="-1">${isOffline ? say("offline_title") : say("one_moment")}</h1>
    <p role="status">${isAway ? say(isOffline ? "offline" : "server_away") : ""}</p>
  </section>`;
}

/** Whether the browser knows that it has no network at all. */
export function useOffline() {
  const [isOffline, setOffline] = useState(() => !navigator.onLine);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    for (const name of ["online", "offline"]) addEventListener(name, look);
    return () => ["online", "offline"].forEach((name) => removeEventListener(name, look));
  }, []);
  return isOffline;
}
