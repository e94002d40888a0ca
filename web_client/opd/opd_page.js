// The patient's page of the OPD: which step is shown, and the emergency number above each of them.

import { Page } from "../parts/page.js";
import { html } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";
import { DangerView } from "./danger_view.js";
import { EmergencyStrip } from "./emergency.js";
import { GoNowView } from "./go_now_view.js";
import { SafeView } from "./safe_view.js";
import { isHandedOn } from "./steps.js";
import { VisitStage } from "./visit/stage.js";

/** @typedef {import("./opd_visit.js").OpdVisit} OpdVisit */
/** @typedef {{visit: OpdVisit}} ViewProps */

/** @type {Record<import("./steps.js").Step["name"], (props: ViewProps) => unknown>} */
const VIEWS = { danger: DangerView, go_now: GoNowView, safe: SafeView };
/** @type {Record<import("./steps.js").Step["name"], import("../words/words.js").WordKey>} */
const TITLES = { danger: "danger_title", go_now: "go_now_title", safe: "safe_title" };

/** @param {ViewProps} props */
export function OpdPage({ visit }) {
  const { step, numbers } = visit.state;
  if (isHandedOn(step)) return html`<${VisitStage} numbers=${numbers} state=${visit.place} start=${startOf(visit)} onLeave=${() => visit.goBack()} />`;
  return html`<${Page} screen=${step.name} title=${say(TITLES[step.name])} kind="page opd ${step.name}" links=${html`<${Links} />`}>
    ${step.name !== "go_now" && html`<${EmergencyStrip} number=${numbers.first} />`}
    <${VIEWS[step.name]} visit=${visit} />
  <//>`;
}

/** Where the visit begins: with whoever was chosen in registration just now, else where the address says. @param {OpdVisit} visit @returns {import("./visit/stage.js").Start} */
function startOf({ state: { step }, isBack, lead }) {
  const chosen = step.name === "safe" ? step.household?.chosen : null;
  return isBack && chosen ? { hash: `#visit/${chosen}`, isBack } : { hash: lead, isBack: false };
}

function Links() {
  return html`<a class="link" href="/register/?next=account">${say("opd_account")}</a>
    <a class="link" href="/?link">${say("opd_have_link")}</a>`;
}
