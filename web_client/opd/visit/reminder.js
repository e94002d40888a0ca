// "Tell me when it opens."

import { BusyButton } from "../../parts/busy_button.js";
import { html } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { say } from "../../words/words.js";

/** @param {{clinic: import("./clinics.js").Clinic, visit: import("./visit.js").Visit, kind?: string}} props */
export function Reminder({ clinic, visit, kind = "quiet" }) {
  const { reminded, busy } = visit.state;
  const isReminded = reminded.includes(clinic.id);
  return html`<div role="status">${isReminded && html`<p class="reminded"><${Icon} name="done" /> <span>${say("reminded")}</span></p>`}</div>
    ${!isReminded &&
    html`<${BusyButton}
      kind=${kind} type="button" word=${html`<span class="with-icon"><${Icon} name="bell" /> <span>${say("remind_me")}<span class="unseen">: ${clinic.name}</span></span></span>`} busy=${busy === `reminding ${clinic.id}`} data-remind=${clinic.id}
      onPress=${() => visit.choosing.remind(clinic.id, document.documentElement.lang)}
    />`}`;
}
