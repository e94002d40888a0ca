// Which language the page speaks: what was chosen here before, else the browser's.

/** @typedef {"en" | "hi"} Language */

/** @type {Readonly<Record<Language, {name: string, locale: string, direction: "ltr" | "rtl"}>>} */
export const LANGUAGES = Object.freeze({
  en: { name: "English", locale: "en-IN", direction: "ltr" },
  hi: { name: "हिन्दी", locale: "hi-IN", direction: "ltr" },
});

const REMEMBERED = "language";

/**
 * The first of the reader's languages that the page speaks.
 * @param {readonly string[]} preferred language tags (BCP 47), most wanted first
 * @returns {Language}
 */
export function languageFor(preferred) {
  const spoken = preferred.map((tag) => tag.split("-")[0].toLowerCase()).find(isLanguage);
  return spoken ?? "en";
}

/** @returns {Language | null} */
export function chosenLanguage() {
  try {
    const chosen = localStorage.getItem(REMEMBERED) ?? "";
    return isLanguage(chosen) ? chosen : null;
  } catch {
    return null; // storage is switched off
  }
}

/** @param {Language} language */
export function rememberLanguage(language) {
  try {
    localStorage.setItem(REMEMBERED, language);
  } catch {
    // It is asked again the next time.
  }
}

/** @param {string} name @returns {name is Language} */
function isLanguage(name) {
  return Object.hasOwn(LANGUAGES, name);
}
