// The sections of the application, each with its fields.

import { Choice, Field } from "../../parts/field.js";
import { Select } from "../../parts/select.js";
import { html } from "../../vendor/preact_htm.js";
import { Strength } from "../new_password.js";
import { nameOf, say, sayCode } from "../words.js";
import { councilsFor, GENDERS, strengthOf, SYSTEMS } from "./application.js";
import { DocumentField } from "./document_field.js";

/** @typedef {import("./application.js").Values} Values */
/** @typedef {import("./application.js").FieldName} FieldName */
/** @typedef {import("./application.js").SectionName} SectionName */
/** @typedef {{values: Values, errors: Partial<Record<FieldName, string>>, choices: import("../answers.js").Choices, onWrite: (name: FieldName, value: string | readonly string[]) => void}} SectionProps */

/** @type {Record<SectionName, (props: SectionProps) => unknown>} */
const FIELDS = { you: You, registration: Registration, work: Work, document: Papers, password: Password };

/** @param {SectionProps & {name: SectionName}} props */
export function Section({ name, ...props }) {
  return html`<section class="card" aria-labelledby="section-${name}">
    <h2 id="section-${name}" tabindex="-1">${say(`section_${name}`)}</h2>
    <${FIELDS[name]} ...${props} />
  </section>`;
}

/** What every simple field has. @param {SectionProps} props @param {Exclude<FieldName, "languages">} name */
function field({ values, errors, onWrite }, name) {
  return { name, value: values[name], error: errors[name], onWrite: (/** @type {string} */ value) => onWrite(name, value) };
}

/** The same for what is chosen. @param {SectionProps} props @param {Exclude<FieldName, "languages">} name */
function chosen(props, name) {
  const { onWrite: onChoose, ...rest } = field(props, name);
  return { ...rest, onChoose };
}

/** @param {SectionProps} props */
function You(props) {
  return html`
    <${Field} ...${field(props, "name")} label=${say("full_name")} hint=${say("full_name_hint")} autocomplete="name" maxlength="120" />
    <${Choice} ...${chosen(props, "gender")} label=${say("gender")} options=${GENDERS.map((value) => ({ value, word: sayCode("gender", value) }))} />
    <div class="pair">
      <${Field} ...${field(props, "mobile")} label=${say("mobile")} hint=${say("mobile_hint")} type="tel" autocomplete="tel" dir="ltr" maxlength="20" />
      <${Field} ...${field(props, "email")} label=${say("email")} hint=${say("email_hint")} type="email" autocomplete="email" dir="ltr" maxlength="254" />
    </div>`;
}

/** @param {SectionProps} props */
function Registration(props) {
  const { choices, values, onWrite } = props;
  const systems = (choices.systems.length > 0 ? choices.systems : SYSTEMS).map((one) => (typeof one === "string" ? { value: one, word: sayCode("system", one) } : { value: one.code, word: nameOf(one) }));
  const councils = councilsFor(choices.councils, values.system).map(({ code, name }) => ({ value: code, word: name }));
  const chooseSystem = (/** @type {string} */ system) => {
    onWrite("system", system);
    if (!councilsFor(choices.councils, system).some(({ code }) => code === values.council)) onWrite("council", "");
  };
  return html`
    <${Select} ...${chosen(props, "system")} label=${say("system")} empty=${say("choose")} options=${systems} onChoose=${chooseSystem} />
    <${Select} ...${chosen(props, "council")} label=${say("council")} empty=${say("choose")} options=${councils} />
    <div class="pair">
      <${Field} ...${field(props, "registration_number")} label=${say("registration_number")} hint=${say("registration_number_hint")} autocomplete="off" dir="ltr" maxlength="40" />
      <${Field} ...${field(props, "registration_year")} label=${say("registration_year")} hint=${say("registration_year_hint")} inputmode="numeric" autocomplete="off" maxlength="4" />
    </div>
    <${Field} ...${field(props, "qualification")} label=${say("qualification")} hint=${say("qualification_hint")} autocomplete="off" maxlength="120" />`;
}

/** @param {SectionProps} props */
function Work(props) {
  const { choices, values, errors, onWrite } = props;
  const specialities = choices.specialities.map((one) => ({ value: one.code, word: nameOf(one) }));
  return html`
    <${Select} ...${chosen(props, "speciality")} label=${say("speciality")} empty=${say("choose")} options=${specialities} />
    <${Languages} choices=${choices.languages} value=${values.languages} error=${errors.languages} onChoose=${(/** @type {readonly string[]} */ codes) => onWrite("languages", codes)} />
    <${Field} ...${field(props, "facility_code")} label=${say("facility_code_yours")} hint=${say("facility_code_yours_hint")} autocomplete="off" autocapitalize="characters" spellcheck=${false} dir="ltr" maxlength="20" />`;
}

/** @param {{choices: readonly import("../answers.js").Choice[], value: readonly string[], error?: string, onChoose: (codes: readonly string[]) => void}} props */
function Languages({ choices, value, error, onChoose }) {
  const turn = (/** @type {string} */ code) => onChoose(value.includes(code) ? value.filter((one) => one !== code) : [...value, code]);
  return html`<fieldset class="choice many" data-wrong=${error ? "" : undefined} aria-describedby=${error ? "languages-error" : undefined}>
    <legend>${say("languages_spoken")}</legend>
    <div class="options">
      ${choices.map((one, index) => html`<label class="option" key=${one.code}>
        <input type="checkbox" id=${index === 0 ? "languages" : undefined} name="languages" value=${one.code} checked=${value.includes(one.code)} onChange=${() => turn(one.code)} /> <span>${nameOf(one)}</span>
      </label>`)}
    </div>
    ${error && html`<span class="field-error" id="languages-error">${error}</span>`}
  </fieldset>`;
}

/** @param {SectionProps} props */
function Papers({ values, errors, onWrite }) {
  return html`<${DocumentField} document=${values.document} error=${errors.document} onDocument=${(/** @type {string} */ id) => onWrite("document", id)} />`;
}

/** @param {SectionProps} props */
function Password(props) {
  const { values } = props;
  const again = field(props, "password_again");
  return html`
    <p class="soft">${say("password_why")}</p>
    <div class="pair">
      <${Field} ...${field(props, "password")} label=${say("password_new")} type="password" autocomplete="new-password" maxlength="200" />
      <${Field} ...${again} label=${say("password_repeat")} type="password" autocomplete="new-password" maxlength="200" />
    </div>
    <${Strength} password=${values.password} strength=${strengthOf(values)} />`;
}
