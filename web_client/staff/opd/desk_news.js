// What has happened between two looks at the desk, to be said in a sentence. No page is needed here.

/** @typedef {import("./answers.js").Consultation} Consultation */
/** @typedef {import("./answers.js").Desk} Desk */
/** @typedef {import("./answers.js").Queue} Queue */
/** @typedef {"news_answered" | "news_telephone" | "news_missed" | "news_gone" | "news_back" | "news_over" | "news_handed_on" | "news_declined" | "news_asked" | "news_result"} Word */
/** @typedef {{word: Word, name: string}} News */
/** @typedef {{desk: Desk, queue: Queue}} Look */

/** @param {Look} before @param {Look} after @returns {readonly News[]} */
export function newsBetween(before, after) {
  return [...inHands(before, after), ...atDesk(before.desk, after.desk)];
}

/** Of the patient whom she had. @param {Look} before @param {Look} after @returns {News[]} */
function inHands(before, after) {
  const [was, is] = [before.desk.current, after.desk.current];
  if (was === null) return [];
  const name = was.patient?.name ?? "";
  if (is === null || is.id !== was.id) return left(was, after).map((word) => ({ word, name }));
  return moved(was, is).map((word) => ({ word, name }));
}

/** @param {Consultation} was @param {Consultation} is @returns {Word[]} */
function moved(was, is) {
  if (was.state === "called" && is.state === "in_progress") return [is.mode === "telephone" ? "news_telephone" : "news_answered"];
  if (was.state === "interrupted" && is.state === "in_progress") return ["news_back"];
  return isAsked(was) && !isAsked(is) ? ["news_declined"] : []; // whatever else there is stands over the picture
}

/** Where she is now, as far as it can be seen from here. @param {Consultation} was @param {Look} after @returns {Word[]} */
function left(was, { desk, queue }) {
  if (desk.unsigned.some(({ id }) => id === was.id)) return ["news_over"];
  if (isAsked(was)) return ["news_handed_on"];
  if (was.state !== "called") return [];
  const entry = queue.entries.find(({ id }) => id === was.id);
  if (entry === undefined) return ["news_gone"];
  return entry.missed > was.missed ? ["news_missed"] : [];
}

/** @param {Desk} before @param {Desk} after @returns {News[]} */
function atDesk(before, after) {
  const asked = added(before.asked, after.asked).map(({ patient }) => ({ word: /** @type {const} */ ("news_asked"), name: patient?.name ?? "" }));
  const results = added(before.results, after.results).map(({ patient_name: name }) => ({ word: /** @type {const} */ ("news_result"), name }));
  return [...asked, ...results];
}

/** @template {{id: string}} One @param {readonly One[]} before @param {readonly One[]} after */
function added(before, after) {
  return after.filter(({ id }) => !before.some((one) => one.id === id));
}

/** @param {Consultation} consultation */
function isAsked({ asked_doctor, asked_clinic }) {
  return asked_doctor !== null || asked_clinic !== null;
}
