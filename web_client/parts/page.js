// What stands round every page beside the call: the brand and the language above, the complaint and the way home below.

import { html, render, useEffect, useRef } from "../vendor/preact_htm.js";
import { LanguageSwitch } from "../views/header.js";
import { say, words, wordsReady } from "../words/words.js";
import { ComplaintDoor } from "./complaint.js";
import { OfflineNote } from "./notice.js";

/** Draws it; anew in the other language, and when one of `changing` tells "changed". @param {HTMLElement} root @param {() => unknown} App @param {readonly EventTarget[]} [changing] */
export async function mountPage(root, App, changing = []) {
  await wordsReady;
  const show = () => render(html`<${App} />`, root);
  root.replaceChildren();
  for (const one of [words, ...changing]) one.addEventListener("changed", show);
  show();
  document.body.dataset.ready = "true";
}

/**
 * `screen` names what is shown: when it changes, whoever hears the page is taken to its title (`<h1 tabindex="-1">`).
 * `stays`: its content is kept when the screen changes. `beside` stands in the header, such as the account's link; `links` in the foot; `kind` is a class of the main part ("page"); `complains`: the foot leads to a complaint.
 * @param {{screen: string, title: string, kind?: string, stays?: boolean, complains?: boolean, beside?: unknown, links?: unknown, children?: unknown}} props
 */
export function Page({ screen, title, kind = "page", stays = false, complains = true, beside, links, children }) {
  useHeadingFocus(screen);
  useEffect(() => void (document.title = `${title} · Paramarsh`), [title]);
  return html`
    <header class="top">
      <p class="brand"><img src="/icons/icon.svg" alt="" width="32" height="32" /> <span>Paramarsh <span lang="hi">परामर्श</span></span></p>
      ${beside} <${LanguageSwitch} />
    </header>
    <main>
      <section class=${kind} data-screen=${screen} aria-labelledby="title" key=${stays ? "stays" : screen}>
        <${OfflineNote} />
        ${children}
      </section>
    </main>
    ${(complains || links) && html`<${Foot} complains=${complains}>${links}<//>`}
  `;
}

/** @param {{complains: boolean, children?: unknown}} props */
function Foot({ complains, children }) {
  return html`<footer class="foot">
    <nav aria-label=${say("foot")}>${children} ${complains && html`<${ComplaintDoor} />`}</nav>
  </footer>`;
}

/** @param {string} screen */
function useHeadingFocus(screen) {
  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    scrollTo({ top: 0, behavior: "instant" });
    /** @type {HTMLElement | null} */ (document.querySelector("main h1"))?.focus();
  }, [screen]);
}
