// The three columns, each with its head; on a narrow window one or two of them at a time.

import { html } from "../../vendor/preact_htm.js";
import { sayNumber } from "../../words/words.js";
import { say } from "../words.js";
import { ActionButton } from "./action_button.js";
import { keyCap } from "./keys.js";
import { Late, NotesHead, useSheet } from "./notes_column.js";
import { Papers } from "./papers.js";
import { PatientColumn } from "./patient_column.js";
import { ResultLines, UnsignedLines } from "./to_finish.js";
import { Newcomers, WaitingList } from "./waiting_list.js";

/** @typedef {"list" | "patient" | "notes"} ColumnName */
/** @typedef {import("./action_button.js").Doings} Doings */
/**
 * @typedef {object} ColumnsProps
 * @property {import("./use_desk.js").Open} open
 * @property {import("./waiting_list.js").StableList} list
 * @property {ColumnName} wide
 * @property {(to: ColumnName, focus?: boolean | string) => void} turnTo
 * @property {import("./papers.js").PaperName} paper
 * @property {Doings} doings
 * @property {import("./identifiers.js").Spoken} spoken
 * @property {string} home the language that need not be said
 * @property {(id: string) => void} onOpen
 * @property {(id: string) => void} onResult
 * @property {(hasVoice: boolean) => void} onVoice
 * @property {(event: KeyboardEvent) => void} onKey
 */

const NAMES = /** @type {readonly ColumnName[]} */ (["list", "patient", "notes"]);

/** @param {ColumnsProps} props */
export function Columns({ open, list, wide, turnTo, paper, doings, spoken, home, onOpen, onResult, onVoice, onKey }) {
  const { store, sheets } = open;
  const { state, shown } = store;
  const opened = shown?.consultation?.id ?? shown?.entry?.id ?? null;
  const head = (/** @type {ColumnName} */ name) => html`<${Head} name=${name} wide=${wide} count=${name === "list" ? state.queue.entries.length : null} onTurn=${() => turnTo(name, true)}>
    ${name === "list" && html`<${Newcomers} shown=${list.shown} doings=${doings} />`}
    ${name === "notes" && shown?.consultation && (paper === "notes" || isInTrouble(sheets.of(shown.consultation.id))) && html`<${NotesHead} key=${shown.consultation.id} sheet=${sheets.of(shown.consultation.id)} doings=${doings} />`}
  <//>`;
  return html`
    <div class="column-tabs" role="group" aria-label=${say("columns")}>${NAMES.map((name) => html`<button key=${name} class="quiet" type="button" aria-pressed=${String(name === wide)} onClick=${() => turnTo(name, true)}>
      ${say(`column_${name}`)} ${name === "list" && html`<span class="count">${sayNumber(state.queue.entries.length)}</span>`}</button>`)}</div>
    <div class="columns" data-wide=${wide} data-shown=${shown?.kind ?? "none"}>
      <section class="desk-column" data-column="list" aria-labelledby="column-list">${head("list")}
        ${state.queue.entries.length === 0 && list.shown.rows.length === 0
          ? html`<${NobodyWaits} desk=${state.desk} doings=${doings} />`
          : html`<${WaitingList} list=${list} askedAt=${state.askedAt} opened=${opened} home=${home} onOpen=${onOpen} />`}
      </section>
      <section class="desk-column" data-column="patient" aria-labelledby="column-patient">${head("patient")}
        ${shown === null ? html`<${NobodyHere} desk=${state.desk} waiting=${state.queue.entries.length} doings=${doings} />` : html`<${PatientColumn} key=${opened} shown=${shown} state=${state} doings=${doings} store=${store} spoken=${spoken} onVoice=${onVoice} onKey=${onKey} />`}
      </section>
      <section class="desk-column" data-column="notes" aria-labelledby="column-notes">${head("notes")}
        ${shown?.consultation ? html`<${Papers} key=${shown.consultation.id} sheets=${sheets} paper=${paper} consultation=${shown.consultation} doings=${doings} store=${store} spoken=${spoken} />` : html`<${Unfinished} desk=${state.desk} sheets=${sheets} opened=${opened} onOpen=${onOpen} onResult=${onResult} />`}
      </section>
    </div>`;
}

