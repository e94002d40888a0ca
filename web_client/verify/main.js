// The code stands behind the "#", so that it never reaches a server's log; it is taken out of the address at once.

import { mountPage } from "../parts/page.js";
import { html } from "../vendor/preact_htm.js";
import { canReadByItself } from "./camera.js";
import { VerifyPage } from "./verify_page.js";

const code = location.hash.slice(1);
if (code !== "") history.replaceState(null, "", location.pathname);

mountPage(document.getElementById("app") ?? document.body, () => html`<${VerifyPage} code=${code} />`);

/** So that the page, and the library for cameras, are there without a line: the worker keeps what passes through it. */
async function keepForOffline() {
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined) return;
  await serviceWorker.register("/service_worker.js");
  if (await canReadByItself()) return;
  if (serviceWorker.controller === null) await new Promise((done) => serviceWorker.addEventListener("controllerchange", done, { once: true }));
  await fetch("/vendor/jsqr.js");
}

keepForOffline().catch(() => {});
addEventListener("hashchange", () => location.reload());
