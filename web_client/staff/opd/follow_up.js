// Coming again on a day that is booked: it also stands in the notes, in words.

import { BusyButton } from "../../parts/busy_button.js";
import { Problem } from "../../parts/notice.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { useAct } from "../asking.js";
import { say } from "../words.js";
import { dayFromNow, withDay } from "./days.js";
import { sayDay } from "./words_of.js";

const DAYS = Object.freeze([3, 7, 14, 30]);
const FURTHEST_DAYS = 365;

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
    const isDone = await act.run(() => store.act(id, "follow-up", { day: wanted, reason: "" }));
    if (!isDone) return;
    sheet.write("follow_up", withDay(sheet.state.fields.follow_up, words, booked));
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
