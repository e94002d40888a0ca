// Which cards there are for this patient, which of them are filled in, and what is still to be told first. Pure.

/** @typedef {import("../places.js").CardName} CardName */
/** @typedef {import("./told.js").Intake} Intake */
/** @typedef {import("./told.js").Asked} Asked */
/** @typedef {{kind: string}} File */

/** In the order in which they are asked. @type {readonly CardName[]} */
const ORDER = ["caller", "complaint", "symptoms", "since", "allergies", "medicines", "pregnancy", "weight", "photos"];
const OF_CALLER = ["relation", "patient_beside", "adult_name", "adult_relation", "adult_identity", "authority"];

/** What makes no sense for her is not asked: the server says what does. @param {Intake} intake @param {Asked} asked */
export function cardsFor({ pregnancy, last_period, weight_kg }, { missing }) {
  const asksPregnancy = pregnancy !== null || last_period !== null || missing.includes("pregnancy") || missing.includes("last_period");
  const asksWeight = weight_kg !== null || missing.includes("weight_kg");
  return ORDER.filter((card) => (card === "pregnancy" ? asksPregnancy : card === "weight" ? asksWeight : true));
}

/** @param {CardName} card @param {Intake} intake @param {Asked} asked @param {readonly File[]} files */
export function isTold(card, intake, { missing, needed }, files) {
  if (card === "caller") return !OF_CALLER.some((field) => missing.includes(field) || needed.includes(field));
  if (card === "complaint") return intake.complaint !== null || files.some(({ kind }) => kind === "voice");
  if (card === "photos") return files.some(({ kind }) => kind !== "voice");
  if (card === "pregnancy") return !missing.includes("pregnancy") && !missing.includes("last_period");
  if (card === "weight") return intake.weight_kg !== null;
  return intake[/** @type {"symptoms" | "since" | "allergies" | "medicines"} */ (card)] !== null;
}

/** The next after this one that is not told; `null`: all is told. @param {CardName | null} card @param {Intake} intake @param {Asked} asked @param {readonly File[]} files @returns {CardName | null} */
export function nextUntold(card, intake, asked, files) {
  const cards = cardsFor(intake, asked);
  const start = card === null ? 0 : cards.indexOf(card) + 1;
  const others = [...cards.slice(start), ...cards.slice(0, Math.max(0, start - 1))];
  return others.find((one) => one !== "photos" && !isTold(one, intake, asked, files)) ?? (start > 0 && !isTold("photos", intake, asked, files) && card !== "photos" ? "photos" : null);
}

/** What holds the doctor up is told first. @param {Asked} asked */
export function isNeeded({ needed, missing }) {
  return needed.length > 0 || missing.includes("relation");
}
