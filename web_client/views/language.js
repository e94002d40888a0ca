// The language of the page, its switch, and every word that stands still.

import { Emitter } from "../emitter.js";
import { languageFor, say, WORDS } from "../words.js";

const REMEMBERED = "language";

/** @extends {Emitter<{changed: {}}>} */
export class LanguageView extends Emitter {
  /** One before the call and one in it. @type {NodeListOf<HTMLButtonElement>} */
  #switches = document.querySelectorAll("button.language");
  #language = remembered() ?? languageFor(navigator.languages ?? [navigator.language]);

  constructor() {
    super();
    const other = () => this.#choose(this.#language === "hi" ? "en" : "hi");
    for (const button of this.#switches) button.addEventListener("click", other);
    this.#render();
  }

  /** @param {import("../words.js").WordKey} key */
  say(key) {
    return say(this.#language, key);
  }

  /** @param {import("../words.js").Language} language */
  #choose(language) {
    this.#language = language;
    remember(language);
    this.#render();
    this.emit("changed", {});
  }

  #render() {
    document.documentElement.lang = this.#language;
    document.title = `${this.say("title")} · Paramarsh`;
    for (const button of this.#switches) {
      button.textContent = this.say("other_language");
      button.lang = this.#language === "hi" ? "en" : "hi";
    }
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
