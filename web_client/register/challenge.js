// Whether a code that was sent can still be used, and whether the same attempt may send another.

/** @typedef {import("./steps.js").Challenge} Challenge */

const SPENT = ["otp_used", "otp_tries_spent", "otp_unknown", "otp_sends_spent"];

/** No code of this attempt is taken any more: all tries are used up, or the code was. @param {Challenge} challenge @param {import("../api.js").ApiProblem | null} problem */
export function isSpent({ tries_left }, problem) {
  return tries_left <= 0 || SPENT.includes(problem?.code ?? "");
}

/** Whether another message is to be had by this attempt, now or later; else a new one begins. @param {Challenge} challenge @param {import("../api.js").ApiProblem | null} problem */
export function maySendAgain(challenge, problem) {
  return challenge.resend_at !== null && !isSpent(challenge, problem);
}
