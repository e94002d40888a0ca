// Whether this computer tells her of danger alerts and results while the page is closed. It is asked only by her own hand.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { PushProblem, pushState, renewPush, subscribeToPush } from "../../parts/push.js";
import { html, useEffect, useState } from "../../vendor/preact_htm.js";
import { say } from "../words.js";

export function PushLine() {
  const [state, setState] = useState(() => pushState());
  const [busy, setBusy] = useState(false);
  useEffect(() => void (pushState() === "on" && renewPush(api).then((isOn) => isOn || setState("off"))), []); // she may have signed out meanwhile
  const ask = async () => {
    setBusy(true);
    try {
      await subscribeToPush(api);
      setState("on");
    } catch (thrown) {
      setState(thrown instanceof PushProblem ? thrown.code : "push_failed");
    }
    setBusy(false);
  };
  if (state === "on") return html`<p class="soft" role="status">${say("push_on")}</p>`;
  if (state === "off" || state === "push_dismissed") return html`<div class="acts"><${BusyButton} kind="small" type="button" word=${say("push_ask")} busy=${busy} onPress=${ask} data-push /></div>`;
  return state === "push_denied" || state === "push_failed" ? html`<p class="soft" role="status">${say(state === "push_denied" ? "push_is_denied" : "push_has_failed")}</p>` : null;
}
