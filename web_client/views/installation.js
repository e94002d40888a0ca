// The page can be installed and opened without a line. Nothing of it may slow or stop a call.

const AFTER_MS = 4000;

/** When the page has been there for a moment, so that its own files come first. */
export function keepForLater() {
  if (!("serviceWorker" in navigator) || !isSecureContext) return;
  setTimeout(() => {
    navigator.serviceWorker.register("/service_worker.js", { updateViaCache: "none" }).catch(() => {}); // it works without
  }, AFTER_MS);
}
