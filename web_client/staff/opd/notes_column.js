// The doctor's notes: written beside the picture, saved as they are typed.

import { problemSentence } from "../../parts/notice.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { say } from "../words.js";
import { ActionButton } from "./action_button.js";
import { DiagnosisField } from "./diagnosis_field.js";
import { FollowUp } from "./follow_up.js";
import { NOTE_LENGTH } from "./limits.js";
import { useNow } from "./ticking.js";
import { TwoWritings } from "./two_writings.js";
import { sayAgo } from "./words_of.js";

/** @typedef {import("./answers.js").TextName} TextName */
/** @typedef {import("./note_sheet.js").NoteSheet} NoteSheet */
/** @typedef {import("./note_sheet.js").Sheet} Sheet */

const BEFORE_DIAGNOSES = /** @type {readonly TextName[]} */ (["complaint", "history", "observations"]);

/** What a second laptop has saved is seen here soon. */
const LOOK_AGAIN_MS = 15_000;

/** Drawn anew whenever it changes. @param {NoteSheet} sheet @returns {Sheet} */
export function useSheet(sheet) {
  const [, draw] = useState(0);
  useEffect(() => {
    const show = () => draw((before) => before + 1);
    const gone = new AbortController();
    sheet.on("changed", show, { signal: gone.signal });
    show();
    return () => gone.abort();
  }, [sheet]);
  return sheet.state;
}

/** @param {{sheet: NoteSheet, consultation: import("./answers.js").Consultation, doings: import("./action_button.js").Doings, store: import("./desk_store.js").DeskStore}} props */
export function NotesColumn({ sheet, consultation, doings, store }) {
  const state = useSheet(sheet);
  const { fields, keeping, conflicts } = state;
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && sheet.state.keeping === "saved" && sheet.again(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [sheet]);
  const isClosed = keeping === "signed" || keeping === "loading";
  const conflictOf = (/** @type {string} */ name) => conflicts.find(({ field }) => field === name);
  const text = (/** @type {TextName} */ name) => {
    const conflict = conflictOf(name);
    if (conflict !== undefined) return html`<${TwoWritings} key=${name} conflict=${conflict} onChoose=${(/** @type {"mine"} */ which) => sheet.choose(name, which)} />`;
    return html`<${NoteField} key=${name} name=${name} value=${fields[name]} isClosed=${isClosed} onWrite=${(/** @type {string} */ value) => sheet.write(name, value)} />`;
  };
  const diagnoses = conflictOf("diagnoses");
  return html`
    ${keeping === "late" && html`<${Late} state=${state} sheet=${sheet} />`}
    <div class="note-fields">
      ${BEFORE_DIAGNOSES.map(text)}
      ${diagnoses === undefined
        ? html`<${DiagnosisField} diagnoses=${fields.diagnoses} isClosed=${isClosed} onWrite=${(/** @type {import("./answers.js").Fields["diagnoses"]} */ value) => sheet.write("diagnoses", value)} />`
        : html`<${TwoWritings} conflict=${diagnoses} onChoose=${(/** @type {"mine"} */ which) => sheet.choose("diagnoses", which)} />`}
      ${text("advice")}
      ${text("follow_up")}
      <${FollowUp} consultation=${consultation} sheet=${sheet} doings=${doings} store=${store} isClosed=${isClosed} />
    </div>
    ${consultation.choices.includes("sign") && html`<div class="acts notes-foot"><${ActionButton} doings=${doings} action="sign" kind="big" /></div>`}`;
}

/** In the column's head, which stays in sight. @param {{sheet: NoteSheet, doings: import("./action_button.js").Doings}} props */
export function NotesHead({ sheet, doings }) {
  return html`<${Kept} state=${useSheet(sheet)} sheet=${sheet} /><${ActionButton} doings=${doings} action="templates" kind="small" />`;
}

/** As high as what is written in it. @param {{name: TextName, value: string, isClosed: boolean, onWrite: (value: string) => void}} props */
function NoteField({ name, value, isClosed, onWrite }) {
  /** @type {{current: HTMLTextAreaElement}} */
  const area = useRef(null);
  useEffect(() => grow(area.current), [value]);
  return html`<div class="field note-field">
    <label for="note-${name}">${say(`note_${name}`)}</label>
    <textarea id="note-${name}" name="note-${name}" ref=${area} dir="auto" rows="2" maxlength=${NOTE_LENGTH} readonly=${isClosed} value=${value} onInput=${(/** @type {InputEvent} */ event) => onWrite(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
  </div>`;
}

/** Where the browser does not do it by itself (`field-sizing`). @param {HTMLTextAreaElement} area */
function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

/** Always in sight: whether what was written is safe. @param {{state: Sheet, sheet: NoteSheet}} props */
function Kept({ state: { keeping, savedAt, problem, isKeptHere, conflicts }, sheet }) {
  const now = useNow();
  const trouble = keeping === "away" || keeping === "wrong" || !isKeptHere || conflicts.length > 0;
  const word = keptWord(keeping, savedAt, now);
  return html`<p class="kept" data-keeping=${conflicts.length > 0 ? "conflict" : keeping} data-trouble=${trouble ? "" : undefined}>
    <span class="kept-word">${conflicts.length > 0 ? say("kept_conflict") : word}</span>
    <span class="unseen" role="status">${trouble ? (conflicts.length > 0 ? say("kept_conflict") : word) : ""}</span>
    ${keeping === "wrong" && problem !== null && html`<span>${problemSentence(problem)}</span>`}
    ${!isKeptHere && html`<strong>${say("kept_nowhere")}</strong>`}
    ${keeping === "away" && html`<button class="link inline" type="button" onClick=${() => sheet.again()}>${say("try_again")}</button>`}
  </p>`;
}

/** @param {Sheet["keeping"]} keeping @param {number | null} savedAt @param {number} now */
function keptWord(keeping, savedAt, now) {
  if (keeping !== "saved") return say(`kept_${keeping}`);
  return savedAt === null ? say("kept_empty") : say("kept_saved", { ago: sayAgo(Math.max(0, now - savedAt)) });
}

/** What came too late is shown to be copied, and let go of by her own hand. @param {{state: Sheet, sheet: NoteSheet}} props */
export function Late({ state: { fields, problem }, sheet }) {
  const written = Object.entries(fields).flatMap(([name, value]) => (typeof value === "string" && value.trim() !== "" ? [[name, value]] : []));
  return html`<section class="note trouble" role="alert">
    <p><strong>${say("late_title")}</strong> ${problem !== null && problemSentence(problem)} ${say("late_means")}</p>
    ${written.map(([name, value]) => html`<p key=${name} class="quoted" dir="auto">${value}</p>`)}
    <button class="small" type="button" onClick=${() => sheet.letGo()}>${say("late_let_go")}</button>
  </section>`;
}
