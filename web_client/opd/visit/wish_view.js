// Before the number: in which language, by a woman or a man, by video or telephone; then one big button.

import { BusyButton } from "../../parts/busy_button.js";
import { Choice } from "../../parts/field.js";
import { languageOptions, OWN_NAMES } from "../../parts/languages.js";
import { Problem } from "../../parts/notice.js";
import { Select } from "../../parts/select.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { say } from "../../words/words.js";
import { specialityWord } from "./choices.js";
import { waitWords } from "./said.js";

/** @typedef {import("./visit.js").Visit} Visit */
/** @typedef {import("./memory.js").Wish} Wish */
/** @typedef {{language: string, gender: "any" | "female" | "male", mode: Wish["mode"], returns: boolean}} Written */

const OTHER = "other";
const SEEN = ["ended", "closed", "referred"];

/** @param {{visit: Visit, patient: string, clinic: string, parts: import("./visit_page.js").Parts}} props */
export function WishView({ visit, patient, clinic: id, parts }) {
  const { clinics, problem, away, busy, household } = visit.state;
  const clinic = clinics?.find((one) => one.id === id);
  const before = seenBy(visit, patient, id);
  const [written, setWritten] = useState(/** @type {Partial<Written>} */ ({}));
  const languages = clinic?.languages ?? [];
  const chosen = { ...firstWish(visit.memory.choices, languages), ...written };
  const change = (/** @type {Partial<Written>} */ part) => {
    setWritten({ ...written, ...part });
    visit.forgetProblem();
  };
  const take = (/** @type {Event} */ event) => {
    event.preventDefault();
    parts.sounds.switchOn();
    visit.choosing.take({ clinic: id, patient, mode: chosen.mode, language: chosen.language, doctor_gender: chosen.gender === "any" ? null : chosen.gender, return_to: before !== null && chosen.returns ? before.id : null });
  };
  if (clinics !== null && clinic === undefined) return html`<h1 id="title" tabindex="-1">${say("clinic_gone")}</h1><button class="big" type="button" onClick=${() => visit.goBack()}>${say("other_clinics")}</button>`;
  const name = household?.patients.find((one) => one.id === patient)?.name ?? "";
  return html`<h1 id="title" tabindex="-1">${say("wish_title")}</h1>
    ${clinic !== undefined && html`<p class="for-whom"><bdi class="name">${name}</bdi> <span>${specialityWord(clinic.speciality)}, <span class="soft">${clinic.facility_name}</span></span> <span class="wait-words">${waitWords(clinic.wait)}</span></p>`}
    <form class="form" novalidate onSubmit=${take}>
      ${before !== null && html`<${SameDoctor} name=${before.doctor.name} value=${chosen.returns} onChoose=${(/** @type {boolean} */ returns) => change({ returns })} />`}
      <${Mode} value=${chosen.mode} onChoose=${(/** @type {Wish["mode"]} */ mode) => change({ mode })} />
      <${Language} languages=${languages} value=${chosen.language} onChoose=${(/** @type {string} */ language) => change({ language })} />
      <${Choice} name="doctor-gender" label=${say("gender_wish")} value=${chosen.gender} options=${genders()} onChoose=${(/** @type {any} */ gender) => change({ gender })} />
      <${Problem} problem=${problem ?? (clinics === null ? away : null)} />
      <div class="thumb"><${BusyButton} word=${say("get_number")} busyWord=${say("getting_number")} busy=${busy === "taking"} disabled=${clinic === undefined} data-take /></div>
    </form>`;
}

/** The doctor who saw her in this clinic the last time, or expects her there. @param {Visit} visit @param {string} patient @param {string} clinic @returns {{id: string, doctor: import("./token.js").Doctor} | null} */
function seenBy(visit, patient, clinic) {
  const expected = visit.state.expected.find((one) => one.patient === patient && one.clinic === clinic);
  if (expected !== undefined) return { id: expected.consultation, doctor: expected.doctor };
  const seen = visit.tokens.find((token) => token.patient === patient && token.clinic === clinic && SEEN.includes(token.state));
  return seen === undefined || seen.doctor === null ? null : { id: seen.id, doctor: seen.doctor };
}

/** What she chose the last time, where it fits; else what most will want. @param {import("./memory.js").Choices} choices @param {readonly string[]} languages @returns {Written} */
function firstWish({ mode = "video", language, doctor_gender: gender }, languages) {
  const own = document.documentElement.lang;
  const likely = [language, own].find((tag) => tag !== undefined && languages.includes(tag));
  return { mode, language: likely ?? language ?? languages[0] ?? own, gender: gender ?? "any", returns: true };
}

function genders() {
  return [
    { value: "any", word: say("gender_wish_any") },
    { value: "female", word: say("gender_wish_female") },
    { value: "male", word: say("gender_wish_male") },
  ];
}

/** Telephone is no second best: what each needs is said beside it. @param {{value: Wish["mode"], onChoose: (mode: Wish["mode"]) => void}} props */
function Mode({ value, onChoose }) {
  const options = /** @type {const} */ ([["video", "camera"], ["telephone", "phone"]]).map(([mode, icon]) => ({
    value: mode,
    word: html`<span class="mode-option"><${Icon} name=${icon} /> <span><span class="name">${say(`mode_${mode}`)}</span> <span class="soft">${say(`mode_${mode}_means`)}</span></span></span>`,
  }));
  return html`<${Choice} name="mode" label=${say("mode_wish")} isLong value=${value} options=${options} onChoose=${onChoose} />`;
}

/** The clinic's own as buttons; every other one in a list. @param {{languages: readonly string[], value: string, onChoose: (language: string) => void}} props */
function Language({ languages, value, onChoose }) {
  const [isOther, setOther] = useState(false);
  const asksOther = isOther || (value !== "" && !languages.includes(value));
  const options = [...languages.map((tag) => ({ value: tag, word: html`<span lang=${tag}>${OWN_NAMES[tag] ?? tag}</span>` })), { value: OTHER, word: say("language_other") }];
  const choose = (/** @type {string} */ tag) => {
    setOther(tag === OTHER);
    if (tag !== OTHER) onChoose(tag);
  };
  return html`<${Choice} name="language" label=${say("language_wish")} value=${asksOther ? OTHER : value} options=${options} onChoose=${choose} />
    ${asksOther && html`<${Select} name="other-language" label=${say("language_which")} empty=${languages.includes(value) ? say("choose") : undefined} value=${languages.includes(value) ? "" : value} options=${languageOptions([document.documentElement.lang, "hi", "en"]).filter((option) => !languages.includes(option.value))} onChoose=${onChoose} />`}`;
}

/** She was seen here before. @param {{name: string, value: boolean, onChoose: (returns: boolean) => void}} props */
function SameDoctor({ name, value, onChoose }) {
  const options = [
    { value: "same", word: html`<span><span class="name">${say("same_doctor", { name })}</span> <span class="soft">${say("same_doctor_means")}</span></span>` },
    { value: "any", word: html`<span><span class="name">${say("any_doctor")}</span> <span class="soft">${say("any_doctor_means")}</span></span>` },
  ];
  return html`<${Choice} name="returns" label=${say("which_doctor")} isLong value=${value ? "same" : "any"} options=${options} onChoose=${(/** @type {string} */ which) => onChoose(which === "same")} />`;
}
