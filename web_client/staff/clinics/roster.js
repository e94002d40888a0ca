// The doctors who see patients in this clinic: found among those who are verified, added and taken off.

import { api } from "../../api.js";
import { Field } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { useAct, useLoaded } from "../asking.js";
import { useChoices } from "../desk/choices.js";
import { Loading } from "../loading.js";
import { say } from "../words.js";

/** @typedef {import("./clinic.js").Clinic} Clinic */
/** @typedef {import("../answers.js").StaffLine} StaffLine */
/** @typedef {import("../answers.js").StaffList} StaffList */

const TREAT = ["doctor", "specialist"];
const MOST_PAGES = 20;
const SHOWN = 8;

/** @param {{clinic: Clinic, onChanged: (clinic: Clinic) => void}} props */
export function Roster({ clinic, onChanged }) {
  const doctors = useLoaded(everyDoctor, []);
  const [text, setText] = useState("");
  const [said, setSaid] = useState("");
  const act = useAct();
  const put = (/** @type {readonly string[]} */ ids, /** @type {string} */ word) => act.run(async () => {
    onChanged(await api.put(`/api/clinics/${clinic.id}/doctors`, { doctors: ids }));
    setSaid(word);
    setText("");
  });
  const add = (/** @type {StaffLine} */ { id, name }) => put([...clinic.doctors, id], say("roster_added", { name }));
  const remove = (/** @type {string} */ id, /** @type {string} */ name) => put(clinic.doctors.filter((one) => one !== id), say("roster_removed", { name }));
  return html`<section class="stack roster" aria-labelledby="roster">
    <h3 id="roster">${say("roster")}</h3>
    <div role="status">${said && html`<p>${said}</p>`}</div>
    <${Problem} problem=${act.problem} />
    <${Loading} loaded=${doctors} show=${(/** @type {readonly StaffLine[]} */ every) => html`
      <${Members} ids=${clinic.doctors} every=${every} isBusy=${act.busy} onRemove=${remove} />
      <${Field} name="roster-search" type="search" label=${say("roster_find")} hint=${say("roster_find_hint")} autocomplete="off" value=${text} onWrite=${setText} />
      ${text.trim() !== "" && html`<${Found} every=${every.filter(({ id }) => !clinic.doctors.includes(id))} text=${text} isBusy=${act.busy} onAdd=${add} />`}`} />
  </section>`;
}

/** @param {{ids: readonly string[], every: readonly StaffLine[], isBusy: boolean, onRemove: (id: string, name: string) => void}} props */
function Members({ ids, every, isBusy, onRemove }) {
  if (ids.length === 0) return html`<p class="soft">${say("roster_none")}</p>`;
  return html`<ul class="lines">${ids.map((id) => {
    const known = every.find((one) => one.id === id);
    const name = known?.name ?? say("roster_unknown");
    return html`<li key=${id}><${About} line=${known} name=${name} /><button class="small" type="button" disabled=${isBusy} aria-label=${say("roster_remove_of", { name })} onClick=${() => onRemove(id, name)}>${say("roster_remove")}</button></li>`;
  })}</ul>`;
}

/** @param {{every: readonly StaffLine[], text: string, isBusy: boolean, onAdd: (line: StaffLine) => void}} props */
function Found({ every, text, isBusy, onAdd }) {
  const words = text.toLocaleLowerCase().trim().split(/\s+/);
  const found = every.filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)));
  if (found.length === 0) return html`<p class="nothing soft" role="status">${say("roster_nobody")}</p>`;
  return html`<ul class="lines card">${found.slice(0, SHOWN).map((line) => html`<li key=${line.id}><${About} line=${line} name=${line.name} /><button class="small strong" type="button" data-add=${line.id} disabled=${isBusy} aria-label=${say("roster_add_of", { name: line.name })} onClick=${() => onAdd(line)}>${say("roster_add")}</button></li>`)}</ul>
    ${found.length > SHOWN && html`<p class="soft">${say("roster_more", { count: found.length - SHOWN })}</p>`}`;
}

/** @param {{line: StaffLine | undefined, name: string}} props */
function About({ line, name }) {
  const { speciality } = useChoices();
  return html`<div><bdi class="name">${name}</bdi> <p class="soft">${[line?.speciality && speciality(line.speciality), line?.facility_name].filter(Boolean).join(" · ")}</p></div>`;
}

/** All pages of them. @returns {Promise<readonly StaffLine[]>} */
async function everyDoctor() {
  /** @type {StaffLine[]} */
  const every = [];
  for (let [page, after] = [0, ""]; page < MOST_PAGES; page += 1) {
    const list = /** @type {StaffList} */ (await api.get(`/api/staff?status=verified${after}`));
    every.push(...list.staff);
    if (list.next === null) break;
    after = `&after=${encodeURIComponent(list.next)}`;
  }
  return every.filter(({ role }) => role !== null && TREAT.includes(role));
}
