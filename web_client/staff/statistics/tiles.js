// The figures of all places together, each large with its word.

import { html } from "../../vendor/preact_htm.js";
import { sayDuration } from "../../words/words.js";
import { say, sayCount, sayMinutes, sayPercent, sayRate } from "./words.js";

/** @typedef {import("./answers.js").Figures} Figures */
/** @typedef {import("./answers.js").Statistics} Statistics */
/** @typedef {{name: string, word: string, value: string, isSmall?: boolean, more?: string | null}} TileProps */

/** @param {{statistics: Statistics}} props */
export function Tiles({ statistics: { present, total } }) {
  return html`
    ${present !== null && html`<${Group} title=${say("figures_now")}>
      <${Tile} name="waiting" word=${say("waiting_now")} value=${sayCount(present.waiting)} /><${Tile} name="doctors" word=${say("doctors_now")} value=${sayCount(present.doctors)} />
    <//>`}
    <${Group} title=${say("figures_span")}>
      <${Count} name="seen" word=${say("seen")} count=${total.seen} />
      <${Other} name="wait_median" word=${say("wait_median")} value=${sayMinutes(total.wait_median_minutes)} known=${total.wait_median_minutes} />
      <${Other} name="wait_90" word=${say("wait_90")} value=${sayMinutes(total.wait_90_minutes)} known=${total.wait_90_minutes} />
      <${Count} name="no_shows" word=${say("no_shows")} count=${total.no_shows} />
      <${Count} name="withdrawn" word=${say("withdrawn")} count=${total.withdrawn} />
      <${Count} name="cancelled" word=${say("cancelled")} count=${total.cancelled} />
      <${Other} name="language_met" word=${say("language_met")} value=${sayPercent(total.language_met_percent)} known=${total.language_met_percent} />
      <${Other} name="telephone" word=${say("telephone")} value=${sayPercent(total.telephone_percent)} known=${total.telephone_percent} />
      <${Count} name="drops" word=${say("drops")} count=${total.drops} more=${cameBack(total)} />
      <${Other} name="estimate_held" word=${say("estimate_held")} value=${sayPercent(total.estimate_coverage_percent)} known=${total.estimate_coverage_percent} more=${say("estimate_held_more")} />
      <${Other} name="estimate_error" word=${say("estimate_error")} value=${sayMinutes(total.estimate_error_minutes)} known=${total.estimate_error_minutes} />
      <${Other} name="per_doctor_hour" word=${say("per_doctor_hour")} value=${sayRate(total.per_doctor_hour)} known=${total.per_doctor_hour} more=${say("per_doctor_hour_more")} />
    <//>`;
}

/** @param {{title: string, children?: unknown}} props */
function Group({ title, children }) {
  return html`<section class="figures" aria-label=${title}><h2>${title}</h2><dl class="tiles">${children}</dl></section>`;
}

/** @param {{name: string, word: string, count: number | null, more?: string | null}} props */
function Count({ name, word, count, more }) {
  return html`<${Tile} name=${name} word=${word} value=${sayCount(count)} isSmall=${count === null} more=${more} />`;
}

/** @param {{name: string, word: string, value: string, known: number | null, more?: string}} props */
function Other({ name, word, value, known, more }) {
  return html`<${Tile} name=${name} word=${word} value=${value} isSmall=${known === null} more=${known === null ? null : more} />`;
}

/** @param {TileProps} props */
function Tile({ name, word, value, isSmall = false, more = null }) {
  return html`<div class="tile" data-tile=${name} data-small=${isSmall ? "" : undefined}><dt>${word}</dt><dd class="value">${value}</dd>${more && html`<dd class="soft">${more}</dd>`}</div>`;
}

/** @param {Figures} total */
function cameBack({ resumed_percent: percent, broken_mean_seconds: seconds }) {
  return percent === null || seconds === null ? null : say("drops_more", { percent, time: sayDuration(seconds) });
}
