// Something happened: said for a while, and then gone.

import { html } from "../vendor/preact_htm.js";
import { sayEither } from "../words/words.js";

/** @param {{notice: import("../state.js").State["notice"]}} props */
export function Toast({ notice }) {
  if (notice === null) return null;
  return html`<p class="toast" key=${notice.id}>${noticeSentence(notice)}</p>`;
}

/** @param {NonNullable<import("../state.js").State["notice"]>} notice */
export function noticeSentence({ code, name }) {
  return sayEither(`notice_${code}`, "notice_other", { name: name ?? "" });
}
