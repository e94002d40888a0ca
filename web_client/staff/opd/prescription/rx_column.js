// The prescription, beside the call: what must be in view, the medicines with the rules' word on each, and the rest of it.

import { problemSentence } from "../../../parts/notice.js";
import { html, useEffect, useRef, useState } from "../../../vendor/preact_htm.js";
import { AddMedicine } from "./add_medicine.js";
import { ContextStrip } from "./context_strip.js";
import { FieldsForm, InPersonField } from "./fields_form.js";
import { asNew, MOST_LINES } from "./lines.js";
import { LinesView } from "./lines_view.js";
import { RxKept } from "./rx_kept.js";
import { RxSignDialog } from "./rx_sign_dialog.js";
import { RxTwoWritings } from "./rx_two_writings.js";
import { SeenLine } from "./seen_line.js";
import { SignedList } from "./signed_list.js";
import { PastDialog, TemplatesDialog } from "./sources.js";
import { stillMissing } from "./still_missing.js";
import { useRx } from "./use_rx.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Line} Line */

/** @param {import("./rx_door.js").RxProps} props */
export function RxColumn({ consultation, sheets, spoken, onNotes }) {
  const rx = useRx(consultation.id, sheets);
  const notes = sheets.of(consultation.id);
  const [dialog, setDialog] = useState(/** @type {"templates" | "past" | "sign" | null} */ (null));
  const [given, setGiven] = useState(/** @type {string | null} */ (null));
  const { sheet, fields } = rx;
  if (sheet === null || fields === null) return html`<p class="soft" role="status">${rx.problem === null ? say("parts_one_moment") : problemSentence(rx.problem)}</p>`;
  const isClosed = sheet.is_locked || !sheet.context.may_prescribe;
  const { lines } = fields;
  const write = rx.write.bind(rx);
  const put = (/** @type {readonly Line[]} */ changed) => write("lines", changed.slice(0, MOST_LINES));
  const insert = (/** @type {readonly Line[]} */ more, diet = "") => {
    put([...lines, ...asNew(more)]);
    if (diet !== "" && fields.diet === "") write("diet", diet);
  };
  const add = (/** @type {Line} */ line) => {
    put([...lines, line]);
    focusSoon(`rx-dosage-${line.id}`);
  };
  const close = () => setDialog(null);
  return html`<div class="rx" data-keeping=${rx.keeping} data-can-sign=${sheet.can_sign ? "" : undefined}>
    <${RxKept} rx=${rx} />
    <${ContextStrip} context=${sheet.context} />
    ${sheet.verdict.rulings.map((one) => html`<p key=${one.code} class="note trouble" role="status" data-ruling=${one.code}>${one.words} <span class="clause">${say("rx_clause", { clause: one.clause })}</span></p>`)}
    ${sheet.signed.some(({ document, state }) => document === given && state === "signed") && html`<${Given} key=${given} name=${sheet.context.patient_name} document=${given} />`}
    <${SignedList} rx=${rx} />
    ${rx.conflicts.map((conflict) => html`<${RxTwoWritings} key=${conflict.field} conflict=${conflict} onChoose=${(/** @type {"mine"} */ which) => rx.choose(conflict.field, which)} />`)}
    ${consultation.mode === "video" && !isClosed && html`<${SeenLine} consultation=${consultation.id} context=${sheet.context} isClosed=${isClosed} onTold=${() => void rx.load()} />`}
    ${!isClosed && html`<${InPersonField} key=${`in-person ${fields.in_person?.day}`} inPerson=${fields.in_person} isClosed=${isClosed} onWrite=${write} />
      <div class="rx-adding"><${AddMedicine} onAdd=${add} />
        <div class="acts"><button class="small" type="button" data-rx-templates onClick=${() => setDialog("templates")}>${say("rx_templates")}</button><button class="small" type="button" data-rx-past onClick=${() => setDialog("past")}>${say("rx_repeat")}</button></div></div>`}
    <${LinesView} sheet=${sheet} lines=${lines} isClosed=${isClosed} onPut=${put} />
    ${!sheet.is_locked && html`<${FieldsForm} fields=${fields} isClosed=${isClosed} onWrite=${write} />`}
    ${!isClosed && html`<${Todo} missing=${stillMissing(sheet, fields, consultation.state)} onNotes=${onNotes} />
      <div class="acts notes-foot"><button class="big" type="button" disabled=${!sheet.can_sign || rx.isUnsaved} data-rx-review onClick=${() => setDialog("sign")}>${say(sheet.amends === "" ? "rx_review" : "rx_review_amended")}</button></div>`}
    ${dialog === "templates" && html`<${TemplatesDialog} lines=${lines} diet=${fields.diet} onInsert=${insert} onClose=${close} />`}
    ${dialog === "past" && html`<${PastDialog} consultation=${consultation.id} onInsert=${insert} onClose=${close} />`}
    ${dialog === "sign" && html`<${RxSignDialog} rx=${rx} notes=${notes} consultation=${consultation} spoken=${spoken} onSigned=${setGiven} onClose=${close} />`}
  </div>`;
}

/** What she has just done, brought into sight. @param {{name: string, document: string}} props */
function Given({ name, document: address }) {
  /** @type {{current: HTMLElement}} */
  const note = useRef(null);
  useEffect(() => note.current.focus(), []);
  return html`<p class="note done" role="status" tabindex="-1" ref=${note} data-given>${say("rx_signed_now", { name })} <a href=${address} target="_blank" rel="noopener">${say("rx_open")}</a></p>`;
}

/** What is to be done before it can be signed. @param {{missing: readonly import("./still_missing.js").Missing[], onNotes: () => void}} props */
function Todo({ missing, onNotes }) {
  if (missing.length === 0) return null;
  return html`<section class="rx-todo" aria-labelledby="rx-todo"><h3 id="rx-todo">${say("rx_todo")}</h3><ul>${missing.map(({ code, names }) => html`<li key=${code} data-missing=${code}>${say(`rx_todo_${code}`, { names: names.join(", ") })}
    ${code === "diagnosis" && html` <button class="link inline" type="button" onClick=${onNotes}>${say("rx_todo_diagnosis_go")}</button>`}</li>`)}</ul></section>`;
}

/** Once it is drawn. @param {string} id */
function focusSoon(id) {
  setTimeout(() => document.getElementById(id)?.focus(), 0);
}
