// The code stands behind the "#", so that it never reaches a server's log; it is taken out of the address at once.

import { mountPage } from "../parts/page.js";
import { html } from "../vendor/preact_htm.js";
import { VerifyPage } from "./verify_page.js";

const code = location.hash.slice(1);
if (code !== "") history.replaceState(null, "", location.pathname);

mountPage(document.getElementById("app") ?? document.body, () => html`<${VerifyPage} code=${code} />`);

/** So that the page, and the library for cameras, are there without a line. */
async function keepForOffline() {
  await navigator.serviceWorker?.register("/service_worker.js");
  if (!("BarcodeDetector" in globalThis)) await import("../vendor/jsqr.js");
}

keepForOffline().catch(() => {});
addEventListener("hashchange", () => location.reload());
