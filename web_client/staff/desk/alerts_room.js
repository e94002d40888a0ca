// The alerts' own room, and the line above every other room while one waits: for those at whose desk no panel stands.

import { html } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { hrefOf } from "../rooms.js";
import { say } from "../words.js";
import { useAlerts } from "./alerts.js";
import { AlertsPanel } from "./alerts_panel.js";

export function AlertsRoom() {
  return html`<div class="work-column"><${AlertsPanel} isRoom /></div>`;
}

export function AlertsBanner() {
  const list = useAlerts(null);
  const count = list.value?.alerts.length ?? 0;
  return html`<div role="status" class="alerts-banner-place">${count > 0 && html`<a class="alerts-banner" href=${hrefOf("alerts")}><${Icon} name="phone" /> ${say("alerts_wait", { count })}</a>`}</div>`;
}
