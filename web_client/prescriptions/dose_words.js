// What is made of the figures of a dose, and in which language its sentence is shown.

const QUARTERS = Object.freeze({ 0.25: "¼", 0.5: "½", 0.75: "¾" });

/** 1, ½, 2.5 @param {number} amount */
export function amountWords(amount) {
  return QUARTERS[/** @type {keyof typeof QUARTERS} */ (amount)] ?? String(amount);
}

/** For the plural: half a tablet is a tablet, one and a half are tablets. @param {number} amount */
export function manyOf(amount) {
  return amount <= 1 ? 1 : 2;
}

/** In the page's language where it is there, else in English: the language and the sentence. @param {Record<string, string>} sentences @param {string} wanted */
export function sentenceFor(sentences, wanted) {
  const language = wanted in sentences ? wanted : "en";
  return [language, sentences[language] ?? ""];
}
