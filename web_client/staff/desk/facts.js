// What is known of somebody or something, as pairs.

import { html } from "../../vendor/preact_htm.js";

/** Pairs without a value are left out. @param {{pairs: readonly (readonly [string, unknown])[]}} props */
export function Facts({ pairs }) {
  const known = pairs.filter(([, value]) => value !== null && value !== undefined && value !== false && value !== "");
  return html`<dl class="facts">
    ${known.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`)}
  </dl>`;
}
