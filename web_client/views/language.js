// The language of the page, its switch, and every word that stands still.

import { languageFor, say, WORDS } from "../words.js";

const REMEMBERED = "language";

/** Dispatches `changed`. */
export class LanguageView extends EventTarget {
  #switch = /** @type {HTMLButtonElement} */ (document.getElementById("language"));
  #language = remembered() ?? languageFor(navigator.languages ?? [navigator.language]);

  constructor() {
    super();
    this.#switch.addEventListener("click", () => this.#choose(this.#language === "hi" ? "en" : "hi"));
    this.#render();
  }

  /** @param {import("../words.js").WordKey} key @param {{name?: string}} [values] */
  say(key, values) {
    return say(this.#language, key, values);
  }

  /** @param {import("../words.js").Language} language */
  #choose(language) {
    this.#language = language;
    remember(language);
    this.#render();
    this.dispatchEvent(new Event("changed"));
  }

  #render() {
    document.documentElement.lang = this.#language;
    document.title = `${this.say("title")} · Paramarsh`;
    this.#switch.textContent = this.say("other_language");
    this.#switch.lang = this.#language === "hi" ? "en" : "hi";
    for (const element of document.querySelectorAll("[data-words]")) {
      const key = /** @type {HTMLElement} */ (element).dataset.words;
      element.textContent = this.say(/** @type {import("../words.js").WordKey} */ (key));
    }
  }
}

/** @returns {import("../words.js").Language | null} */
function remembered() {
  try {
    const language = localStorage.getItem(REMEMBERED);
    return language !== null && language in WORDS ? /** @type {import("../words.js").Language} */ (language) : null;
  } catch {
    return null; // storage is switched off
  }
}

/** @param {string} language */
function remember(language) {
  try {
    localStorage.setItem(REMEMBERED, language);
  } catch {
    // It is asked again the next time.
  }
}
