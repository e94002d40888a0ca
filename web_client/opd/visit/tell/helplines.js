// An adolescent who is alone is led to people who help her at once, and to the health worker near by.

import { html } from "../../../vendor/preact_htm.js";
import { Icon } from "../../../views/icons.js";
import { say } from "../../../words/words.js";

/** @param {{asked: import("./told.js").Asked}} props */
export function Helplines({ asked }) {
  const language = document.documentElement.lang;
  return html`<section class="card helplines" aria-labelledby="helplines" role="status">
    <h2 id="helplines">${say("alone_title")}</h2>
    <p>${say("alone_means")}</p>
    <ul class="rows">
      ${asked.helplines.map(({ id, number, words }) => html`<li key=${id}><a class="quiet helpline" href="tel:${number}"><${Icon} name="phone" /> <span><span class="name" dir="ltr">${number}</span> <span>${words[language] ?? words.en}</span></span></a></li>`)}
    </ul>
    <p>${say("alone_worker")}</p>
    <p>${say("alone_come_back")}</p>
  </section>`;
}
