// A token as the page understands it: which screen stands for it, and what is new in it. Pure.

/** @typedef {"requested" | "waiting" | "called" | "in_progress" | "interrupted" | "ended" | "closed" | "withdrawn" | "no_show" | "cancelled" | "referred"} TokenState */
/** @typedef {{low_minutes: number, high_minutes: number}} Wait */
/** @typedef {{id: string, name: string, qualification: string, council: string, registration_number: string}} Doctor */
/**
 * As http_api/opd/tokens.py gives it. `place`: 1 is next. Times: seconds since 1970.
 * @typedef {Object} Token
 * @property {string} id @property {number} number @property {string} day @property {string} clinic @property {string} clinic_name
 * @property {"open" | "paused" | "closed"} clinic_phase @property {number} doctors_on_duty
 * @property {string} patient @property {string} patient_name @property {TokenState} state
 * @property {"video" | "telephone"} mode @property {string} language @property {"female" | "male" | null} doctor_gender
 * @property {number | null} place @property {number | null} ahead @property {Wait | null} wait @property {Doctor | null} doctor
 * @property {number | null} ring_ends_at @property {boolean} can_delay @property {number} missed @property {number | null} interrupted_until
 * @property {{opens_at: number} | null} offer @property {boolean} is_return @property {boolean} is_urgent @property {number | null} ended_at
 */

/** Of a token: `day`: it is for another day. `over`: it came to nothing. */
/** @typedef {"day" | "waiting" | "ring" | "call" | "telephone" | "after" | "over"} TokenScreen */

/** With so many ahead she is told to get ready, as the server does it (clinic/opd/rules.py). */
export const READY_AHEAD = 2;

/** @type {Record<TokenState, TokenScreen>} */
const SCREENS = {
  requested: "day",
  waiting: "waiting",
  called: "ring",
  in_progress: "call",
  interrupted: "call",
  ended: "after",
  closed: "after",
  referred: "after",
  withdrawn: "over",
  no_show: "over",
  cancelled: "over",
};

/** Whoever speaks by telephone needs no page for it. @param {Token} token @returns {TokenScreen} */
export function screenOf({ state, mode }) {
  const screen = SCREENS[state];
  return screen === "call" && mode === "telephone" ? "telephone" : screen;
}

/** @param {Token} token */
export function isLive({ state }) {
  return !["after", "over"].includes(SCREENS[state]);
}

/** @param {Token} token */
export function isTalking({ state }) {
  return SCREENS[state] === "call";
}

/** Her turn comes soon: camera and line are tried now. @param {Token} token */
export function isSoon({ state, ahead }) {
  return state === "waiting" && ahead !== null && ahead <= READY_AHEAD;
}

/**
 * What the clinic's board says of her; `null`: she is not in its row, so the server must be asked.
 * @param {Token} token @param {import("../../live.js").QueueNews} news @returns {Token | null}
 */
export function withQueue(token, { phase, doctors, numbers, waits }) {
  const index = numbers.indexOf(token.number);
  if (index === -1 || numbers.lastIndexOf(token.number) !== index) return null; // who was handed on brings her number along
  const [low, high] = waits[index] ?? [];
  const wait = low === undefined || high === undefined ? null : { low_minutes: low, high_minutes: high };
  return { ...token, clinic_phase: phase, doctors_on_duty: doctors, place: index + 1, ahead: index, wait };
}

/**
 * `soon`: few are ahead now. `moved`: another doctor sees her, `other_clinic`: in another clinic too. `returned`: her doctor had to go.
 * @typedef {"ring" | "rung_again" | "missed" | "soon" | "moved" | "other_clinic" | "returned" | "broken" | "mended" | "telephone" | "postponed" | "paused" | "opened" | "ended" | "place"} News
 */

/** The most important thing that happened between two looks at a token. @param {Token | undefined} was @param {Token} is @returns {News | null} */
export function newsOf(was, is) {
  if (was === undefined) return is.state === "called" ? "ring" : null;
  if (was.state !== is.state) return newsOfState(was, is);
  if (is.state === "called") return (is.ring_ends_at ?? 0) > (was.ring_ends_at ?? 0) + 1 && was.can_delay === is.can_delay ? "rung_again" : null;
  if (isTalking(is)) return was.mode !== is.mode && is.mode === "telephone" ? "telephone" : null;
  return is.state === "waiting" ? newsOfWaiting(was, is) : null;
}

/** @param {Token} was @param {Token} is @returns {News | null} */
function newsOfState(was, is) {
  if (is.state === "called") return "ring";
  if (is.state === "waiting") return newsOfReturn(was, is);
  if (is.state === "interrupted") return "broken";
  if (is.state === "in_progress") return was.state === "interrupted" ? "mended" : null;
  if (is.state === "requested") return "postponed";
  return SCREENS[is.state] === "after" && SCREENS[was.state] !== "after" ? "ended" : null;
}

/** Back in the row. @param {Token} was @param {Token} is @returns {News | null} */
function newsOfReturn(was, is) {
  if (is.missed > was.missed) return "missed";
  if (was.clinic !== is.clinic) return "other_clinic";
  if (isTalking(was)) return "moved";
  return was.state === "called" ? "returned" : isSoon(is) ? "soon" : null;
}

/** @param {Token} was @param {Token} is @returns {News | null} */
function newsOfWaiting(was, is) {
  if (is.clinic_phase !== was.clinic_phase) return is.clinic_phase === "paused" ? "paused" : is.clinic_phase === "open" ? "opened" : null;
  if (isSoon(is) && !isSoon(was)) return "soon";
  return is.place !== was.place ? "place" : null;
}
