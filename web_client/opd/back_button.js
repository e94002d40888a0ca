// The phone's own way back leads to the step before, not away from the page.

import { canGoBack, isHandedOn } from "./steps.js";

const AHEAD = { ahead: true };

/** @param {import("./opd_visit.js").OpdVisit} visit */
export function keepBackButton(visit) {
  const guard = () => {
    if (canGoBack(visit.state.step) && !history.state?.ahead) history.pushState(AHEAD, "");
  };
  visit.on("changed", guard);
  addEventListener("popstate", () => {
    if (isHandedOn(visit.state.step)) return;
    visit.goBack();
    guard();
  });
}
