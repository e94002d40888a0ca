// Lines from elsewhere: her favourites and templates, and what was prescribed to this patient before.

import { api } from "../../../api.js";
import { Dialog } from "../../../parts/dialog.js";
import { Problem } from "../../../parts/notice.js";
import { html, useState } from "../../../vendor/preact_htm.js";
import { sayDate } from "../../../words/words.js";
import { useAct, useLoaded } from "../../asking.js";
import { Loading } from "../../loading.js";
import { asSent } from "./merging_rx.js";
import { shorthandOf } from "./shorthand.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Line} Line */
/** @typedef {import("./answers.js").Template} Template */
/** @typedef {{id: string, signed_at: number, doctor_name: string, lines: readonly Line[]}} Past */

const TEMPLATES = "/api/desk/prescription-templates";

/** @param {{lines: readonly Line[], diet: string, onInsert: (lines: readonly Line[], diet: string) => void, onClose: () => void}} props */
export function TemplatesDialog({ lines, diet, onInsert, onClose }) {
  const kept = useLoaded(/** @returns {Promise<{templates: readonly Template[]}>} */ () => api.get(TEMPLATES), []);
  const [name, setName] = useState("");
  const act = useAct();
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (name.trim() !== "" && (await act.run(() => api.post(TEMPLATES, { name: name.trim(), kind: "template", lines: lines.map(asSent), diet })))) (setName(""), kept.again());
  };
  const remove = async (/** @type {string} */ id) => void ((await act.run(() => api.delete(`${TEMPLATES}/${id}`))) && kept.again());
  return html`<${Dialog} id="rx-templates" title=${say("rx_templates")} onClose=${onClose}>
    <${Loading} loaded=${kept} show=${(/** @type {{templates: readonly Template[]}} */ { templates }) => templates.length === 0 ? html`<p class="soft">${say("rx_templates_none")}</p>` : html`<ul class="templates">
      ${templates.map((one) => html`<li class="template" key=${one.id}><button class="line-button" type="button" onClick=${() => (onInsert(one.lines, one.diet), onClose())}><span>${one.kind === "favourite" && "☆ "}<bdi class="name">${one.name}</bdi> <span class="soft excerpt">${one.lines.map(({ name: medicine, dosing }) => `${medicine} ${shorthandOf(dosing)}`).join(", ")}</span></span></button>
        <button class="small" type="button" aria-label="${say("rx_remove")}: ${one.name}" onClick=${() => remove(one.id)}>${say("rx_remove")}</button></li>`)}</ul>`} />
    ${lines.length > 0 && html`<form class="form" novalidate onSubmit=${save}><label class="field"><span>${say("rx_template_name")}</span><input type="text" dir="auto" maxlength="80" value=${name} onInput=${(/** @type {Event} */ event) => setName(/** @type {HTMLInputElement} */ (event.target).value)} /></label><div class="acts"><button class="quiet" type="submit" disabled=${act.busy}>${say("rx_template_save")}</button></div></form>`}
    <${Problem} problem=${act.problem} />
  <//>`;
}

/** @param {{consultation: string, onInsert: (lines: readonly Line[]) => void, onClose: () => void}} props */
export function PastDialog({ consultation, onInsert, onClose }) {
  const past = useLoaded(/** @returns {Promise<{prescriptions: readonly Past[]}>} */ () => api.get(`/api/desk/consultations/${consultation}/prescription/past`), [consultation]);
  return html`<${Dialog} id="rx-past" title=${say("rx_repeat")} onClose=${onClose}>
    <${Loading} loaded=${past} show=${(/** @type {{prescriptions: readonly Past[]}} */ { prescriptions }) => prescriptions.length === 0 ? html`<p class="soft">${say("rx_past_none")}</p>` : prescriptions.map((one) => html`<section class="stack" key=${one.id}>
      <h3>${sayDate(one.signed_at)} <bdi>${one.doctor_name}</bdi></h3>
      <ul class="templates">${one.lines.map((line) => html`<li key=${line.id}><button class="line-button" type="button" onClick=${() => (onInsert([line]), onClose())}><span><bdi class="name">${line.name}</bdi> ${line.strength} <span class="soft">${shorthandOf(line.dosing)}</span></span></button></li>`)}</ul>
      ${one.lines.length > 1 && html`<button class="quiet" type="button" onClick=${() => (onInsert(one.lines), onClose())}>${say("rx_repeat_all")}</button>`}</section>`)} />
  <//>`;
}

/** One line, to be had again. @param {Line} line */
export function keepFavourite(line) {
  return api.post(TEMPLATES, { name: `${line.name} ${line.strength} ${shorthandOf(line.dosing)}`.slice(0, 80), kind: "favourite", lines: [asSent(line)] });
}
