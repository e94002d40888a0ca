// What stands in the place of something that is not there yet, or did not come.

import { Problem } from "../parts/notice.js";
import { html } from "../vendor/preact_htm.js";
import { say } from "./words.js";

/**
 * `show` draws what came; a refusal stands above it and can be tried again.
 * @template Value
 * @param {{loaded: import("./asking.js").Loaded<Value>, show: (value: Value) => unknown}} props
 */
export function Loading({ loaded, show }) {
  const { value, problem, isLoading, again } = loaded;
  return html`
    <${Problem} problem=${problem}><button class="quiet" type="button" onClick=${again}>${say("try_again")}</button><//>
    ${value === null && isLoading && html`<p class="waiting soft" role="status"><span class="turning" aria-hidden="true"></span> ${say("loading")}</p>`}
    ${value !== null && show(value)}
  `;
}
