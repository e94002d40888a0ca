// The fields that say who is ill.

import { html } from "../vendor/preact_htm.js";
import { currentLanguage, say } from "../words/words.js";
import { Choice, Field } from "./field.js";
import { NAME_LENGTH } from "./person.js";
import { Select } from "./select.js";

/** @typedef {import("./person.js").Written} Written */
/** @typedef {import("./person.js").Born} Born */
/** @typedef {Partial<Record<"name" | "born" | "age" | "birth_date" | "birth" | "gender" | "relation", string>>} Sentences what is wrong with each; the server has other names for the birth */

/** @param {{written: Written, wrong: Sentences, onWrite: (written: Written) => void, withRelation?: boolean}} props */
export function PersonFields({ written, wrong, onWrite, withRelation = true }) {
  const change = (/** @type {Partial<Written>} */ part) => onWrite({ ...written, ...part });
  const wrongBirth = wrong.born ?? wrong.age ?? wrong.birth_date ?? wrong.birth;
  return html`
    <${NameField} value=${written.name} error=${wrong.name} onWrite=${(/** @type {string} */ name) => change({ name })} />
    <${BornFields} born=${written.born} error=${wrongBirth} onWrite=${(/** @type {Born} */ born) => change({ born })} />
    <${Choice} name="gender" label=${say("gender")} error=${wrong.gender} value=${written.gender} options=${genders()} onChoose=${(/** @type {any} */ gender) => change({ gender })} />
    ${withRelation && html`<${Choice} name="relation" label=${say("relation")} error=${wrong.relation} value=${written.relation} options=${relations(written.relation)} onChoose=${(/** @type {any} */ relation) => change({ relation })} />`}
  `;
}

/** @param {{value: string, error?: string, label?: string, onWrite: (name: string) => void}} props */
export function NameField({ value, error, label, onWrite }) {
  return html`<${Field} name="name" label=${label ?? say("person_name")} hint=${say("person_name_hint")} error=${error} maxlength=${NAME_LENGTH} autocomplete="off" autocapitalize="words" enterkeyhint="next" value=${value} onWrite=${onWrite} />`;
}

/** The age, as most know it; or the day, for whoever does. @param {{born: Born, error?: string, onWrite: (born: Born) => void}} props */
export function BornFields({ born, error, onWrite }) {
  const change = (/** @type {Partial<Born>} */ part) => onWrite({ ...born, ...part });
  const other = () => change({ kind: born.kind === "age" ? "date" : "age" });
  return html`<div class="born">
    ${born.kind === "age"
      ? html`<${Field} name="age" label=${say("age")} hint=${say("age_hint")} error=${error} type="text" inputmode="numeric" maxlength="3" autocomplete="off" class="short" value=${born.age} onWrite=${(/** @type {string} */ age) => change({ age })} />`
      : html`<${DateFields} born=${born} error=${error} change=${change} />`}
    <button class="link" type="button" data-other-birth onClick=${other}>${say(born.kind === "age" ? "know_birth_date" : "know_age")}</button>
  </div>`;
}

/** Three fields: the phones' calendars begin today, and a birth is far away. @param {{born: Born, error?: string, change: (part: Partial<Born>) => void}} props */
function DateFields({ born, error, change }) {
  const number = { type: "text", inputmode: "numeric", autocomplete: "off" };
  return html`<fieldset class="choice" data-wrong=${error ? "" : undefined} aria-describedby=${error ? "birth-error" : undefined}>
    <legend>${say("birth_date")}</legend>
    <div class="side-by-side">
      <${Field} name="birth-day" label=${say("birth_day")} maxlength="2" ...${number} value=${born.day} onWrite=${(/** @type {string} */ day) => change({ day })} />
      <${Select} name="birth-month" label=${say("birth_month")} empty=" " value=${born.month} options=${months()} onChoose=${(/** @type {string} */ month) => change({ month })} />
      <${Field} name="birth-year" label=${say("birth_year")} maxlength="4" ...${number} value=${born.year} onWrite=${(/** @type {string} */ year) => change({ year })} />
    </div>
    ${error && html`<span class="field-error" id="birth-error">${error}</span>`}
  </fieldset>`;
}

function months() {
  const name = new Intl.DateTimeFormat(currentLanguage().locale, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, month) => ({ value: String(month + 1), word: name.format(Date.UTC(2024, month, 1)) }));
}

function genders() {
  const values = /** @type {const} */ (["female", "male", "other", "undisclosed"]);
  return values.map((value) => ({ value, word: say(`gender_${value}`) }));
}

/** Few, so that all are seen at once; another one only where it stands there already. @param {import("./person.js").Relation | null} present */
function relations(present) {
  const few = /** @type {import("./person.js").Relation[]} */ (["self", "child", "spouse", "parent", "other"]);
  const values = present === null || few.includes(present) ? few : [present, ...few];
  return values.map((value) => ({ value, word: say(`relation_${value}`) }));
}

/** @param {import("./person.js").Wrongs | null} wrongs */
export function sentences(wrongs) {
  return Object.fromEntries(Object.entries(wrongs ?? {}).map(([field, wrong]) => [field, say(wrong)]));
}