/** What is not safe is said whichever paper is in front. @param {import("./note_sheet.js").NoteSheet} sheet */
function isInTrouble({ state: { keeping, conflicts } }) {
  return conflicts.length > 0 || ["away", "wrong", "late"].includes(keeping);
}

/** The head is also the way to make its column wide. @param {{name: ColumnName, wide: ColumnName, count: number | null, onTurn: () => void, children?: unknown}} props */
function Head({ name, wide, count, onTurn, children }) {
  const word = say(`column_${name}`);
  return html`<header class="column-head">
    <h2 id="column-${name}" tabindex="-1">${word} ${count !== null && html`<span class="count">${sayNumber(count)}</span>`}</h2>
    ${children}
    ${name !== wide && html`<button class="small has-key widen" type="button" title=${say("key_of", { word: say("widen"), key: keyCap(name) })} aria-label=${say("widen_of", { column: word })} onClick=${onTurn}><span aria-hidden="true">↔</span><kbd class="key" aria-hidden="true">${keyCap(name)}</kbd></button>`}
  </header>`;
}

/** @param {{desk: import("./answers.js").Desk | null, doings: Doings}} props */
function NobodyWaits({ desk, doings }) {
  const isOff = desk === null || desk.duty.state === "off";
  if (isOff) return html`<div class="nothing"><p class="soft">${say("list_no_duty")}</p><div class="on-narrow"><${ActionButton} doings=${doings} action="duty" kind="big" word=${say("duty_come")} /></div></div>`;
  return html`<div class="nothing"><p>${say("list_empty")}</p><p class="soft">${say("list_empty_means")}</p></div>`;
}

/** @param {{desk: import("./answers.js").Desk | null, waiting: number, doings: Doings}} props */
function NobodyHere({ desk, waiting, doings }) {
  const duty = desk?.duty.state ?? "off";
  const word = duty === "on" ? (waiting > 0 ? "hands_empty" : "hands_nobody") : /** @type {const} */ (`hands_${duty}`);
  return html`<div class="hands-empty"><p>${say(word)}</p>
    ${duty === "on" ? html`<${ActionButton} doings=${doings} action="next" kind="big" />` : html`<${ActionButton} doings=${doings} action="duty" kind="big" word=${say("duty_come")} />`}
    ${duty === "on" && waiting > 0 && html`<p class="soft">${say("hands_choose")}</p>`}
  </div>`;
}

/** @param {{desk: import("./answers.js").Desk | null, sheets: import("./sheets.js").Sheets, opened: string | null, onOpen: (id: string) => void, onResult: (id: string) => void}} props */
function Unfinished({ desk, sheets, opened, onOpen, onResult }) {
  if (desk === null) return null;
  const { unsigned, results } = desk;
  const { undecided } = sheets;
  const stranded = undecided.filter((id) => id !== desk.current?.id && !unsigned.some((one) => one.id === id));
  return html`
    ${stranded.map((id) => html`<${Stranded} key=${id} sheet=${sheets.of(id)} />`)}
    ${unsigned.length === 0 && results.length === 0 && stranded.length === 0 && html`<p class="nothing soft">${say("nothing_unfinished")}</p>`}
    ${unsigned.length > 0 && html`<section class="stack" aria-labelledby="unsigned-title"><h3 id="unsigned-title">${say("unsigned_title")}</h3><${UnsignedLines} unsigned=${unsigned} opened=${opened} undecided=${undecided} onOpen=${onOpen} /></section>`}
    ${results.length > 0 && html`<section class="stack" aria-labelledby="results-title"><h3 id="results-title">${say("results_title")}</h3><${ResultLines} results=${results} onOpen=${(/** @type {{id: string}} */ { id }) => onResult(id)} /></section>`}`;
}

/** Of a patient who is not hers any more. @param {{sheet: import("./note_sheet.js").NoteSheet}} props */
function Stranded({ sheet }) {
  return html`<${Late} state=${useSheet(sheet)} sheet=${sheet} />`;
}
