// The hours of the week: of each day its spans, or closed; and the days of the year on which it stays closed.

import { html, useState } from "../../vendor/preact_htm.js";
import { sayDay } from "../opd/words_of.js";
import { say } from "../words.js";
import { sayWeekday } from "./clinic_panel.js";
import { likeMonday, MOST_SPANS, WEEKDAYS, withoutSpan, withSpan, withTimes, wrongDays } from "./week.js";

/** @typedef {import("./week.js").Week} Week */

/** @param {{week: Week, isTried: boolean, onWrite: (week: Week) => void}} props */
export function WeekField({ week, isTried, onWrite }) {
  const wrong = isTried ? wrongDays(week) : [];
  return html`<fieldset class="choice week">
    <legend>${say("clinic_week")}</legend>
    <button class="small" type="button" onClick=${() => onWrite(likeMonday(week))}>${say("week_like_monday")}</button>
    <ul class="week-days">${WEEKDAYS.map((day) => html`<li key=${day} data-wrong=${wrong.includes(day) ? "" : undefined}>
      <span class="name">${sayWeekday(day)}</span>
      <div class="spans">
        ${week[day].length === 0 && html`<span class="soft">${say("day_closed")}</span>`}
        ${week[day].map((span, at) => html`<${SpanField} key=${at} day=${day} at=${at} span=${span} onWrite=${(/** @type {Partial<{opens: string, closes: string}>} */ change) => onWrite(withTimes(week, day, at, change))} onRemove=${() => onWrite(withoutSpan(week, day, at))} />`)}
        ${week[day].length < MOST_SPANS && html`<button class="small" type="button" aria-label=${say("week_add_of", { day: sayWeekday(day) })} onClick=${() => onWrite(withSpan(week, day))}>${say("week_add")}</button>`}
      </div>
      ${wrong.includes(day) && html`<span class="field-error" role="alert">${say("wrong_hours")}</span>`}
    </li>`)}</ul>
  </fieldset>`;
}

/** @param {{day: number, at: number, span: {opens: string, closes: string}, onWrite: (change: Partial<{opens: string, closes: string}>) => void, onRemove: () => void}} props */
function SpanField({ day, at, span, onWrite, onRemove }) {
  const time = (/** @type {"opens" | "closes"} */ name) => html`<input type="time" id="${name}-${day}-${at}" aria-label=${say(`week_${name}`, { day: sayWeekday(day) })} value=${span[name]} onInput=${(/** @type {InputEvent} */ event) => onWrite({ [name]: /** @type {HTMLInputElement} */ (event.target).value })} />`;
  return html`<span class="span">${time("opens")} <span aria-hidden="true">–</span> ${time("closes")}
    <button class="small" type="button" aria-label=${say("week_remove_of", { day: sayWeekday(day) })} title=${say("week_remove")} onClick=${onRemove}>×</button></span>`;
}

/** @param {{holidays: readonly string[], onWrite: (holidays: readonly string[]) => void}} props */
export function HolidaysField({ holidays, onWrite }) {
  const [day, setDay] = useState("");
  const add = () => {
    if (day !== "" && !holidays.includes(day)) onWrite([...holidays, day].sort());
    setDay("");
  };
  return html`<fieldset class="choice holidays">
    <legend>${say("clinic_holidays")}</legend>
    <span class="hint" id="holiday-hint">${say("clinic_holidays_hint")}</span>
    ${holidays.length > 0 && html`<ul class="holiday-list">${holidays.map((one) => html`<li key=${one}>${sayDay(one)} <button class="small" type="button" aria-label=${say("holiday_remove_of", { day: sayDay(one) })} title=${say("week_remove")} onClick=${() => onWrite(holidays.filter((other) => other !== one))}>×</button></li>`)}</ul>`}
    <div class="span"><input type="date" id="holiday" aria-label=${say("holiday_day")} aria-describedby="holiday-hint" value=${day} onInput=${(/** @type {InputEvent} */ event) => setDay(/** @type {HTMLInputElement} */ (event.target).value)} />
      <button class="small" type="button" disabled=${day === ""} onClick=${add}>${say("holiday_add")}</button></div>
  </fieldset>`;
}
