// One clinic: how it stands now, its roster, and its hours and limits.

import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { currentLanguage, sayDate, sayList, sayNumber } from "../../words/words.js";
import { useChoices } from "../desk/choices.js";
import { Facts } from "../desk/facts.js";
import { useKeptFocus } from "../focus.js";
import { sayDay, sayLanguage } from "../opd/words_of.js";
import { say } from "../words.js";
import { ClinicForm } from "./clinic_form.js";
import { Counts } from "./clinics_room.js";
import { PhaseActs } from "./phase_acts.js";
import { Roster } from "./roster.js";
import { WEEKDAYS } from "./week.js";

/** @typedef {import("./clinic.js").Clinic} Clinic */

const MINUTE = 60;

/** @param {{clinic: Clinic, staff: import("../answers.js").StaffSelf, onChanged: (clinic: Clinic) => void}} props */
export function ClinicPanel({ clinic, staff, onChanged }) {
  const [isChanging, setChanging] = useState(false);
  /** @type {{current: HTMLElement}} */
  const title = useRef(null);
  useKeptFocus(title, [clinic.id, isChanging, clinic.phase]);
  const saved = (/** @type {Clinic} */ changed) => {
    onChanged(changed);
    setChanging(false);
  };
  return html`<article class="sheet-of-one">
    <header><h2 tabindex="-1" ref=${title}><bdi>${clinic.name}</bdi></h2>
      <p class="clinic-stand"><span class="standing" data-phase=${clinic.phase}>${say(`phase_${clinic.phase}`)}</span> <${Counts} clinic=${clinic} />
        ${clinic.phase_until !== null && html`<span class="soft">${say("phase_until", { time: sayDate(clinic.phase_until) })}</span>`}</p></header>
    <${PhaseActs} clinic=${clinic} onChanged=${onChanged} />
    ${isChanging
      ? html`<${ClinicForm} clinic=${clinic} staff=${staff} onSaved=${saved} onCancel=${() => setChanging(false)} />`
      : html`<${About} clinic=${clinic} /><div class="acts"><button class="quiet" type="button" data-change onClick=${() => setChanging(true)}>${say("clinic_change")}</button></div>`}
    <${Roster} clinic=${clinic} onChanged=${onChanged} />
  </article>`;
}

/** @param {{clinic: Clinic}} props */
function About({ clinic }) {
  const { speciality } = useChoices();
  return html`<div class="two-columns">
    <${Facts} pairs=${[
      [say("facility"), clinic.facility_name],
      [say("speciality"), speciality(clinic.speciality)],
      [say("languages"), sayList(clinic.languages.map(sayLanguage))],
      [say("clinic_minutes"), say("length_minutes", { count: Math.round(clinic.limit_seconds / MINUTE) })],
      [say("clinic_most_waiting"), sayNumber(clinic.most_waiting)],
      [say("clinic_capacity"), sayNumber(clinic.capacity)],
    ]} />
    <${Facts} pairs=${[
      ...WEEKDAYS.map((day) => /** @type {const} */ ([sayWeekday(day), hoursOf(clinic, day)])),
      [say("clinic_holidays"), clinic.holidays.length > 0 && sayList(clinic.holidays.map(sayDay))],
    ]} />
  </div>`;
}

/** @param {Clinic} clinic @param {number} day */
function hoursOf({ week }, day) {
  const spans = week.filter(({ weekday }) => weekday === day);
  if (spans.length === 0) return html`<span class="soft">${say("day_closed")}</span>`;
  if (spans.some(({ opens, closes }) => opens === "00:00" && closes === "24:00")) return say("day_whole");
  return spans.map(({ opens, closes }) => `${sayClock(opens)}–${sayClock(closes)}`).join(", ");
}

/** @param {number} day 0 is Monday */
export function sayWeekday(day) {
  return new Intl.DateTimeFormat(currentLanguage().locale, { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + day)); // a Monday
}

/** "9:00 am". @param {string} clock "09:00" */
export function sayClock(clock) {
  const [hour, minute] = clock.split(":").map(Number);
  return new Intl.DateTimeFormat(currentLanguage().locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC", dayPeriod: currentLanguage().locale === "hi-IN" ? "short" : undefined }).format(Date.UTC(2024, 0, 1, hour, minute));
}
