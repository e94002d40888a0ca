// The way in as a table: from which step what leads where. Every step carries just what it shows.

/** @typedef {{challenge: string, mobile: string, expires_at: number, resend_at: number | null, tries_left: number, delivery: "sending" | "sent" | "failed"}} Challenge */
/** @typedef {{id: string, name: string, age: number | null, gender: import("../parts/person.js").Gender, relation: import("../parts/person.js").Relation, missing: string[]}} Listed */
/** @typedef {{mobile: string, state: number | null, needs_second_fact: boolean, patients: Listed[], chosen: string | null}} Household */

/** @typedef {{name: "opening"}} Opening */
/** @typedef {{name: "number"}} NumberStep */
/** @typedef {{name: "code", challenge: Challenge, number: string | null}} CodeStep `number`: as it was written; not known after the page was loaded anew */
/** @typedef {{name: "second_fact", household: Household}} SecondFact */
/** @typedef {{name: "who", household: Household}} Who */
/** @typedef {{name: "person", household: Household}} PersonStep */
/** @typedef {{name: "registered", household: Household, patient: Listed, isNew: boolean}} Registered `isNew`: written down just now */
/** @typedef {Opening | NumberStep | CodeStep | SecondFact | Who | PersonStep | Registered} Step */

/** @typedef {{name: "came_new"} | {name: "signed_out"} | {name: "went_back"} | {name: "someone_else"}} PlainEvent */
/** @typedef {{name: "code_sent", challenge: Challenge, number: string | null}} CodeSent */
/** @typedef {{name: "let_in", household: Household}} LetIn */
/** @typedef {{name: "person_known", household: Household, patient: Listed, isNew: boolean}} PersonKnown */
/** @typedef {PlainEvent | CodeSent | LetIn | PersonKnown} StepEvent */

const number = () => ({ name: "number" });
const code = (/** @type {Step} */ _, /** @type {CodeSent} */ { challenge, number: written }) => ({ name: "code", challenge, number: written });
const home = (/** @type {Step} */ _, /** @type {LetIn} */ { household }) => homeOf(household);
const who = (/** @type {Who | PersonStep | Registered} */ { household }) => ({ name: "who", household });
const person = (/** @type {Who | PersonStep | Registered} */ { household }) => ({ name: "person", household });
const registered = (/** @type {Step} */ _, /** @type {PersonKnown} */ event) => ({ ...event, name: "registered" });

/** @type {Record<Step["name"], Partial<Record<StepEvent["name"], (step: any, event: any) => any>>>} */
export const TRANSITIONS = {
  opening: { came_new: number, code_sent: code, let_in: home },
  number: { code_sent: code, signed_out: number },
  code: { code_sent: code, went_back: number, let_in: home, signed_out: number },
  second_fact: { let_in: home, signed_out: number },
  who: { person_known: registered, someone_else: person, let_in: home, signed_out: number },
  person: { person_known: registered, went_back: who, let_in: home, signed_out: number },
  registered: { went_back: who, someone_else: person, let_in: home, person_known: registered, signed_out: number },
};

/** @param {Step} step @param {StepEvent} event @returns {Step} */
export function after(step, event) {
  const lead = TRANSITIONS[step.name][event.name];
  if (lead === undefined) throw new Error(`${event.name} is not known at ${step.name}`);
  return lead(step, event);
}

/** Where whoever is let in goes on. @param {Household} household @returns {Step} */
export function homeOf(household) {
  if (household.needs_second_fact) return { name: "second_fact", household };
  return { name: household.patients.length === 0 ? "person" : "who", household };
}

/** Whether there is a step to go back to. @param {Step} step */
export function canGoBack(step) {
  if (step.name === "person") return step.household.patients.length > 0;
  return step.name === "code" || step.name === "registered";
}

/** Of the four that she counts. @param {Step} step */
export function placeOf(step) {
  return { opening: 1, number: 1, code: 2, second_fact: 3, who: 3, person: 3, registered: 4 }[step.name];
}
