// Founding a clinic, or changing one: its name and speciality, languages, hours, holidays and limits.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Field, focusFirstWrong } from "../../parts/field.js";
import { languageOptions } from "../../parts/languages.js";
import { Problem } from "../../parts/notice.js";
import { Select } from "../../parts/select.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { sayNumber } from "../../words/words.js";
import { useAct, useLoaded } from "../asking.js";
import { choicesOnce } from "../desk/choices.js";
import { Loading } from "../loading.js";
import { useRested } from "../opd/refer_dialog.js";
import { Picks } from "../opd/transfer_dialog.js";
import { nameOf, say } from "../words.js";
import { BOUNDS, bodyOf, NEW, writtenOf, wrongIn } from "./clinic.js";
import { HolidaysField, WeekField } from "./week_field.js";

/** @typedef {import("./clinic.js").Clinic} Clinic */
/** @typedef {import("./clinic.js").Written} Written */
/** @typedef {import("./clinic.js").Wrong} Wrong */
/** @typedef {import("../answers.js").StaffSelf} StaffSelf */

const LIKELY = ["hi", "en", "mr"];
const SEEN_AT = ["clinic", "hub", "spoke"];

/** @param {{clinic: Clinic | null, staff: StaffSelf, onSaved: (clinic: Clinic) => void, onCancel?: () => void}} props `clinic`: none, a new one */
export function ClinicForm({ clinic, staff, onSaved, onCancel }) {
  const [written, setWritten] = useState(/** @type {Written} */ (clinic === null ? NEW : writtenOf(clinic)));
  const [facility, setFacility] = useState(/** @type {string | null} */ (clinic?.facility ?? onlyPlace(staff)));
  const [isTried, setTried] = useState(false);
  const act = useAct();
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const wrong = wrongIn(written);
  const write = (/** @type {Partial<Written>} */ change) => setWritten((before) => ({ ...before, ...change }));
  const errorOf = (/** @type {Wrong} */ name) => (isTried && wrong.includes(name) ? wrongWord(name) : undefined);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (wrong.length > 0 || facility === null) return focusFirstWrong(form.current);
    const body = bodyOf(written);
    await act.run(async () => onSaved(clinic === null ? await api.post("/api/clinics", { ...body, facility }) : await api.put(`/api/clinics/${clinic.id}`, body)));
  };
  return html`<form class="form clinic-form" novalidate ref=${form} onSubmit=${send}>
    ${clinic === null && html`<${FacilityField} staff=${staff} chosen=${facility} error=${isTried && facility === null ? say("missing_clinic_facility") : undefined} onChoose=${setFacility} />`}
    <${Field} name="clinic-name" label=${say("clinic_name")} hint=${say("clinic_name_hint")} error=${errorOf("name")} maxlength="120" value=${written.name} onWrite=${(/** @type {string} */ name) => write({ name })} />
    <${SpecialityField} value=${written.speciality} error=${errorOf("speciality")} onChoose=${(/** @type {string} */ speciality) => write({ speciality })} />
    <${LanguagesField} chosen=${written.languages} error=${errorOf("languages")} onWrite=${(/** @type {readonly string[]} */ languages) => write({ languages })} />
    <${WeekField} week=${written.week} isTried=${isTried} onWrite=${(/** @type {Written["week"]} */ week) => write({ week })} />
    <${HolidaysField} holidays=${written.holidays} onWrite=${(/** @type {readonly string[]} */ holidays) => write({ holidays })} />
    <div class="pair">${/** @type {const} */ (["minutes", "most_waiting", "capacity"]).map((name) => html`<${Field} key=${name} name="clinic-${name}" label=${say(`clinic_${name}`)} hint=${say(`clinic_${name}_hint`)} error=${errorOf(name)} inputmode="numeric" maxlength="6" value=${written[name]} onWrite=${(/** @type {string} */ typed) => write({ [name]: typed })} />`)}</div>
    <${Problem} problem=${act.problem} />
    <div class="acts"><${BusyButton} word=${say(clinic === null ? "clinic_found" : "save")} busy=${act.busy} />${onCancel && html`<button class="quiet" type="button" onClick=${onCancel}>${say("parts_cancel")}</button>`}</div>
  </form>`;
}

