// The brand and the language, on every screen before and after the call.

import { html } from "../vendor/preact_htm.js";
import { currentLanguage, switchTo } from "../words/words.js";

export function Header() {
  return html`<header class="top">
    <p class="brand"><img src="icons/icon.svg" alt="" width="32" height="32" /> <span>Paramarsh <span lang="hi">परामर्श</span></span></p>
    <${LanguageSwitch} />
  </header>`;
}

/** Says the other language's name in that language. */
export function LanguageSwitch() {
  const other = currentLanguage().locale === "hi-IN" ? "en" : "hi";
  return html`<button class="quiet language" type="button" lang=${other} onClick=${() => switchTo(other)}>
    ${other === "hi" ? "हिन्दी" : "English"}
  </button>`;
}
