// Cards of one question each: since when, allergies, medicines, pregnancy, a child's weight.

import { digitsOf } from "../../../parts/digits.js";
import { Choice, Field, LongField } from "../../../parts/field.js";
import { dayOf } from "../../../parts/person.js";
import { html, useState } from "../../../vendor/preact_htm.js";
import { say } from "../../../words/words.js";

/** @typedef {import("./card_view.js").CardProps} CardProps */

const NONE = "none";
const SINCE = /** @type {const} */ (["today", "yesterday", "days", "week", "month", "longer"]);

/** Kept in her words, whichever way she says it. @param {CardProps} props */
export function SinceCard({ intake, wrong, tell }) {
  const options = SINCE.map((key) => ({ value: key, word: say(`since_${key}`) }));
  const chosen = SINCE.find((key) => say(`since_${key}`) === intake.since) ?? null;
  return html`<div class="form asked">
    <${Choice} name="since" label=${say("since_label")} value=${chosen} options=${options} onChoose=${(/** @type {typeof SINCE[number]} */ key) => tell({ since: say(`since_${key}`) })} />
    <${Field} name="since-words" label=${say("since_words")} hint=${say("since_hint")} error=${wrong.includes("since") ? say("wrong_since") : undefined} maxlength="60" autocomplete="off" value=${chosen === null ? (intake.since ?? "") : ""} onWrite=${(/** @type {string} */ words) => tell({ since: words.trim() === "" ? null : words }, { soon: true })} />
  </div>`;
}

/** @param {CardProps} props */
export function AllergiesCard({ intake, wrong, tell }) {
  return html`<${NoneOrWords} name="allergies" value=${intake.allergies} isWrong=${wrong.includes("allergies")} onTell=${(/** @type {string | null} */ allergies, /** @type {boolean} */ soon) => tell({ allergies }, { soon })} />`;
}

/** @param {CardProps} props */
export function MedicinesCard({ intake, wrong, tell }) {
  return html`<${NoneOrWords} name="medicines" value=${intake.medicines} isWrong=${wrong.includes("medicines")} onTell=${(/** @type {string | null} */ medicines, /** @type {boolean} */ soon) => tell({ medicines }, { soon })} />`;
}

/** That none are known must be said. @param {{name: "allergies" | "medicines", value: string | null, isWrong: boolean, onTell: (value: string | null, soon: boolean) => void}} props */
function NoneOrWords({ name, value, isWrong, onTell }) {
  const [isSome, setSome] = useState(value !== null && value !== NONE);
  const choose = (/** @type {string} */ which) => {
    setSome(which === "some");
    onTell(which === NONE ? NONE : value === NONE ? null : value, false);
  };
  const options = [{ value: NONE, word: say(`${name}_none`) }, { value: "some", word: say(`${name}_some`) }];
  return html`<div class="form asked">
    <${Choice} name=${name} label=${say(`${name}_label`)} isLong value=${isSome ? "some" : value === NONE ? NONE : null} options=${options} onChoose=${choose} />
    ${isSome && html`<${LongField} name="${name}-words" label=${say(`${name}_which`)} hint=${say(`${name}_hint`)} error=${isWrong ? say("wrong_list") : undefined} rows="3" maxlength="500" value=${value === NONE ? "" : (value ?? "")} onWrite=${(/** @type {string} */ words) => onTell(words.trim() === "" ? null : words, true)} />`}
  </div>`;
}

/** @param {CardProps} props */
export function PregnancyCard({ intake, wrong, tell }) {
  const options = /** @type {const} */ (["no", "yes", "unsure"]).map((value) => ({ value, word: say(`pregnancy_${value}`) }));
  const { year, month, day } = dayOf(new Date());
  const today = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return html`<div class="form asked">
    <${Choice} name="pregnancy" label=${say("pregnancy_label")} isLong value=${intake.pregnancy} options=${options} onChoose=${(/** @type {"yes" | "no" | "unsure"} */ pregnancy) => tell({ pregnancy })} />
    ${intake.pregnancy !== "no" && html`<${Field} name="last_period" label=${say("last_period")} hint=${say("last_period_hint")} error=${wrong.includes("last_period") ? say("wrong_last_period") : undefined} type="date" max=${today} value=${intake.last_period ?? ""} onWrite=${(/** @type {string} */ last_period) => tell({ last_period: last_period || null }, { soon: true })} />`}
  </div>`;
}

/** @param {CardProps} props */
export function WeightCard({ intake, wrong, tell, token }) {
  const [written, setWritten] = useState(intake.weight_kg === null ? "" : String(intake.weight_kg));
  const write = (/** @type {string} */ text) => {
    setWritten(text);
    const number = numberFrom(text);
    if (number !== undefined) tell({ weight_kg: number }, { soon: true });
  };
  const isWrong = wrong.includes("weight_kg") || numberFrom(written) === undefined;
  return html`<div class="form asked">
    <${Field} name="weight_kg" label=${say("weight_label", { name: token.patient_name })} hint=${say("weight_hint")} error=${isWrong ? say("wrong_weight_kg") : undefined} lead="kg" class="digits" inputmode="decimal" dir="ltr" maxlength="5" autocomplete="off" value=${written} onWrite=${write} />
  </div>`;
}

/** Digits of any script, with one comma or point; `null`: empty, `undefined`: no number. @param {string} text */
function numberFrom(text) {
  const [whole, part = "", ...more] = text.trim().split(/[.,]/);
  if (text.trim() === "") return null;
  const number = Number(`${digitsOf(whole)}.${digitsOf(part)}`);
  return more.length > 0 || /[^\p{Nd}.,\s]/u.test(text) || !(number > 0) ? undefined : number;
}