/** @param {Wrong} name */
function wrongWord(name) {
  if (name === "capacity" || name === "minutes" || name === "most_waiting") return say("wrong_bounds", { least: sayNumber(BOUNDS[name][0]), most: sayNumber(BOUNDS[name][1]) });
  return say(`missing_clinic_${name}`);
}

/** Whoever works at one place only founds it there. @param {StaffSelf} staff */
function onlyPlace({ assignments }) {
  const places = [...new Set(assignments.map(({ facility }) => facility))];
  return places.length === 1 ? places[0] : null;
}

/** @param {{staff: StaffSelf, chosen: string | null, error?: string, onChoose: (id: string) => void}} props */
function FacilityField({ staff, chosen, error, onChoose }) {
  const [text, setText] = useState("");
  const own = staff.assignments.flatMap(({ facility, facility_name: name }) => (facility === null ? [] : [{ id: facility, name: name ?? facility, told: [] }]));
  return html`<div class="stack">
    <${Field} name="clinic-facility" type="search" label=${say("clinic_facility")} hint=${say("clinic_facility_hint")} error=${error} autocomplete="off" value=${text} onWrite=${setText} />
    ${text.trim().length > 1 ? html`<${Facilities} text=${text.trim()} chosen=${chosen} onChoose=${onChoose} />` : own.length > 0 && html`<${Picks} name="own-facility" picks=${own} chosen=${chosen} none="" onChoose=${onChoose} />`}
  </div>`;
}

/** @param {{text: string, chosen: string | null, onChoose: (id: string) => void}} props */
function Facilities({ text, chosen, onChoose }) {
  const asked = useRested(text);
  const loaded = useLoaded(/** @returns {Promise<{facilities: readonly import("../answers.js").Facility[]}>} */ () => api.get(`/api/facilities?text=${encodeURIComponent(asked)}`), [asked]);
  return html`<${Loading} loaded=${loaded} show=${(/** @type {{facilities: readonly import("../answers.js").Facility[]}} */ { facilities }) => html`<${Picks} name="found-facility" chosen=${chosen} onChoose=${onChoose} none=${say("nothing_found")}
    picks=${facilities.filter(({ kind }) => SEEN_AT.includes(kind)).map((one) => ({ id: one.id, name: one.name, told: [say(`kind_${one.kind}`), one.district ?? "", one.code] }))} />`} />`;
}

/** @param {{value: string, error?: string, onChoose: (code: string) => void}} props */
function SpecialityField({ value, error, onChoose }) {
  const [options, setOptions] = useState(/** @type {readonly {value: string, word: string}[]} */ ([]));
  useEffect(() => void choicesOnce().then(({ specialities }) => setOptions(specialities.map((one) => ({ value: one.code, word: nameOf(one) }))), () => {}), []);
  return html`<${Select} name="clinic-speciality" label=${say("speciality")} error=${error} empty=${say("choose")} value=${value} options=${options} onChoose=${onChoose} />`;
}

/** @param {{chosen: readonly string[], error?: string, onWrite: (languages: readonly string[]) => void}} props */
function LanguagesField({ chosen, error, onWrite }) {
  const tick = (/** @type {string} */ code, /** @type {boolean} */ isIn) => onWrite(isIn ? [...chosen, code] : chosen.filter((one) => one !== code));
  return html`<fieldset class="choice many" data-wrong=${error ? "" : undefined}>
    <legend>${say("clinic_languages")}</legend>
    <div class="options">${languageOptions(LIKELY).map(({ value, word }) => html`<label class="option" key=${value}><input type="checkbox" name="clinic-languages" value=${value} checked=${chosen.includes(value)} onChange=${(/** @type {Event} */ event) => tick(value, /** @type {HTMLInputElement} */ (event.target).checked)} /> <span>${word}</span></label>`)}</div>
    ${error && html`<span class="field-error">${error}</span>`}
  </fieldset>`;
}
