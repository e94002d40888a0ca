// What only the call needs is loaded after the first screen stands, and before anybody can have joined.

import { useEffect, useState } from "../vendor/preact_htm.js";

const STYLES = ["design/call.css", "design/stage.css", "design/panels.css"];
const AGAIN_AFTER_MS = 2000;
/** After the first screen has been drawn, and long before anybody has read it. */
const SOON_MS = 1200;

/** @typedef {typeof import("./call/call_view.js").CallView} CallView */

/** Some browsers do not fetch a module again that once failed: then the page is loaded anew, and its seat is found again. */
const MOST_FAILURES = 4;

/** @type {Promise<CallView> | null} */
let loading = null;
let failures = 0;
let isWanted = false;

/** Asked for again and again until it is there: a phone's line may be gone for a while. @returns {Promise<CallView>} */
function loadCall() {
  loading ??= fetchCall().catch(async () => {
    await laterAndOnline();
    failures += 1;
    if (isWanted && failures > MOST_FAILURES) location.reload();
    loading = null;
    return loadCall();
  });
  return loading;
}

async function fetchCall() {
  const [module] = await Promise.all([import("./call/call_view.js"), ...STYLES.map(loadStyle)]);
  return module.CallView;
}

async function laterAndOnline() {
  await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
  if (!navigator.onLine) await new Promise((resolve) => addEventListener("online", resolve, { once: true }));
}

/** @param {number} [milliseconds] */
export function loadCallSoon(milliseconds = SOON_MS) {
  setTimeout(loadCall, milliseconds);
}

/** @returns {CallView | null} null until it is loaded */
export function useCallView() {
  const [view, setView] = useState(/** @type {{CallView: CallView} | null} */ (null));
  useEffect(() => {
    isWanted = true;
    loadCall().then((CallView) => setView({ CallView }));
  }, []);
  return view?.CallView ?? null;
}

/** @param {string} address @returns {Promise<unknown>} */
function loadStyle(address) {
  if (document.querySelector(`link[href="${address}"]`) !== null) return Promise.resolve();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
  return new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => {
      link.remove();
      reject(new Error(`${address} did not load`));
    });
    document.head.append(link);
  });
}
