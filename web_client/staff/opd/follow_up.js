// Coming again on a day that is booked: it also stands in the notes, in words.

import { BusyButton } from "../../parts/busy_button.js";
import { Problem } from "../../parts/notice.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { useAct } from "../asking.js";
import { say } from "../words.js";
import { sayDay } from "./words_of.js";

const DAYS = Object.freeze([3, 7, 14, 30]);
const FURTHEST_DAYS = 365;

/** ISO date in India, some days from now. @param {number} days @param {Date} [now] */
export function dayFromNow(days, now = new Date()) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Kolkata" }).format(now.getTime() + days * 86_400_000);
}

/** @param {string} text as it stood @param {string} day as it is said @param {string | null} before the day that was booked before */
export function withDay(text, day, before) {
  const rest = before !== null && text.startsWith(before) ? text.slice(before.length).replace(/^[.\s]+/, "") : text.trimStart();
  return rest === "" ? day : `${day}. ${rest}`;
}

/**
 * @param {{consultation: import("./answers.js").Consultation, sheet: import("./note_sheet.js").NoteSheet, doings: import("./action_button.js").Doings,
 *   store: import("./desk_store.js").DeskStore, isClosed: boolean}} props
 */
export function FollowUp({ consultation: { id }, sheet, doings, store, isClosed }) {
  const [day, setDay] = useState("");
  const [booked, setBooked] = useState(/** @type {string | null} */ (null));
  const act = useAct();
  if (!doings.offers.has("follow_up") || isClosed) return null;
  const book = async (/** @type {string} */ wanted) => {
    const words = sayDay(wanted);
    const { follow_up: text } = sheet.state.fields;
    const isDone = await act.run(() => store.act(id, "follow-up", { day: wanted, reason: "" }));
    if (!isDone) return;
    sheet.write("follow_up", withDay(text, words, booked));
    setBooked(words);
    setDay("");
  };
  return html`<div class="follow-up" role="group" aria-label=${say("follow_up_book")}>
    <span class="soft">${say("follow_up_book")}</span>
    ${DAYS.map((count) => html`<button key=${count} class="small" type="button" disabled=${act.busy} onClick=${() => book(dayFromNow(count))}>${say("in_days", { count })}</button>`)}
    <input id="follow-up-day" type="date" aria-label=${say("follow_up_day")} min=${dayFromNow(1)} max=${dayFromNow(FURTHEST_DAYS)} value=${day} onInput=${(/** @type {InputEvent} */ event) => setDay(/** @type {HTMLInputElement} */ (event.target).value)} />
    ${day !== "" && html`<${BusyButton} kind="small strong" type="button" word=${say("follow_up_book_day")} busy=${act.busy} onPress=${() => book(day)} />`}
    <p class="booked" role="status">${booked !== null && say("follow_up_booked", { day: booked })}</p>
    <${Problem} problem=${act.problem} />
  </div>`;
}
