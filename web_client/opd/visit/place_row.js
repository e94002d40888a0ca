// The people before her as figures in a row that shortens, and herself at its end. Its height stays as the row changes.

import { html } from "../../vendor/preact_htm.js";
import { sayNumber } from "../../words/words.js";

/** As many as stand in one row of a small phone. */
const MOST = 7;

/** Says nothing to who hears the page: the sentence beside it does. @param {{ahead: number}} props */
export function PlaceRow({ ahead }) {
  const isMany = ahead > MOST;
  const shown = isMany ? MOST - 1 : ahead;
  return html`<div class="place-row" aria-hidden="true" data-ahead=${ahead}>
    <span class="door"><svg viewBox="0 0 24 40" focusable="false"><path d="M4 38V4h16v34M2 38h20" /><circle cx="16" cy="22" r="1.500" /></svg></span>
    ${Array.from({ length: shown }, (_, index) => html`<${Figure} key=${index} kind="other" />`)}
    ${isMany && html`<span class="more-people">+${sayNumber(ahead - shown)}</span>`}
    <${Figure} key="you" kind="you" />
  </div>`;
}

/** @param {{kind: "other" | "you"}} props */
function Figure({ kind }) {
  return html`<svg class="figure ${kind}" viewBox="0 0 24 40" focusable="false"><circle cx="12" cy="8" r="6" /><path d="M2 38V26a10 10 0 0 1 20 0v12z" /></svg>`;
}
