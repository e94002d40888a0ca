// The prescription, beside the call: what must be in view, the medicines with the rules' word on each, and the rest of it.

import { api } from "../../../api.js";
import { problemSentence } from "../../../parts/notice.js";
import { html, useEffect, useState } from "../../../vendor/preact_htm.js";
import { AddMedicine } from "./add_medicine.js";
import { ContextStrip } from "./context_strip.js";
import { FieldsForm, InPersonField } from "./fields_form.js";
import { LineCard } from "./line_card.js";
import { asNew, MOST_LINES } from "./lines.js";
import { RxSheet } from "./rx_sheet.js";
import { RxSignDialog } from "./rx_sign_dialog.js";
import { SeenLine } from "./seen_line.js";
import { SignedList } from "./signed_list.js";
import { keepFavourite, PastDialog, TemplatesDialog } from "./sources.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Line} Line */

const LOOK_AGAIN_MS = 15_000;

/** @param {{consultation: import("../answers.js").Consultation, notes: import("../note_sheet.js").NoteSheet, spoken: import("../identifiers.js").Spoken}} props */
export function RxColumn({ consultation, notes, spoken }) {
  const rx = useRx(consultation.id, notes);
  const [dialog, setDialog] = useState(/** @type {"templates" | "past" | "sign" | null} */ (null));
  const { sheet, fields } = rx;
  if (sheet === null || fields === null) return html`<p class="soft" role="status">${rx.problem === null ? say("parts_one_moment") : problemSentence(rx.problem)}</p>`;
  const isClosed = sheet.is_locked || !sheet.context.may_prescribe;
  const lines = fields.lines;
  const put = (/** @type {readonly Line[]} */ changed) => rx.write("lines", changed.slice(0, MOST_LINES));
  const change = (/** @type {Line} */ line) => put(lines.map((one) => (one.id === line.id ? line : one)));
  const verdictOf = (/** @type {string} */ id) => sheet.verdict.lines.find(({ line }) => line === id);
  const insert = (/** @type {readonly Line[]} */ more, diet = "") => {
    put([...lines, ...asNew(more)]);
    if (diet !== "" && fields.diet === "") rx.write("diet", diet);
  };
  return html`<div class="rx" data-keeping=${rx.keeping} data-can-sign=${sheet.can_sign ? "" : undefined}>
    <${Kept} rx=${rx} />
    <${ContextStrip} context=${sheet.context} />
    ${sheet.verdict.rulings.map((one) => html`<p key=${one.code} class="note trouble" role="status" data-ruling=${one.code}>${one.words} <span class="soft">${say("rx_clause", { clause: one.clause })}</span></p>`)}
    <${SignedList} rx=${rx} />
    ${consultation.mode === "video" && !isClosed && html`<${SeenLine} consultation=${consultation.id} context=${sheet.context} isClosed=${isClosed} onTold=${() => rx.load()} />`}
    ${!isClosed && html`<${InPersonField} inPerson=${fields.in_person} isClosed=${isClosed} onWrite=${rx.write.bind(rx)} />
      <${AddMedicine} onAdd=${(/** @type {Line} */ line) => put([...lines, line])} />
      <div class="acts"><button class="small" type="button" data-rx-templates onClick=${() => setDialog("templates")}>${say("rx_templates")}</button><button class="small" type="button" data-rx-past onClick=${() => setDialog("past")}>${say("rx_repeat")}</button></div>`}
    <ol class="rx-lines">${lines.map((line) => html`<${LineCard} key=${line.id} line=${line} verdict=${verdictOf(line.id)} isClosed=${isClosed} onWrite=${change} onRemove=${() => put(lines.filter(({ id }) => id !== line.id))} onFavourite=${() => void keepFavourite(line).catch(() => {})} />`)}</ol>
    ${!sheet.is_locked && html`<${FieldsForm} fields=${fields} isClosed=${isClosed} onWrite=${rx.write.bind(rx)} />
      <div class="acts notes-foot"><button class="big" type="button" disabled=${!sheet.can_sign || rx.isUnsaved} data-rx-review onClick=${() => setDialog("sign")}>${say(sheet.amends === "" ? "rx_review" : "rx_review_amended")}</button></div>
      ${!sheet.can_sign && html`<p class="soft">${say("rx_cannot_sign")}</p>`}`}
    ${dialog === "templates" && html`<${TemplatesDialog} lines=${lines} diet=${fields.diet} onInsert=${insert} onClose=${() => setDialog(null)} />`}
    ${dialog === "past" && html`<${PastDialog} consultation=${consultation.id} onInsert=${insert} onClose=${() => setDialog(null)} />`}
    ${dialog === "sign" && html`<${RxSignDialog} rx=${rx} notes=${notes} consultation=${consultation} spoken=${spoken} onClose=${() => setDialog(null)} />`}
  </div>`;
}

/** @param {{rx: RxSheet}} props */
function Kept({ rx }) {
  if (rx.keeping === "conflict") {
    return html`<div class="note trouble" role="alert"><p>${say("rx_conflict")}</p><div class="acts"><button class="small strong" type="button" onClick=${() => rx.choose("mine")}>${say("rx_keep_mine")}</button><button class="small" type="button" onClick=${() => rx.choose("theirs")}>${say("rx_keep_theirs")}</button></div></div>`;
  }
  return html`<p class="kept" data-keeping=${rx.keeping} role="status">${rx.keeping === "wrong" && rx.problem !== null ? html`<strong>${problemSentence(rx.problem)}</strong>` : say(`rx_kept_${rx.keeping}`)}</p>`;
}

/** Drawn anew whenever it changes; looked at again when the notes were saved. @param {string} consultation @param {import("../note_sheet.js").NoteSheet} notes @returns {RxSheet} */
function useRx(consultation, notes) {
  const [rx] = useState(() => new RxSheet(consultation, api, storage()));
  const [, draw] = useState(0);
  useEffect(() => {
    const gone = new AbortController();
    rx.on("changed", () => draw((before) => before + 1), { signal: gone.signal });
    notes.on("saved", () => void rx.load(), { signal: gone.signal });
    void rx.begin();
    const timer = setInterval(() => document.visibilityState === "visible" && rx.keeping === "saved" && rx.load(), LOOK_AGAIN_MS);
    return () => {
      gone.abort();
      clearInterval(timer);
      void rx.flush();
    };
  }, [rx]);
  return rx;
}

function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
