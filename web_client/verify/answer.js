// The one answer that counts: of all that was found the gravest.

/** @typedef {import("./finding.js").Finding} Finding */
/** @typedef {import("./finding.js").DocumentFinding} DocumentFinding */
/** @typedef {"good" | "bad" | "careful"} Mood */
/** @typedef {{mood: Mood, word: string, standing: string | null}} Answer `word`: of the catalogue */

/** Of which nobody knows yet whether they are authentic. */
const OPEN = ["newer", "unable", "key_missing"];

/** What the sign says; the gravest word counts. A development key proves nothing: its sign is never the good one. @param {Pick<Finding, "verdict" | "standing" | "isDevelopment">} finding @returns {Answer} */
export function answerOf({ verdict, standing, isDevelopment }) {
  if (verdict !== "authentic") return { mood: OPEN.includes(verdict) ? "careful" : "bad", word: `verdict_${verdict}`, standing: null };
  return proven(standingAnswer(standing, "verdict_authentic"), isDevelopment);
}

/** As of a code: one sealed for development is never the good one. @param {DocumentFinding} found @returns {Answer} */
export function documentAnswerOf({ seal, status, development }) {
  if (seal !== "authentic") return { mood: "bad", word: `seal_${seal}`, standing: null };
  return proven(standingAnswer(status, "seal_authentic"), development);
}

/** @param {Answer} answer @param {boolean} isDevelopment @returns {Answer} */
function proven(answer, isDevelopment) {
  return isDevelopment && answer.mood === "good" ? { ...answer, mood: "careful" } : answer;
}

/** @param {Finding["standing"]} standing @param {string} authentic @returns {Answer} */
function standingAnswer(standing, authentic) {
  if (standing === "cancelled" || standing === "replaced") return { mood: "bad", word: `standing_${standing}`, standing };
  return { mood: standing === "signed" ? "good" : "careful", word: authentic, standing };
}
