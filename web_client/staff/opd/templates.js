// Her own templates of notes: put in, kept from what is written, renamed and taken away.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Dialog } from "../../parts/dialog.js";
import { Field } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { useAct, useLoaded } from "../asking.js";
import { Loading } from "../loading.js";
import { besideFields } from "../refusals.js";
import { say } from "../words.js";
import { TEMPLATE_NAME_LENGTH } from "./limits.js";
import { FIELD_NAMES, isNothing, withTemplate } from "./merging_notes.js";

/** @typedef {import("./answers.js").Template} Template */
/** @typedef {{templates: readonly Template[]}} Templates */

/** @param {{sheet: import("./note_sheet.js").NoteSheet, onClose: () => void}} props */
export function TemplatesDialog({ sheet, onClose }) {
  const list = useLoaded(/** @returns {Promise<Templates>} */ () => api.get("/api/desk/templates"), []);
  const isClosed = sheet.state.keeping === "signed";
  const insert = (/** @type {Template} */ { fields }) => {
    for (const [name, value] of Object.entries(withTemplate(sheet.state.fields, fields))) sheet.write(/** @type {"advice"} */ (name), /** @type {string} */ (value));
    onClose();
  };
  return html`<${Dialog} id="templates" title=${say("templates_title")} onClose=${onClose}>
    <${Loading} loaded=${list} show=${(/** @type {Templates} */ { templates }) => templates.length === 0
      ? html`<p class="soft">${say("templates_none")}</p>`
      : html`<ul class="templates">${templates.map((one, index) => html`<${OneTemplate} key=${one.id} template=${one} isFirst=${index === 0} isClosed=${isClosed} onInsert=${() => insert(one)} onChanged=${list.again} />`)}</ul>`} />
    <${SaveAs} sheet=${sheet} templates=${list.value?.templates ?? []} onSaved=${list.again} />
  <//>`;
}

/** @param {{template: Template, isFirst: boolean, isClosed: boolean, onInsert: () => void, onChanged: () => void}} props */
function OneTemplate({ template: { id, name, fields }, isFirst, isClosed, onInsert, onChanged }) {
  const [work, setWork] = useState(/** @type {"none" | "rename" | "remove"} */ ("none"));
  const [typed, setTyped] = useState(name);
  const act = useAct();
  const done = () => {
    setWork("none");
    onChanged();
  };
  const rename = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (typed.trim() !== "" && (await act.run(() => api.put(`/api/desk/templates/${id}`, { name: typed.trim(), fields })))) done();
  };
  const remove = async () => (await act.run(() => api.delete(`/api/desk/templates/${id}`))) && done();
  return html`<li class="template">
    <button class="line-button" type="button" disabled=${isClosed} autofocus=${isFirst} onClick=${onInsert}><span><bdi class="name">${name}</bdi> <span class="soft excerpt" dir="auto">${taste(fields)}</span></span></button>
    <div class="acts">
      <button class="small" type="button" aria-expanded=${String(work === "rename")} onClick=${() => setWork(work === "rename" ? "none" : "rename")}>${say("template_rename")}</button>
      <button class="small" type="button" aria-expanded=${String(work === "remove")} onClick=${() => setWork(work === "remove" ? "none" : "remove")}>${say("template_remove")}</button>
    </div>
    ${work === "rename" && html`<form class="form" novalidate onSubmit=${rename}><${Field} name="template-${id}" label=${say("template_name")} maxlength=${TEMPLATE_NAME_LENGTH} value=${typed} onWrite=${setTyped} /><div class="acts"><${BusyButton} word=${say("save")} busy=${act.busy} /></div></form>`}
    ${work === "remove" && html`<div class="acts"><span>${say("template_remove_question")}</span><${BusyButton} kind="small strong" type="button" word=${say("template_remove_yes")} busy=${act.busy} onPress=${remove} /></div>`}
    <${Problem} problem=${act.problem} />
  </li>`;
}

/** What stands in the notes now, under a name; the same name again writes it anew. @param {{sheet: import("./note_sheet.js").NoteSheet, templates: readonly Template[], onSaved: () => void}} props */
function SaveAs({ sheet, templates, onSaved }) {
  const [name, setName] = useState("");
  const [isTried, setTried] = useState(false);
  const act = useAct();
  const { fields } = sheet.state;
  const same = templates.find((one) => one.name.toLocaleLowerCase() === name.trim().toLocaleLowerCase());
  const { fields: wrong, rest } = besideFields(act.problem, ["name"]);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "") return document.getElementById("template-new")?.focus();
    const body = { name: name.trim(), fields };
    if (!(await act.run(() => (same === undefined ? api.post("/api/desk/templates", body) : api.put(`/api/desk/templates/${same.id}`, body))))) return;
    setName("");
    setTried(false);
    onSaved();
  };
  if (isNothing(fields)) return html`<p class="soft">${say("template_write_first")}</p>`;
  return html`<form class="form card" novalidate onSubmit=${send}>
    <${Field} name="template-new" label=${say("template_save_as")} hint=${same === undefined ? say("template_no_names") : say("template_same", { name: same.name })} error=${wrong.name ?? (isTried && name.trim() === "" ? say("missing_template_name") : undefined)} maxlength=${TEMPLATE_NAME_LENGTH} value=${name} onWrite=${setName} />
    <${Problem} problem=${rest} />
    <div class="acts"><${BusyButton} word=${say("template_save")} busy=${act.busy} /></div>
  </form>`;
}

/** What is in it, in a line. @param {Partial<import("./answers.js").Fields>} fields */
function taste(fields) {
  return FIELD_NAMES.map((name) => {
    const value = fields[name];
    return Array.isArray(value) ? value.map(({ title }) => title).join(", ") : value;
  }).filter(Boolean).join(" · ");
}
