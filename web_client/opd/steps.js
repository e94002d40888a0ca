// The visit to the OPD as a table: from which step what leads where. Every step carries just what it shows.

/** @typedef {import("../register/steps.js").Household} Household */

/** @typedef {{name: "danger"}} Danger */
/** @typedef {{name: "go_now", sign: string}} GoNow `sign`: the id of the danger sign that she has */
/** @typedef {{name: "safe", household: Household | null | undefined}} Safe no danger sign; `undefined`: it is asked who is signed in, `null`: nobody */
/** @typedef {Danger | GoNow | Safe} Step */

/** @typedef {{name: "none_seen"} | {name: "went_back"}} PlainEvent */
/** @typedef {{name: "sign_seen", sign: string}} SignSeen */
/** @typedef {{name: "who_known", household: Household | null}} WhoKnown */
/** @typedef {PlainEvent | SignSeen | WhoKnown} StepEvent */

const danger = () => ({ name: "danger" });
const goNow = (/** @type {Step} */ _, /** @type {SignSeen} */ { sign }) => ({ name: "go_now", sign });
const safe = () => ({ name: "safe", household: undefined });
const known = (/** @type {Step} */ _, /** @type {WhoKnown} */ { household }) => ({ name: "safe", household });

/** @type {Record<Step["name"], Partial<Record<StepEvent["name"], (step: any, event: any) => any>>>} */
export const TRANSITIONS = {
  danger: { sign_seen: goNow, none_seen: safe },
  go_now: { went_back: danger },
  safe: { who_known: known, went_back: danger },
};

/** @param {Step} step @param {StepEvent} event @returns {Step} */
export function after(step, event) {
  const lead = TRANSITIONS[step.name][event.name];
  if (lead === undefined) throw new Error(`${event.name} is not known at ${step.name}`);
  return lead(step, event);
}

/** Somebody is signed in and no danger sign was seen: from here on it is the visit's, which has steps of its own. @param {Step} step */
export function isHandedOn(step) {
  return step.name === "safe" && Boolean(step.household);
}

/** Whether there is a step to go back to. @param {Step} step */
export function canGoBack(step) {
  return "went_back" in TRANSITIONS[step.name];
}
