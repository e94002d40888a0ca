// What can be done at the desk just now. No page is needed here.

/** @typedef {import("./keys.js").Action} Action */
/** @typedef {import("./answers.js").Consultation} Consultation */
/** @typedef {{shown: import("./desk_store.js").Shown | null, desk: import("./answers.js").Desk, isSeatHere: boolean, isStale: boolean, hasVoice: boolean}} Look */

const ALWAYS = /** @type {readonly Action[]} */ (["list", "patient", "notes", "duty", "help"]);
/** The server's word for each of what stands in `choices`. @type {readonly (readonly [string, Action])[]} */
const CHOICES = [["ring_again", "again"], ["telephone", "telephone"], ["miss", "give_up"], ["end", "end"], ["transfer", "transfer"], ["refer", "refer"], ["follow_up", "follow_up"], ["release", "release"], ["sign", "sign"]];

/** @param {Look} look @returns {ReadonlySet<Action>} */
export function offered(look) {
  const { desk, isStale } = look;
  return new Set([
    ...ALWAYS,
    ...ofShown(look),
    ...when(isStale, "order"),
    ...when(desk.unsigned.length > 0, "unsigned"),
    ...when(desk.results.length > 0, "results"),
  ]);
}

/** Whether somebody is spoken with, or waited for. @param {Pick<Consultation, "state">} consultation */
export function isRinging({ state }) {
  return state === "called";
}

/** @param {Consultation} consultation */
export function isAsked({ asked_doctor, asked_clinic }) {
  return asked_doctor !== null || asked_clinic !== null;
}

/** @param {Look} look @returns {Action[]} */
function ofShown({ shown, desk, isSeatHere, hasVoice }) {
  const isOn = desk.duty.state === "on";
  const voice = when(hasVoice, "voice");
  if (shown === null) return when(isOn, "next");
  if (shown.kind === "waiting") return [...when(isOn, "next"), ...when(isOn, "call"), ...when(!shown.entry.is_urgent, "urgent"), ...voice];
  const { consultation, kind } = shown;
  const chosen = CHOICES.filter(([choice]) => consultation.choices.includes(choice)).map(([, action]) => action);
  const here = chosen.filter((action) => action !== "transfer" || !isAsked(consultation));
  const seat = when(consultation.choices.includes("enter") && consultation.mode === "video" && !isSeatHere, "take_seat");
  return [...here, ...seat, ...when(kind === "finishing", "next"), "prescription", "templates", "report", ...voice];
}

/** @param {boolean} isSo @param {Action} action @returns {Action[]} */
function when(isSo, action) {
  return isSo ? [action] : [];
}
