// What an erasure takes, as the server does it. No page is needed here.

/** In the order in which they are told. */
export const ERASED = Object.freeze(["name", "birth", "gender", "relation", "address", "pin_code", "state", "district", "language", "abha_number", "abha_address", "mobile", "told_before_consultations", "files", "laboratory_results"]);

const WORDS_OF_A_CODE = 4;

/** The server says what stays in sentences: their first words are the key of ours. @param {string} sentence */
export function codeOf(sentence) {
  return sentence.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean).slice(0, WORDS_OF_A_CODE).join("_");
}
