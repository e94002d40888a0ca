// The phone's own way back leads to the step before, not away from the page.

import { canGoBack } from "./steps.js";

const AHEAD = { ahead: true };

/** @param {import("./registration.js").Registration} registration */
export function keepBackButton(registration) {
  const guard = () => {
    if (canGoBack(registration.state.step) && !history.state?.ahead) history.pushState(AHEAD, "");
  };
  registration.on("changed", guard);
  addEventListener("popstate", () => {
    registration.goBack();
    guard();
  });
}
