// Who somebody is, in a few words.

import { say } from "../words/words.js";

/** "34 years, wife or husband". @param {Pick<import("../register/steps.js").Listed, "age" | "relation">} patient */
export function aboutWords({ age, relation }) {
  const years = age === null ? "" : age === 0 ? say("under_one") : say("years", { count: age });
  return [years, say(`related_${relation}`)].filter(Boolean).join(", ");
}
